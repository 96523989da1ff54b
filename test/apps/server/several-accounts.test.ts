import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { serve } from '#apps/server/serve.ts';
import { channelsOf } from '#core/policy/channels.ts';
import { HOUR_MS, MINUTE_MS, toIso } from '#core/time.ts';
import { alpha, bravo, openWorkspaces, shop, webhookSecrets, type Workspaces } from './workspaces-world.ts';
import { instantOf, livingOn, monday } from '../runtime/world.ts';

/** What Zendesk sends of a ticket, signed with the secret of this account or that. */
function signed(id: string, secret: string, at: number) {
  const body = JSON.stringify({ ticket_id: id });
  const sentAt = toIso(at);
  const headers = {
    'content-type': 'application/json',
    'x-zendesk-webhook-signature': createHmac('sha256', secret).update(`${sentAt}${body}`).digest('base64'),
    'x-zendesk-webhook-signature-timestamp': sentAt,
  };
  return { body, headers };
}

describe('a server of two Zendesk accounts and a Freshdesk account, for two workspaces', () => {
  let world: Workspaces;
  beforeEach(async () => {
    world = await openWorkspaces({ hasShop: true });
  });
  afterEach(() => world.close());

  const hint = (account: string, secret: string): Promise<number> => {
    const { body, headers } = signed('1', secret, world.time.now());
    return world.post(`/webhooks/zendesk/${account}`, body, headers);
  };

  it('takes each account’s webhooks with its own secret, and refuses the other’s and those of no account', async () => {
    const own = await hint('alpha-desk', webhookSecrets['alpha-desk']);
    const shops = await hint('bravo-shop', webhookSecrets['bravo-shop']);
    const swapped = await hint('alpha-desk', webhookSecrets['bravo-shop']);
    const swappedToo = await hint('bravo-shop', webhookSecrets['alpha-desk']);
    const strange = await hint('charlie-desk', webhookSecrets['alpha-desk']);
    expect([own, shops, swapped, swappedToo, strange]).toEqual([204, 204, 401, 401, 401]);
    const codes = world.lines.filter((line) => line.includes('request refused')).join('');
    expect(codes).toMatch(/ZENDESK_SIGNATURE_MISMATCH[^]*ZENDESK_SIGNATURE_MISMATCH[^]*WEBHOOK_ACCOUNT_UNKNOWN/u);
  });

  it('says of two round-ups in one channel whose complaints each tells of', async () => {
    await world.tie(bravo);
    await world.tie(bravo, shop);
    world.complains(bravo, 'toaster of bravo');
    await world.moveBy(25 * HOUR_MS);
    const told = world.slackOf[bravo].channelsView().find(({ name }) => name === 'complaints-digest')?.messages ?? [];
    const today = told.filter(({ text }) => text.startsWith('Complaints today'));
    expect(new Set(today.map(({ text }) => text.replace(/:.*/u, '')))).toEqual(
      new Set(['Complaints today, bravo-desk (Freshdesk)', 'Complaints today, bravo-shop (Zendesk)']),
    );
    expect(JSON.stringify(today[0]?.blocks)).toMatch(/Complaints today, bravo-/u);
  });

  it('tells each complaint in the workspace of its account, though the tickets have the same numbers', async () => {
    for (const team of [alpha, bravo] as const) await world.tie(team);
    await world.tie(bravo, shop);
    const id = world.complains(alpha, 'kettle of alpha');
    world.complains(bravo, 'toaster of bravo');
    expect(world.shop?.tickets().map((ticket) => ticket.id)).toEqual([id]);
    await world.moveBy(25 * HOUR_MS);
    const cards = (team: typeof alpha | typeof bravo) =>
      world.slackOf[team].channelsView().find(({ name }) => name === 'complaints')!.messages;
    expect(cards(alpha)).toHaveLength(1);
    expect(JSON.stringify(cards(alpha))).toContain(`zendesk:alpha-desk:${id}`);
    expect(cards(bravo)).toHaveLength(2);
    expect(JSON.stringify(cards(bravo))).toContain(`zendesk:bravo-shop:${id}`);
    expect(JSON.stringify(cards(bravo))).toContain('freshdesk:bravo-desk:');
  });

  it('says of each account by itself that no workspace is tied to it', async () => {
    await world.tie(alpha);
    world.complains(bravo, 'toaster');
    await world.moveBy(25 * HOUR_MS);
    const { notices, pending } = await world.pending();
    expect(notices.map(({ account, code }) => `${account} ${code}`)).toEqual([
      'zendesk bravo-shop SLACK_NOT_TIED',
      'freshdesk bravo-desk SLACK_NOT_TIED',
    ]);
    expect(new Set(pending.map(({ ticket }) => ticket.replace(/:\d+$/u, '')))).toEqual(
      new Set(['zendesk:bravo-shop', 'freshdesk:bravo-desk']),
    );
  });

  it('a button of one account that is pressed in the workspace of the other reaches no ticket of that number', async () => {
    for (const team of [alpha, bravo] as const) await world.tie(team);
    await world.tie(bravo, shop);
    const id = world.complains(alpha, 'kettle');
    world.complains(bravo, 'toaster');
    await world.moveBy(25 * HOUR_MS);
    const tickets = (): string => JSON.stringify([world.zendesk.ticket(id), world.shop?.ticket(id)]);
    const before = tickets();
    expect(await world.acknowledge(bravo, `zendesk:alpha-desk:${id}`)).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(tickets()).toBe(before);
    expect(await world.acknowledge(bravo, `zendesk:bravo-shop:${id}`)).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(JSON.stringify(world.shop?.ticket(id))).toContain('acknowledged the alert');
    expect(JSON.stringify(world.zendesk.ticket(id))).not.toContain('acknowledged the alert');
  });
});

