import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, openWorkspaces, shop, webhookSecrets, type Workspaces } from './workspaces-world.ts';

let world: Workspaces;
beforeEach(async () => {
  world = await openWorkspaces({ hasShop: true });
});
afterEach(() => world.close());

/** What Zendesk sends to an account's address, signed with the secret of this one or that. */
async function hint(account: string, secret: string): Promise<number> {
  const body = JSON.stringify({ ticket_id: '1' });
  const sentAt = new Date(world.time.now()).toISOString();
  return await world.post(`/webhooks/zendesk/${account}`, body, {
    'content-type': 'application/json',
    'x-zendesk-webhook-signature': createHmac('sha256', secret).update(`${sentAt}${body}`).digest('base64'),
    'x-zendesk-webhook-signature-timestamp': sentAt,
  });
}

describe('a server of two Zendesk accounts and a Freshdesk account, for two workspaces', () => {
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
    const press = (team: string, account: string) =>
      world.interact({
        type: 'block_actions',
        team: { id: team },
        user: { id: world.slackOf[bravo].people().find(({ username }) => username === 'ada')?.id, username: 'ada' },
        channel: { id: 'C1' },
        message: { ts: '1.2' },
        actions: [
          { action_id: 'recourse_acknowledge', action_ts: '3.4', value: `{"v":1,"t":"zendesk:${account}:${id}"}` },
        ],
      });
    expect(await press(bravo, 'alpha-desk')).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(tickets()).toBe(before);
    expect(await press(bravo, 'bravo-shop')).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(JSON.stringify(world.shop?.ticket(id))).toContain('acknowledged the alert');
    expect(JSON.stringify(world.zendesk.ticket(id))).not.toContain('acknowledged the alert');
  });
});
