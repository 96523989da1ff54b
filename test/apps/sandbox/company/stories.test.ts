import { describe, expect, test } from 'vitest';
import { agents, supervisors } from '#apps/sandbox/company/people.ts';
import { stories } from '#apps/sandbox/company/stories.ts';
import { minutesAt } from '#apps/sandbox/company/story.ts';
import type { Story } from '#apps/sandbox/company/story.ts';
import * as saltmarshPeople from '#apps/sandbox/company/saltmarsh/people.ts';
import { stories as saltmarshStories } from '#apps/sandbox/company/saltmarsh/stories.ts';
import { readTicket } from '#test/core/complaint/english.ts';

const bandOf = (story: Story): string => readTicket({ subject: story.subject, messages: [story.text] }).band;
const byId = new Map(stories.map((story) => [story.id, story]));
const day = 24 * 60;

describe.each([
  ['Fernhill', stories],
  ['Saltmarsh', saltmarshStories],
])('a reader and the cues, at %s', (_, told) => {
  const judged = told.filter((story) => story.expect !== undefined);

  test('agree on at least nine tickets in ten', () => {
    const apart = judged
      .filter((story) => story.expect !== bandOf(story))
      .map((story) => `${story.id}: ${story.expect}, read as ${bandOf(story)}`);
    expect(apart.length / judged.length, apart.join('; ')).toBeLessThanOrEqual(0.1);
  });

  test('never differ so far that a complaint is passed over, or a stranger’s greeting taken for one', () => {
    for (const story of judged) {
      expect([story.expect, bandOf(story)], story.id).not.toEqual(['yes', 'no']);
      expect([story.expect, bandOf(story)], story.id).not.toEqual(['no', 'yes']);
    }
  });
});

describe('the company', () => {
  test('has at least 44 tickets, no two of one name or one text', () => {
    expect(stories.length).toBeGreaterThanOrEqual(44);
    expect(byId.size).toBe(stories.length);
    expect(new Set(stories.map((story) => story.text)).size).toBe(stories.length);
  });

  test('has about eight tickets waiting from the two days before, and more over twelve days', () => {
    const waiting = stories.filter((story) => story.atMinutes < 0);
    expect(waiting.length).toBeGreaterThanOrEqual(8);
    expect(Math.min(...waiting.map((story) => story.atMinutes))).toBeGreaterThanOrEqual(-2 * day);
    const last = Math.max(...stories.map((story) => story.atMinutes));
    expect(last).toBeGreaterThan(10 * day);
    expect(last).toBeLessThan(13 * day);
  });

  test('shows a newcomer a complaint at once, and one that is warned about, breached, acknowledged and answered late', () => {
    expect(byId.get('tarn-oven-furious')).toMatchObject({ atMinutes: 18, expect: 'yes' });
    const late = byId.get('alder-sofa-leg')!;
    expect(late.atMinutes).toBe(-19 * 60);
    const at = (kind: string): number => late.atMinutes + late.steps.find((step) => step.do === kind)!.after;
    expect(at('press')).toBe(6.5 * 60);
    expect(at('reply')).toBe(8 * 60);
  });

  test('has one of everything that a helpdesk sees', () => {
    const kinds = new Set(stories.flatMap((story) => story.steps.map((step) => step.do)));
    expect(kinds).toEqual(new Set(['reply', 'note', 'customer', 'automatic', 'status', 'merge', 'press']));
    const presses = stories.flatMap((story) =>
      story.steps.flatMap((step) => (step.do === 'press' ? [step.action] : [])),
    );
    expect(new Set(presses)).toEqual(new Set(['acknowledge', 'take', 'escalate']));
    expect(stories.some(isReopened)).toBe(true);
  });

  test('writes only to addresses that cannot exist', () => {
    const people = [...stories.map((story) => story.from), ...Object.values(agents), ...Object.values(supervisors)];
    for (const { email } of people) expect(email).toMatch(/^[a-z.]+@[a-z.]+\.example$/);
  });
});

