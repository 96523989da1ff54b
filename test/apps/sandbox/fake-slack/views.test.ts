import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp, type Behaviour } from './app-for-tests.ts';
import { card, startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
let app: Awaited<ReturnType<typeof startApp>>;
let answer: ReturnType<Behaviour>;

beforeEach(async () => {
  run = await startSlack();
  answer = { status: 200 };
  app = await startApp(() => answer);
  run.slack.connectInteractivity({ url: app.url });
});
afterEach(async () => {
  await run.close();
  await app.close();
});

interface Told {
  readonly type: string;
  readonly trigger_id: string;
  readonly view: { readonly id: string; readonly state: { readonly values: Record<string, unknown> } };
  readonly actions: readonly Record<string, unknown>[];
  readonly container: Record<string, unknown>;
}

function lastTold(): Told {
  const body = new URLSearchParams(app.received.at(-1)?.body);
  return JSON.parse(body.get('payload') ?? '{}') as Told;
}

const reasons = ['wrong number', 'a question'].map((text, index) => ({
  text: { type: 'plain_text', text },
  value: `r${index}`,
}));
const modal = {
  type: 'modal',
  callback_id: 'not-a-complaint',
  title: { type: 'plain_text', text: 'Not a complaint' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: { type: 'plain_text', text: 'Why' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'input',
      block_id: 'kind',
      optional: true,
      label: { type: 'plain_text', text: 'Kind' },
      element: { type: 'static_select', action_id: 'kind', options: reasons },
    },
  ],
};

async function openModal(view: Record<string, unknown> = modal): Promise<Record<string, unknown>> {
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x', blocks: card });
  await run.slack.press({ channel: run.channel, ts: String(body['ts']), actionId: 'acknowledge', by: 'mara' });
  return (await run.call('views.open', { trigger_id: lastTold().trigger_id, view })).body;
}

test('what is entered into a modal reaches the app, and the modal closes when it agrees', async () => {
  await openModal();
  expect(run.slack.viewsOf('mara').modal).toMatchObject({ callback_id: 'not-a-complaint' });
  expect(run.slack.viewsOf('omar').modal).toBeUndefined();
  expect(await run.slack.submit({ by: 'mara', values: { why: 'Only a question', kind: 'r1' } })).toMatchObject({
    ok: true,
  });
  expect(lastTold().type).toBe('view_submission');
  expect(lastTold().view.state.values).toEqual({
    why: { text: { type: 'plain_text_input', value: 'Only a question' } },
    kind: { kind: { type: 'static_select', selected_option: reasons[1] } },
  });
  expect(run.slack.viewsOf('mara').modal).toBeUndefined();
});

test('Slack itself asks for what must be filled in, and the app hears nothing', async () => {
  await openModal();
  const before = app.received.length;
  expect(await run.slack.submit({ by: 'mara', values: {} })).toMatchObject({ ok: false, errors: { why: /required/ } });
  expect(app.received).toHaveLength(before);
  expect(run.slack.viewsOf('mara').modal).toBeDefined();
});

test('a modal stays while the app says what is wrong with it', async () => {
  await openModal();
  answer = { status: 200, body: JSON.stringify({ response_action: 'errors', errors: { why: 'Say more' } }) };
  expect(await run.slack.submit({ by: 'mara', values: { why: 'x' } })).toMatchObject({ errors: { why: 'Say more' } });
  expect(run.slack.viewsOf('mara').modal).toBeDefined();
  answer = { status: 200, body: JSON.stringify({ response_action: 'clear' }) };
  await run.slack.submit({ by: 'mara', values: { why: 'x' } });
  expect(run.slack.viewsOf('mara').modal).toBeUndefined();
});

test('a modal stays when the app does not answer well', async () => {
  await openModal();
  answer = { status: 500 };
  expect(await run.slack.submit({ by: 'mara', values: { why: 'x' } })).toMatchObject({ ok: false, status: 500 });
  expect(run.slack.viewsOf('mara').modal).toBeDefined();
});

test('an answer may show another view in its place, or on top', async () => {
  await openModal();
  const next = { ...modal, title: { type: 'plain_text', text: 'Sure?' } };
  answer = { status: 200, body: JSON.stringify({ response_action: 'push', view: next }) };
  await run.slack.submit({ by: 'mara', values: { why: 'x' } });
  expect(run.slack.viewsOf('mara').modal).toMatchObject({ title: { text: 'Sure?' } });
  await run.slack.closeModal({ by: 'mara' });
  expect(run.slack.viewsOf('mara').modal).toMatchObject({ title: { text: 'Not a complaint' } });
  answer = { status: 200, body: JSON.stringify({ response_action: 'update', view: next }) };
  await run.slack.submit({ by: 'mara', values: { why: 'x' } });
  expect(run.slack.viewsOf('mara').modal).toMatchObject({ title: { text: 'Sure?' } });
});

test('the app is told of a closed modal where it asked to be', async () => {
  await openModal();
  const before = app.received.length;
  await run.slack.closeModal({ by: 'mara' });
  expect(app.received).toHaveLength(before);
  await openModal({ ...modal, notify_on_close: true });
  await run.slack.closeModal({ by: 'mara' });
  expect(lastTold().type).toBe('view_closed');
});

test('no more than three modals lie on one another', async () => {
  const { view } = (await openModal()) as { view: { id: string } };
  for (const expected of [true, true, false]) {
    const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x', blocks: card });
    await run.slack.press({ channel: run.channel, ts: String(body['ts']), actionId: 'acknowledge', by: 'mara' });
    const pushed = await run.call('views.push', { trigger_id: lastTold().trigger_id, view: modal });
    expect(pushed.body['ok']).toBe(expected);
  }
  expect((await run.call('views.update', { view_id: view.id, view: modal })).body['ok']).toBe(true);
});

test('a view that Slack would refuse is refused with the place of what is wrong', async () => {
  const long = { ...modal, title: { type: 'plain_text', text: 'A title that is far too long for a modal' } };
  expect(await openModal(long)).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: [expect.stringContaining('/view/title/text')] },
  });
  const { submit: _, ...unsent } = modal;
  expect(await openModal(unsent)).toMatchObject({ error: 'invalid_arguments' });
});

