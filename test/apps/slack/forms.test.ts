import { afterEach, expect, test } from 'vitest';
import { createCallSlack } from '#integrations/slack/web-api.ts';
import { renderAlert } from '#integrations/slack/blocks.ts';
import { renderDigest } from '#integrations/slack/digest-blocks.ts';
import type { OnPress, PressOutcome } from '#apps/slack/press.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { until } from '#test/contract/still-time.ts';
import { botToken } from '#test/integrations/slack/fake-workspace.ts';
import { openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const ref = { platform: 'zendesk', account: 'acme', id: '4812' };
const all = ['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more'] as const;

async function openCard(outcome?: OnPress | PressOutcome) {
  const app = await openApp(outcome);
  apps.push(app);
  const { slack, slackApiUrl, time, room } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const ben = slack.addUser({ name: 'Ben Okoro', email: 'ben@acme.example', username: 'ben.o' });
  const callSlack = createCallSlack({ token: botToken, slackApiUrl, time, limitMs: 10_000 });
  const posted = await callSlack('chat.postMessage', {
    channel: room,
    ...renderAlert(exampleAlert({ actions: all }), { mark: 'a'.repeat(64) }),
  });
  const message = String((posted as { readonly ts?: unknown }).ts);
  const choose = (action: string, choice: string) => {
    const value = JSON.stringify({ v: 1, t: 'zendesk:acme:4812', o: choice });
    return slack.press({ channel: room, ts: message, actionId: `recourse_${action}`, value, by: ana });
  };
  return {
    ...app,
    ana,
    ben,
    message,
    choose,
    told: () => {
      const messages = slack.channelsView().flatMap((one) => one.messages.flatMap((top) => [top, ...top.replies]));
      return messages.filter(({ ephemeralFor }) => ephemeralFor === ana).map(({ text }) => text);
    },
  };
}

test('what is chosen from the menu to snooze is a press with its end', async () => {
  const app = await openCard();
  expect(await app.choose('snooze', 'fourHours')).toMatchObject({ status: 200 });
  expect(app.presses).toMatchObject([{ ticket: ref, action: 'snooze', until: 'fourHours', by: { name: 'Ana Silva' } }]);
});

test.each([
  [
    'severity',
    { recourse_form: 'high', recourse_reason: 'A child was hurt' },
    { severity: 'high', reason: 'A child was hurt' },
  ],
  ['severity', { recourse_form: 'low' }, { severity: 'low', reason: '' }],
  ['reject', { recourse_reason: ' Asked for a price ' }, { reason: 'Asked for a price' }],
])('the form to %s brings what was entered, with the ticket and the person', async (kind, values, brought) => {
  const app = await openCard();
  await app.choose('more', kind);
  expect(app.presses).toEqual([]);
  expect(await app.slack.submit({ by: 'ana.s', values })).toMatchObject({ ok: true });
  expect(app.presses).toMatchObject([{ ticket: ref, action: kind, ...brought, message: app.message }]);
  expect(app.slack.viewsOf('ana.s').modal).toBeUndefined();
});

test('the form to assign names the colleague with the address by which the helpdesk knows them', async () => {
  const app = await openCard({ outcome: 'done', say: 'The ticket is assigned.' });
  await app.choose('more', 'assign');
  await app.slack.submit({ by: 'ana.s', values: { recourse_form: app.ben } });
  expect(app.presses).toMatchObject([{ action: 'assign', to: { name: 'Ben Okoro', email: 'ben@acme.example' } }]);
  expect(app.told()).toEqual(['The ticket is assigned.']);
});

test('what is refused is said beside the field, and nothing typed is lost', async () => {
  const outcomes: PressOutcome[] = [{ outcome: 'refused', say: 'Only an agent can change this.' }, { outcome: 'done' }];
  const app = await openCard(async () => outcomes.shift() ?? { outcome: 'done' });
  await app.choose('more', 'reject');
  const values = { recourse_reason: 'A question about opening hours' };
  expect(await app.slack.submit({ by: 'ana.s', values })).toMatchObject({
    errors: { recourse_reason: 'Only an agent can change this.' },
  });
  expect(app.slack.viewsOf('ana.s').modal).toBeDefined();
  expect(await app.slack.submit({ by: 'ana.s', values })).toMatchObject({ ok: true });
  expect(app.slack.viewsOf('ana.s').modal).toBeUndefined();
});

test('where a slow helpdesk refuses it in the end, the person gets back what they wrote', async () => {
  let refuse: (outcome: PressOutcome) => void = () => undefined;
  const app = await openCard(() => new Promise((resolve) => void (refuse = resolve)));
  await app.choose('more', 'reject');
  const reason = 'They asked when we open. '.repeat(18).trim();
  const sent = app.slack.submit({ by: 'ana.s', values: { recourse_reason: reason } });
  await until(() => app.presses.length === 1);
  app.time.expire();
  expect(await sent).toMatchObject({ ok: true });
  refuse({ outcome: 'refused', say: 'The ticket is being changed by others.' });
  const words = `The ticket is being changed by others. You wrote: “${reason}”`;
  await expect.poll(() => app.told()).toEqual([words]);
  // To the letter: what looks like Slack's formatting is theirs.
  const posted = app.slack.channelsView().flatMap(({ messages }) => messages);
  const blocks = posted.find(({ text }) => text === words)?.blocks;
  expect(blocks).toMatchObject([{ type: 'section', text: { type: 'plain_text', text: words } }]);
});

test('a form that is sent twice is carried out once', async () => {
  const app = await openCard();
  await app.choose('more', 'reject');
  const { view } = app.slack.viewsOpened().at(-1) ?? {};
  const payload = {
    type: 'view_submission',
    user: { id: app.ana, username: 'ana.s' },
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    view: {
      ...view,
      id: 'V1',
      hash: '1.0',
      state: { values: { recourse_reason: { value: { type: 'plain_text_input', value: 'x' } } } },
    },
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  for (let time = 0; time < 2; time += 1) {
    expect((await app.sendSigned(body, 'application/x-www-form-urlencoded')).status).toBe(200);
  }
  expect(app.presses).toHaveLength(1);
});

test('a form that is not ours, or bears what we never wrote, changes nothing', async () => {
  const app = await openCard();
  const submission = (private_metadata: string) => ({
    type: 'view_submission',
    user: { id: app.ana },
    team: { id: 'T0SANDBOX' },
    view: { id: 'V1', callback_id: 'recourse_form', private_metadata, state: { values: {} } },
  });
  const made = [
    '',
    '{}',
    '[]',
    '{"v":2}',
    '{"v":1,"k":"reject","t":"zendesk:acme:../../x","ch":"C1","m":"1.1"}',
    '{"v":1,"k":"delete","t":"zendesk:acme:4812","ch":"C1","m":"1.1"}',
    '{"v":1,"k":"severity","t":"zendesk:acme:4812","ch":"C1","m":"1.1"}',
  ];
  for (const metadata of made) {
    const body = `payload=${encodeURIComponent(JSON.stringify(submission(metadata)))}`;
    const answer = await app.sendSigned(body, 'application/x-www-form-urlencoded');
    expect(await answer.json()).toMatchObject({ response_action: 'errors' });
  }
  expect(app.presses).toEqual([]);
});

test('a form of which only the reason is asked says beside it that it does not work any more', async () => {
  const app = await openCard();
  const view = {
    id: 'V1',
    callback_id: 'recourse_form',
    private_metadata: '{"v":2}',
    state: { values: { recourse_reason: { value: { type: 'plain_text_input', value: 'x' } } } },
  };
  const payload = { type: 'view_submission', user: { id: app.ana }, team: { id: 'T0SANDBOX' }, view };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const answer = await app.sendSigned(body, 'application/x-www-form-urlencoded');
  expect(await answer.json()).toEqual({
    response_action: 'errors',
    errors: { recourse_reason: expect.stringContaining('does not work any more') as string },
  });
});

test('a guest of the workspace is told that only members may do this', async () => {
  const app = await openCard();
  app.slack.configure({ guests: [app.ana] });
  await app.choose('snooze', 'hour');
  expect(app.presses).toEqual([]);
  expect(app.told().join()).toMatch(/Only members/u);
});

test('from a row of a digest a complaint is snoozed', async () => {
  const app = await openCard();
  const { slack, room, slackApiUrl, time } = app;
  const callSlack = createCallSlack({ token: botToken, slackApiUrl, time, limitMs: 10_000 });
  const rows = ['4812', '4813'].map((id) => ({
    alerts: [exampleAlert({ actions: all, ticket: { ...ref, id } })] as const,
    marks: [id.padStart(64, '0')],
  }));
  const posted = await callSlack('chat.postMessage', { channel: room, ...renderDigest(rows) });
  const ts = String((posted as { readonly ts?: unknown }).ts);
  const choose = (chosen: string) => {
    const value = JSON.stringify({ v: 1, t: 'zendesk:acme:4813', o: chosen });
    const blockId = '4813'.padStart(64, '0');
    return slack.press({ channel: room, ts, actionId: 'recourse_menu', blockId, value, by: app.ana });
  };
  expect(await choose('snooze:fourHours')).toMatchObject({ status: 200 });
  expect(app.presses).toMatchObject([{ ticket: { ...ref, id: '4813' }, action: 'snooze', until: 'fourHours' }]);
});