describe('the second company', () => {
  const known = new Map(saltmarshStories.map((story) => [story.id, story]));

  test('has more than twenty tickets of its own, over the same two weeks', () => {
    expect(saltmarshStories.length).toBeGreaterThanOrEqual(20);
    expect(known.size).toBe(saltmarshStories.length);
    const texts = [...stories, ...saltmarshStories].map((story) => story.text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(saltmarshStories[0]?.atMinutes).toBeGreaterThanOrEqual(-2 * day);
    expect(saltmarshStories.at(-1)?.atMinutes).toBeGreaterThan(10 * day);
  });

  test('has a merged, a reopened and a deleted ticket, a bot that answers, and one that is answered too late', () => {
    const kinds = new Set(saltmarshStories.flatMap((story) => story.steps.map((step) => step.do)));
    const all = ['reply', 'note', 'customer', 'automatic', 'status', 'priority', 'merge', 'delete', 'press'];
    expect(kinds).toEqual(new Set(all));
    expect(saltmarshStories.some(isReopened)).toBe(true);
    const late = known.get('no-line-at-the-shop')!;
    const at = (kind: string): number => late.atMinutes + late.steps.find((step) => step.do === kind)!.after;
    expect([at('press'), at('reply')]).toEqual([minutesAt('Mon 16 Nov 14:40'), minutesAt('Mon 16 Nov 16:05')]);
  });

  test('writes only to addresses that cannot exist', () => {
    const { agents: ours, supervisors: theirs } = saltmarshPeople;
    const people = [...saltmarshStories.map((story) => story.from), ...Object.values(ours), ...Object.values(theirs)];
    for (const { email } of people) expect(email).toMatch(/^[a-z.]+@[a-z.]+\.example$/);
  });
});

describe.each([
  ['Fernhill', stories, isOfficeOpen],
  ['Saltmarsh', saltmarshStories, isDeskOpen],
] as const)('each story of %s', (_, told, isOpen) => {
  test.each(told.map((story) => [story.id, story] as const))(
    '%s runs forward, and its people act when they are at work',
    (_, story) => {
      const times = story.steps.map((step) => step.after);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      for (const step of story.steps) {
        expect(step.after).toBeGreaterThanOrEqual(step.do === 'automatic' ? 0 : 1);
        if ('by' in step) expect(isOpen(story.atMinutes + step.after), `${step.do} by ${step.by}`).toBe(true);
        if (step.do === 'merge') {
          expect(told.find(({ id }) => id === step.into)?.atMinutes).toBeLessThan(story.atMinutes);
        }
      }
    },
  );
});

test('a moment names its weekday rightly or not at all', () => {
  expect(minutesAt('Mon 16 Nov 08:00')).toBe(0);
  expect(minutesAt('Sun 15 Nov 13:00')).toBe(-1140);
  expect(() => minutesAt('Tue 16 Nov 08:00')).toThrow(RangeError);
});

/** Some ticket is written to again after it was solved, by somebody who is not content. */
function isReopened(story: Story): boolean {
  const solved = story.steps.findIndex((step) => 'status' in step && step.status === 'solved');
  return story.steps.slice(solved + 1).some((step) => step.do === 'reply' && solved >= 0);
}

/** Saltmarsh: from eight to six, and on Saturday mornings. */
function isDeskOpen(minutes: number): boolean {
  const ofWeek = (minutes + 8 * 60 + 7 * day) % (7 * day);
  const ofDay = ofWeek % day;
  if (ofWeek >= 5 * day) return ofWeek < 6 * day && ofDay >= 9 * 60 && ofDay <= 13 * 60;
  return ofDay >= 8 * 60 && ofDay <= 18 * 60;
}

function isOfficeOpen(minutes: number): boolean {
  const ofWeek = (minutes + 8 * 60 + 7 * day) % (7 * day);
  const ofDay = ofWeek % day;
  return ofWeek < 5 * day && ofDay >= 9 * 60 && ofDay <= 18 * 60;
}