test('a Home is shown to one person, and its buttons reach the app', async () => {
  const events = await startApp(({ body }) => {
    const { challenge } = JSON.parse(body) as { challenge?: string };
    return { status: 200, body: JSON.stringify({ challenge }) };
  });
  expect(await run.slack.connectEvents({ url: events.url })).toBe(true);
  expect(await run.slack.openHome('mara')).toMatchObject({ delivered: true });
  expect(JSON.parse(events.received.at(-1)?.body ?? '')).toMatchObject({
    event: { type: 'app_home_opened', user: run.mara, tab: 'home' },
  });
  await run.call('views.publish', { user_id: run.mara, view: { type: 'home', blocks: card } });
  expect(run.slack.viewsOf('mara').home).toMatchObject({ type: 'home' });
  expect(run.slack.viewsOf('omar').home).toBeUndefined();
  await run.slack.pressInView({ by: 'mara', where: 'home', actionId: 'acknowledge' });
  expect(lastTold()).toMatchObject({ type: 'block_actions', container: { type: 'view' }, actions: [{ value: 'k1' }] });
  expect(await run.slack.pressInView({ by: 'omar', where: 'home', actionId: 'acknowledge' })).toMatchObject({
    problem: 'no-view',
  });
  await events.close();
});

test('links of the domains asked for are told, and only those may be unfurled', async () => {
  const events = await startApp(({ body }) => {
    const { challenge } = JSON.parse(body) as { challenge?: string };
    return { status: 200, body: JSON.stringify({ challenge }) };
  });
  await run.slack.connectEvents({ url: events.url });
  run.slack.unfurlDomains(['zendesk.com']);
  const url = 'https://acme.zendesk.com/agent/tickets/7';
  const ts = run.slack.say({ channel: run.channel, by: 'omar', text: `Look at <${url}> and https://evil.example/7` });
  await expect.poll(() => events.received.length).toBe(2);
  expect(JSON.parse(events.received.at(-1)?.body ?? '')).toMatchObject({
    event: { type: 'link_shared', message_ts: ts, links: [{ url, domain: 'zendesk.com' }] },
  });
  const unfurl = (one: string) =>
    run.call('chat.unfurl', { channel: run.channel, ts, unfurls: { [one]: { blocks: card } } });
  expect((await unfurl('https://evil.example/7')).body).toMatchObject({ error: 'cannot_unfurl_url' });
  expect((await unfurl(url)).body).toMatchObject({ ok: true });
  const [channel] = run.slack.channelsView();
  expect(channel?.messages.at(-1)?.unfurls).toMatchObject([{ url, blocks: card }]);
  expect(() => run.slack.unfurlDomains(['a', 'b', 'c', 'd', 'e', 'f'])).toThrow(RangeError);
  await events.close();
});

test('a command reaches the app as a form, and its answer is seen by who typed it', async () => {
  answer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Three are open.', blocks: card }),
  };
  const sent = await run.slack.command({ channel: 'complaints', by: 'mara', command: '/complaints', text: 'open now' });
  expect(sent).toMatchObject({ ok: true });
  expect(app.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  const form = new URLSearchParams(app.received[0]?.body);
  expect(Object.fromEntries(form)).toMatchObject({ command: '/complaints', text: 'open now', user_id: run.mara });
  const [channel] = run.slack.channelsView();
  expect(channel?.messages).toMatchObject([{ text: 'Three are open.', ephemeralFor: run.mara }]);
  await fetch(form.get('response_url') ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'And one more.', response_type: 'in_channel' }),
  });
  expect(run.slack.channelsView()[0]?.messages.at(-1)?.ephemeralFor).toBeUndefined();
});

test('a shortcut brings the message it was chosen on', async () => {
  const ts = run.slack.say({ channel: run.channel, by: 'omar', text: 'A caller is furious' });
  await run.slack.shortcut({ channel: run.channel, ts, by: 'mara', callbackId: 'open-complaint' });
  expect(lastTold()).toMatchObject({
    type: 'message_action',
    callback_id: 'open-complaint',
    message: { ts, text: 'A caller is furious', user: run.omar },
  });
  expect((await run.call('views.open', { trigger_id: lastTold().trigger_id, view: modal })).body['ok']).toBe(true);
});