/** Two Zendesk accounts that tell one workspace, by its bot token. */
async function openShared() {
  const time = createSimulatedTime(instantOf(monday));
  const lives = livingOn(time);
  const policy = await loadPolicy(policyPath);
  const slack = createFakeSlack({ time, botToken: 'xoxb-shared', signingSecret: 'signing' });
  slack.addUser({ name: 'Ada', email: 'ada@acme.example', username: 'ada' });
  for (const name of channelsOf(policy)) slack.addChannel({ name });
  const desks = ['acme', 'globex'].map((account) => {
    const auth = { email: `recourse@${account}.example`, token: `token-of-${account}` };
    const desk = createFakeZendesk({ time, account, auth, provisioned: true });
    desk.addAgent({ name: 'Ada', email: 'ada@acme.example' });
    return { account, auth, desk, secret: `webhooks-of-${account}` };
  });
  const atSlack = await slack.listen();
  const doors = await Promise.all(desks.map(({ desk }) => desk.listen()));
  const own = desks.flatMap(({ account, auth, secret }, at) => [
    [`ZENDESK_EMAIL_${account.toUpperCase()}`, auth.email],
    [`ZENDESK_API_TOKEN_${account.toUpperCase()}`, auth.token],
    [`ZENDESK_WEBHOOK_SECRET_${account.toUpperCase()}`, secret],
    [`ZENDESK_BASE_URL_${account.toUpperCase()}`, doors[at]!.baseUrl],
  ]);
  const environment = readEnvironment({
    ...(Object.fromEntries(own) as Record<string, string>),
    ZENDESK_ACCOUNT: 'acme,globex',
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_SWEEP_SECONDS: '3000',
    PORT: '0',
    SLACK_API_URL: atSlack.baseUrl,
    SLACK_BOT_TOKEN: 'xoxb-shared',
    SLACK_SIGNING_SECRET: 'signing',
  });
  const server = await lives(() => serve(environment, policy, { time, log: createLog('silent') }));
  const origin = `http://127.0.0.1:${server.port}`;
  slack.connectInteractivity({ url: `${origin}/slack/events` });
  await time.moveTo(time.now());
  return {
    time,
    lives,
    slack,
    desks,
    hint: (account: string, id: string, secret: string) =>
      lives(async () => {
        const { body, headers } = signed(id, secret, time.now());
        return (await fetch(`${origin}/webhooks/zendesk/${account}`, { method: 'POST', body, headers })).status;
      }),
    async close() {
      await lives(() => server.close());
      await Promise.all([atSlack, ...doors].map((door) => door.close()));
    },
  };
}

it('two Zendesk accounts that tell one workspace are told apart at every door, though their tickets have the same numbers', async () => {
  const shared = await openShared();
  const { time, lives, slack, desks, hint } = shared;
  try {
    const [acme, globex] = desks as [(typeof desks)[0], (typeof desks)[0]];
    const ids = desks.map(({ account, desk }) =>
      desk.customerWrites({
        from: { name: 'Ruth Pemberton', email: 'ruth@customers.example' },
        subject: `The kettle of ${account}`,
        text: 'I am making a formal complaint: the kettle broke, and nobody has answered me for two weeks.',
        channel: 'email',
      }),
    );
    const [id = ''] = ids;
    expect(ids).toEqual([id, id]);
    expect(await hint('acme', id, acme.secret)).toBe(204);
    expect(await hint('acme', id, globex.secret)).toBe(401);
    expect(await hint('globex', id, acme.secret)).toBe(401);
    expect(await hint('globex', id, globex.secret)).toBe(204);
    await time.moveTo(time.now() + 21 * HOUR_MS);
    const cards = slack.channelsView().find(({ name }) => name === 'complaints')!.messages;
    expect(cards).toHaveLength(2);
    const card = cards.find((one) => JSON.stringify(one).includes(`zendesk:globex:${id}`))!;
    expect(JSON.stringify(card)).toContain('The kettle of globex');
    await lives(() => slack.press({ channel: 'complaints', ts: card.ts, actionId: 'recourse_take', by: 'ada' }));
    await time.moveTo(time.now() + MINUTE_MS);
    expect(JSON.stringify(globex.desk.ticket(id))).toContain('took this complaint');
    expect(JSON.stringify(acme.desk.ticket(id))).not.toContain('took this complaint');
  } finally {
    await shared.close();
  }
});
