import { afterEach, expect, test } from 'vitest';
import type { Links } from '#apps/slack/unfurl.ts';
import type { AlertMessage } from '#core/effect/effect.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const own = 'https://acme.zendesk.com/agent/tickets/';

const card: AlertMessage = {
  kind: 'card',
  ticket: { platform: 'zendesk', account: 'acme', id: '7' },
  url: `${own}7`,
  tone: 'broken',
  headline: 'Promise broken: acknowledge',
  subject: 'Sofa <!channel> <https://evil.example|here>',
  facts: [{ label: 'From', value: { kind: 'ticket', text: 'R. P.' } }],
  footnote: 'Ticket 7',
  actions: ['acknowledge', 'open', 'more'],
};

type Asked = Parameters<Links['show']>[0];

async function opened(show: (asked: Asked) => Promise<AlertMessage | undefined> = async () => card) {
  const asked: Asked[] = [];
  const app = await openApp(undefined, {
    links: {
      isOurs: (address) => address.startsWith(own),
      show: async (link) => {
        asked.push(link);
        return await show(link);
      },
    },
  });
  apps.push(app);
  const { slack, room, time } = app;
  slack.unfurlDomains(['zendesk.com']);
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const shown = (ts: string) =>
    slack
      .channelsView()
      .flatMap(({ messages }) => messages)
      .find((message) => message.ts === ts)?.unfurls ?? [];
  /** Shares a text and waits until nothing of it is under way. */
  const share = async (text: string, channel = room) => {
    const ts = slack.say({ channel, by: ana, text });
    await settled();
    return shown(ts);
  };
  /** Slack tells of the Home only once what came before was answered. */
  const settled = async () => {
    await slack.openHome('ana.s');
    await expect.poll(() => slack.viewsOf('ana.s').home).toBeDefined();
  };
  return {
    ...app,
    ana,
    asked,
    share,
    shown,
    settled,
    calls: () => slack.requests().byMethod['chat.unfurl'] ?? 0,
    time,
  };
}

test('a complaint’s link shows what its card says, without buttons, and mentions nobody', async () => {
  const app = await opened();
  const ts = app.slack.say({ channel: app.room, by: app.ana, text: `please look: ${own}7` });
  await expect.poll(() => app.shown(ts)).toHaveLength(1);
  const [{ url, blocks } = { url: '', blocks: [] }] = app.shown(ts);
  expect(url).toBe(`${own}7`);
  const text = JSON.stringify(blocks);
  expect(text).toContain('Promise broken: acknowledge');
  expect(text).toContain('&lt;!channel&gt;');
  expect(text).not.toMatch(/<!channel>|<https:/u);
  expect(text).not.toContain('"actions"');
  expect(app.asked).toEqual([
    { address: `${own}7`, email: 'ana@acme.example', channel: { id: app.room, name: 'complaints', isShared: false } },
  ]);
  expect(app.slack.recorded().find(({ method }) => method === 'chat.unfurl')).toMatchObject({ ok: true });
});

test('nothing is asked or shown for links of others, and nobody is told', async () => {
  const app = await opened();
  expect(await app.share('https://other.zendesk.com/agent/tickets/7')).toEqual([]);
  expect(app.asked).toEqual([]);
  expect(app.slack.requests().byMethod).not.toHaveProperty('conversations.info');
  expect(app.reported).toEqual([]);
});

test('what may not be shown looks like a link to nothing', async () => {
  const app = await opened(async () => undefined);
  expect(await app.share(`${own}7`)).toEqual([]);
  expect(app.calls()).toBe(0);
  expect(app.reported).toEqual([]);
});

test('guests’ links show nothing', async () => {
  const app = await opened();
  app.slack.configure({ guests: [app.ana] });
  expect(await app.share(`${own}7`)).toEqual([]);
  expect(app.asked).toEqual([]);
});

test('where another company reads along nothing is shown, whichever way Slack says so', async () => {
  const app = await opened();
  app.slack.configure({ sharedChannels: [app.room] });
  expect(await app.share(`${own}7`)).toEqual([]);
  const silent = envelope(app, { is_ext_shared_channel: false });
  expect((await app.sendSigned(silent)).status).toBe(200);
  expect(app.asked).toEqual([]);
  expect(app.calls()).toBe(0);
});

test('an event that says of itself that others read along is believed', async () => {
  const app = await opened();
  expect((await app.sendSigned(envelope(app, { is_ext_shared_channel: true }))).status).toBe(200);
  await app.settled();
  expect(app.asked).toEqual([]);
});

