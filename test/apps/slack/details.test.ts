import { afterEach, expect, test } from 'vitest';
import type { ComplaintDetails } from '#core/effect/details.ts';
import type { ShowComplaint } from '#apps/slack/details.ts';
import type { PressOutcome } from '#apps/slack/press.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { renderDetails } from '#integrations/slack/details.ts';
import { renderDigest } from '#integrations/slack/digest-blocks.ts';
import { createCallSlack } from '#integrations/slack/web-api.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { botToken } from '#test/integrations/slack/fake-workspace.ts';
import { tricks } from '#test/integrations/slack/naughty.ts';
import { openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const ref = { platform: 'zendesk', account: 'acme', id: '4813' };
const all = ['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more'] as const;

function detailsOf(change: Partial<ComplaintDetails['card']> = {}): ComplaintDetails {
  return {
    card: exampleAlert({ actions: all, ticket: ref, headline: 'Promise broken: answer', ...change }),
    promises: [
      { title: 'Answer the complaint', tone: 'broken', words: 'was due', at: Date.UTC(2026, 10, 16, 17) },
      { title: 'Acknowledge the complaint', tone: 'done', words: 'kept', at: Date.UTC(2026, 10, 14, 9) },
    ],
  };
}

/** A digest of two complaints, and Ana, who looks at the second. */
async function openDigest(showComplaint: ShowComplaint = async () => detailsOf(), outcome?: PressOutcome) {
  const app = await openApp(outcome, { showComplaint });
  apps.push(app);
  const { slack, slackApiUrl, time, room } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const ben = slack.addUser({ name: 'Ben Okoro', email: 'ben@acme.example', username: 'ben.o' });
  const callSlack = createCallSlack({ token: botToken, slackApiUrl, time, limitMs: 10_000 });
  // Of the second only a warning is told: its card stands elsewhere.
  const rows = ['4812', '4813'].map((id) => ({
    alerts: [exampleAlert({ kind: 'warning', actions: ['acknowledge', 'open'], ticket: { ...ref, id } })] as const,
    marks: [id.padStart(64, '0')],
  }));
  const posted = await callSlack('chat.postMessage', { channel: room, ...renderDigest(rows) });
  const message = String((posted as { readonly ts?: unknown }).ts);
  const value = (chosen?: string): string =>
    JSON.stringify({ v: 1, t: 'zendesk:acme:4813', ...(chosen === undefined ? {} : { o: chosen }) });
  return {
    ...app,
    ana,
    ben,
    message,
    open: () =>
      slack.press({ channel: room, ts: message, actionId: 'recourse_menu', value: value('more:details'), by: ana }),
    pressIn: (action: string, choice?: string) =>
      slack.pressInView({
        by: ana,
        where: 'modal',
        actionId: `recourse_${action}`,
        ...(choice === undefined ? {} : { value: value(choice) }),
      }),
    modal: () => slack.viewsOf('ana.s').modal,
    shown: () => JSON.stringify(slack.viewsOf('ana.s').modal ?? ''),
    told: () => {
      const messages = slack.channelsView().flatMap((one) => one.messages);
      return messages.filter(({ ephemeralFor }) => ephemeralFor === ana).map(({ text }) => text);
    },
  };
}

test('a complaint of an account that the workspace is no longer connected to is said to be one, and not to be tried again', async () => {
  const app = await openDigest(async () => 'elsewhere');
  await app.open();
  await expect.poll(app.shown).toContain('no longer connected to the helpdesk account of this ticket');
  expect(app.shown()).not.toMatch(/try again/u);
});

test('a row opens its complaint: what a card says of it, every promise, and all that a card offers', async () => {
  const asked: unknown[] = [];
  const app = await openDigest(async ({ ticket, channel }) => {
    asked.push({ ticket, channel });
    return detailsOf();
  });
  expect(await app.open()).toMatchObject({ status: 200 });
  expect(asked).toEqual([{ ticket: ref, channel: app.room }]);
  const shown = app.shown();
  expect(app.modal()).toMatchObject({ title: { text: 'Ticket 4813' } });
  expect(shown).toContain('Promise broken: answer');
  expect(shown).toMatch(/🔴 \*Answer the complaint\* was due <!date\^/u);
  expect(shown).toMatch(/🟢 \*Acknowledge the complaint\* kept <!date\^/u);
  for (const action of all) expect(shown).toContain(`"recourse_${action}"`);
  for (const words of ['Assign to…', 'Change severity…', 'Not a complaint…', 'Until next week'])
    expect(shown).toContain(words);
  expect(app.presses).toEqual([]);
});

test.each([
  ['acknowledge', undefined, { action: 'acknowledge' }],
  ['take', undefined, { action: 'take' }],
  ['escalate', undefined, { action: 'escalate' }],
  ['snooze', 'nextWeek', { action: 'snooze', until: 'nextWeek' }],
])('to %s there is a press, told as from where it was opened, and its outcome shows', async (action, choice, press) => {
  const looks = ['Before', 'Since'];
  const app = await openDigest(async () => detailsOf({ headline: looks.shift() ?? '' }), {
    outcome: 'done',
    say: 'Noted on the ticket.',
  });
  await app.open();
  expect(app.shown()).toContain('Before');
  expect(await app.pressIn(action, choice)).toMatchObject({ status: 200 });
  expect(app.presses).toMatchObject([
    { ...press, ticket: ref, by: { name: 'Ana Silva' }, channel: app.room, message: app.message },
  ]);
  expect(app.shown()).toContain('Noted on the ticket.');
  expect(app.shown()).toContain('Since');
  expect(app.told()).toEqual([]);
});

test.each([
  ['assign', () => ({ recourse_form: 'BEN' }), { to: { name: 'Ben Okoro' } }],
  ['severity', () => ({ recourse_form: 'high', recourse_reason: 'Burnt' }), { severity: 'high', reason: 'Burnt' }],
  ['reject', () => ({ recourse_reason: 'A question' }), { reason: 'A question' }],
])(
  'a form to %s lies on it, and what it came to shows there, with how the complaint stands since',
  async (kind, valuesOf, brought) => {
    const looks = ['Before', 'Since'];
    const app = await openDigest(async () => detailsOf({ headline: looks.shift() ?? '' }), {
      outcome: 'done',
      say: 'It is written to the ticket.',
    });
    await app.open();
    await app.pressIn('more', kind);
    expect(app.modal()).toMatchObject({ callback_id: 'recourse_form' });
    const values = Object.fromEntries(
      Object.entries(valuesOf()).map(([name, one]) => [name, one === 'BEN' ? app.ben : one]),
    );
    expect(await app.slack.submit({ by: 'ana.s', values })).toMatchObject({ ok: true });
    expect(app.presses).toMatchObject([{ action: kind, ticket: ref, message: app.message, ...brought }]);
    await expect.poll(() => app.shown()).toContain('It is written to the ticket.');
    expect(app.modal()).toMatchObject({ title: { text: 'Ticket 4813' } });
    expect(app.shown()).toContain('Since');
    expect(app.told()).toEqual([]);
  },
);

test.each([
  ['how the complaint stands', detailsOf()],
  ['nothing, where the helpdesk does not answer,', undefined],
])('what somebody wrote in vain is given back whole and to the letter, beside %s', (_, details) => {
  const about = { ticket: ref, channel: 'C1', message: '1.2', thread: undefined };
  const reason = `Not_one *complaint*, a :question: ${'about `the` sofa, '.repeat(24)}`.trim();
  const said = `That did not work (ZENDESK_TIMEOUT). You wrote: “${reason}”`;
  const { blocks } = renderDetails(about, details === undefined ? { details, said } : { details, said });
  expect(blocks[0]).toMatchObject({ type: 'section', text: { type: 'plain_text', text: said, emoji: false } });
});

test('a form that lay on one which was closed meanwhile is answered where that was opened from', async () => {
  const app = await openDigest(undefined, { outcome: 'done', say: 'It is written to the ticket.' });
  await app.open();
  await app.pressIn('more', 'reject');
  app.slack.faults.set({ match: { method: 'views.update' }, kind: 'not_found', times: 1 });
  await app.slack.submit({ by: 'ana.s', values: { recourse_reason: 'A question' } });
  await expect.poll(() => app.told()).toEqual(['It is written to the ticket.']);
});

test('who closed it meanwhile is told where it was opened from', async () => {
  const app = await openDigest(undefined, { outcome: 'already', say: 'Ben Okoro did that already.' });
  await app.open();
  app.slack.faults.set({ match: { method: 'views.update' }, kind: 'not_found', times: 1 });
  await app.pressIn('acknowledge');
  expect(app.told()).toEqual(['Ben Okoro did that already.']);
});

test('what was pressed in one that was opened from the Home, and closed before it was done, shows in the Home', async () => {
  const app = await openDigest(undefined, { outcome: 'done' });
  const payload = {
    type: 'block_actions',
    user: { id: app.ana },
    team: { id: 'T0SANDBOX' },
    container: { type: 'view', view_id: 'V0CLOSED' },
    view: { id: 'V0CLOSED', type: 'modal', private_metadata: '{"v":1,"t":"zendesk:acme:4813"}' },
    actions: [{ action_id: 'recourse_acknowledge', action_ts: '3.4', value: '{"v":1,"t":"zendesk:acme:4813"}' }],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  await app.sendSigned(body, 'application/x-www-form-urlencoded');
  expect(app.presses).toMatchObject([{ action: 'acknowledge', channel: undefined }]);
  await expect.poll(() => app.slack.requests().byMethod['views.publish']).toBe(1);
});

test('a guest of the workspace sees nothing of the complaint', async () => {
  const app = await openDigest();
  app.slack.configure({ guests: [app.ana] });
  await app.open();
  expect(app.shown()).toContain('Only members of this workspace');
  expect(app.shown()).not.toContain('Promise broken');
});

test('somebody of another company, who shares the channel, sees nothing of it and can do nothing', async () => {
  const app = await openDigest();
  app.slack.configure({ outsiders: [app.ana] });
  await app.open();
  expect(app.shown()).toContain('Only members of this workspace');
  expect(app.shown()).not.toContain('Promise broken');
  await app.pressIn('acknowledge');
  expect(app.presses).toEqual([]);
});

test('whoever Slack does not tell sees nothing of it either, and that they may try again', async () => {
  const app = await openDigest();
  app.slack.faults.set({ match: { method: 'users.info' }, kind: '500-before', times: 1 });
  await app.open();
  expect(app.shown()).toMatch(/Slack cannot be asked who you are .*Please try again/u);
  expect(app.shown()).not.toContain('Promise broken');
  expect(app.reported).toEqual(['SLACK_UNAVAILABLE']);
});

test('what is no complaint any more, or cannot be looked up, is said so', async () => {
  const gone = await openDigest(async () => undefined);
  await gone.open();
  expect(gone.shown()).toContain('There is no such complaint');
  const away = await openDigest(async () => {
    throw new IntegrationError('zendesk', 'timeout', { message: 'no answer' });
  });
  await away.open();
  expect(away.shown()).toContain('ZENDESK_TIMEOUT');
  expect(away.reported).toContain('ZENDESK_TIMEOUT');
});

test('a button in a modal that is not ours, or bears what we never wrote, changes nothing', async () => {
  const app = await openDigest();
  const action = { action_id: 'recourse_take', action_ts: '1.1', value: '{"v":1,"t":"zendesk:acme:4813"}' };
  const made = [undefined, '', '[]', '{"v":1}', '{"v":1,"t":"zendesk:acme:../x","ch":"C1","m":"1.1"}'];
  for (const private_metadata of made) {
    const payload = {
      type: 'block_actions',
      user: { id: app.ana },
      team: { id: 'T0SANDBOX' },
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'modal', private_metadata },
      actions: [action],
    };
    const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
    expect((await app.sendSigned(body, 'application/x-www-form-urlencoded')).status).toBe(200);
  }
  expect(app.presses).toEqual([]);
});

test.each(tricks)('lets no text from outside mention, link or format anything: %s', async (words) => {
  const app = await openDigest(async () => ({
    ...detailsOf({ subject: words, headline: words }),
    promises: [{ title: words, tone: 'calm', words: 'by', at: undefined }],
  }));
  await app.open();
  expect(app.shown()).toContain('recourse_acknowledge');
  expect(app.shown()).not.toMatch(/<!(?!date)|<@|<#|<https?:/u);
});
