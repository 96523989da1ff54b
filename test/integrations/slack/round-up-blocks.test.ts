import { expect, it } from 'vitest';
import { roundUp } from '#core/report/round-up.ts';
import type { OpenComplaint } from '#core/report/open-complaint.ts';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import { normalisePress } from '#integrations/slack/normalise.ts';
import { renderRoundUp } from '#integrations/slack/round-up-blocks.ts';
import { botToken, openWorkspace } from './fake-workspace.ts';
import { tricks } from './naughty.ts';

const now = Date.UTC(2026, 10, 23, 9);
const never = new AbortController().signal;

function complaint(id: number, change: Partial<OpenComplaint> = {}): OpenComplaint {
  return {
    ticket: { platform: 'zendesk', account: 'acme', id: String(id) },
    url: `https://acme.zendesk.com/agent/tickets/${id}`,
    subject: 'Broken sofa',
    severity: 'high',
    isPossible: false,
    receivedAt: 0,
    assignee: undefined,
    next: { title: 'Acknowledge the complaint', dueAt: now - id, isBroken: true },
    isWaiting: true,
    subjectForOthers: 'Broken sofa',
    snoozedUntil: undefined,
    ...change,
  };
}

function rendered(all: readonly OpenComplaint[], kind: 'daily' | 'weekly' = 'daily') {
  const told = roundUp(all, { kind, untilAt: now + 1_000 }, { count: 3, isWhole: true }, now);
  if (told === undefined) throw new Error('there is something to tell');
  return renderRoundUp({ roundUp: told, now });
}

it('says in one line how things stand, then what to look at', () => {
  const due = { title: 'Answer', dueAt: now + 5, isBroken: false };
  const { text, blocks } = rendered([complaint(1), complaint(2, { next: due, isWaiting: false })]);
  const counts =
    '2 open · 1 with a promise broken · 1 due today · 1 that nobody is on yet · 3 closed since the last round-up';
  expect(text).toBe(`Complaints today: ${counts}`);
  const words = JSON.stringify(blocks);
  for (const part of [counts, '*Promises broken*', '*Due today*', '<https://acme.zendesk.com/agent/tickets/1|#1>']) {
    expect(words).toContain(part);
  }
  expect(words).not.toContain('nobody is on it yet');
  expect(rendered([complaint(1)], 'weekly').text).toMatch(/^Complaints this week: .*in the week behind us$/u);
});

it('has a button on each complaint, whose press opens all that can be done about it', () => {
  const { blocks } = rendered([complaint(1), complaint(2)]);
  const buttons = blocks.flatMap((block) => ('accessory' in block ? [block.accessory] : []));
  const pressed = buttons.map((button) =>
    normalisePress({
      type: 'block_actions',
      user: { id: 'U1' },
      channel: { id: 'C1' },
      message: { ts: '1.2' },
      actions: [{ ...button, action_ts: '3' }],
    }),
  );
  expect(pressed.map(({ action, choice, ticket }) => [action, choice, ticket.id])).toEqual([
    ['more', 'details', '2'],
    ['more', 'details', '1'],
  ]);
});

it('is taken by Slack at its fullest, and found by its mark', async () => {
  const listening = await openWorkspace();
  const { time, slackApiUrl, room, slack } = listening;
  const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
  const subject = 'x <!channel> & '.repeat(300);
  const all = Array.from({ length: 90 }, (_, id) => {
    const next = [-1, 1, 9_000_000].map((in_) => ({ title: subject, dueAt: now + in_, isBroken: in_ < 0 }))[id % 3];
    return complaint(id, { subject, next, snoozedUntil: now + 9_000_000, isPossible: true });
  });
  const told = roundUp(all, { kind: 'weekly', untilAt: now + 1_000 }, { count: 3, isWhole: false }, now);
  const mark = 'a'.repeat(64);
  const turn = { channel: room, account: 'round-up', latestAt: time.now() + 20_000 };
  const sent = await channel.postRoundUp({ ...turn, roundUp: told!, mark, now }, never);
  const message = slack.channelsView()[0]?.messages[0];
  expect(sent).toEqual({ outcome: 'sent', posted: { channel: room, message: message?.ts } });
  expect(JSON.stringify(message?.blocks)).toContain('and 24 more');
  const where = { channel: room, thread: undefined, sinceAt: time.now() };
  expect(await channel.find(where, mark, never)).toEqual({ channel: room, message: message?.ts });
  expect(await channel.find(where, 'f'.repeat(64), never)).toBeUndefined();
  await listening.close();
});

it.each(tricks)('lets no text from outside mention, link or format anything: %s', (words) => {
  const next = { title: words, dueAt: now - 1, isBroken: true };
  const said = JSON.stringify(rendered([complaint(1, { subject: words, next })]).blocks);
  expect(said).not.toMatch(/<!(?!date\^\d+\^\{date_short_pretty\} at \{time\}\|[\d :-]+UTC>)|<@|<#/u);
  expect(said.match(/<https?:/gu) ?? []).toHaveLength(1);
});