test('without the scope to read channels the channel is known by its id alone', async () => {
  const app = await opened();
  app.slack.configure({ scopes: ['chat:write', 'users:read', 'users:read.email', 'links:write'] });
  const ts = app.slack.say({ channel: app.room, by: app.ana, text: `${own}7` });
  await expect.poll(() => app.shown(ts)).toHaveLength(1);
  expect(app.asked[0]?.channel).toEqual({ id: app.room, name: undefined, isShared: false });
});

test('where Slack does not say whose channel it is, nothing is shown', async () => {
  const app = await opened();
  app.slack.faults.set({ match: { method: 'conversations.info' }, kind: '500-before', times: 1 });
  expect(await app.share(`${own}7`)).toEqual([]);
  expect(app.asked).toEqual([]);
  await expect.poll(() => app.reported).toEqual(['SLACK_LINK_NOT_SHOWN']);
});

test('an event told again is answered once', async () => {
  const app = await opened();
  const again = envelope(app, {});
  expect((await app.sendSigned(again)).status).toBe(200);
  expect((await app.sendSigned(again, 'application/json', { 'x-slack-retry-num': '1' })).status).toBe(200);
  await expect.poll(() => app.asked).toHaveLength(1);
  await app.settled();
  expect(app.asked).toHaveLength(1);
});

test('the same link twice is shown once; a list of more than three shows nothing', async () => {
  const app = await opened();
  const ts = app.slack.say({ channel: app.room, by: app.ana, text: `${own}7 and ${own}7` });
  await expect.poll(() => app.shown(ts)).toHaveLength(1);
  expect(app.asked).toHaveLength(1);
  expect(await app.share([1, 2, 3, 4].map((id) => `${own}${id}`).join(' '))).toEqual([]);
  expect(app.asked).toHaveLength(1);
});

test('nothing is shown while somebody only writes', async () => {
  const app = await opened();
  expect((await app.sendSigned(envelope(app, { event: { source: 'composer', channel: 'COMPOSER' } }))).status).toBe(
    200,
  );
  expect(app.asked).toEqual([]);
  expect(app.reported).toEqual([]);
});

test('a helpdesk that fails is nobody’s business but the log’s', async () => {
  const app = await opened(async () => {
    throw new IntegrationError('zendesk', 'unavailable', { message: 'down' });
  });
  expect(await app.share(`${own}7`)).toEqual([]);
  await expect.poll(() => app.reported).toEqual(['ZENDESK_UNAVAILABLE']);
});

test('of two links, one to a helpdesk that does not answer, the other is shown', async () => {
  const app = await opened(async ({ address }) => {
    if (address === `${own}7`) return card;
    throw new IntegrationError('zendesk', 'unavailable', { message: 'secret of the helpdesk' });
  });
  const ts = app.slack.say({ channel: app.room, by: app.ana, text: `${own}8 and ${own}7` });
  await expect.poll(() => app.shown(ts)).toMatchObject([{ url: `${own}7` }]);
  expect(app.reported).toEqual(['ZENDESK_UNAVAILABLE']);
});

test('Slack is answered though the helpdesk never answers', async () => {
  const app = await opened(() => new Promise(() => undefined));
  const answered = app.sendSigned(envelope(app, {}));
  await expect.poll(() => app.asked).toHaveLength(1);
  app.time.expire();
  expect((await answered).status).toBe(200);
});

test('what is not as documented is reported by its code and not by its words', async () => {
  const app = await opened();
  expect((await app.sendSigned(envelope(app, { event: { links: 'none' } }))).status).toBe(200);
  await expect.poll(() => app.reported).toEqual(['SLACK_PAYLOAD']);
});

/** What Slack sends for a shared link, with what a test wants otherwise. */
function envelope(
  app: { readonly room: string; readonly ana: string },
  { event = {}, ...rest }: { readonly event?: object; readonly is_ext_shared_channel?: boolean },
): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T0SANDBOX',
    api_app_id: 'A0SANDBOX',
    event_id: 'Ev0TWICE',
    event_time: 1_795_000_000,
    authorizations: [{ enterprise_id: null, team_id: 'T0SANDBOX', user_id: 'U0SBXBOT', is_bot: true }],
    ...rest,
    event: {
      type: 'link_shared',
      user: app.ana,
      channel: app.room,
      message_ts: '1795000000.000100',
      unfurl_id: 'C1.1',
      source: 'conversations_history',
      event_ts: '1795000000.000100',
      links: [{ url: `${own}7`, domain: 'zendesk.com' }],
      ...event,
    },
  });
}
