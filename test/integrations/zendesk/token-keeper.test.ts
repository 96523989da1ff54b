import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createTokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never } from '#test/contract/helpdesk.ts';
import { opened, refusal, shelfWith } from './oauth-account.ts';

describe('a token keeper', () => {
  test('a hundred who ask at once wait for one renewal', async () => {
    const { keeperWith, oauth, time, later } = await opened();
    const keeper = keeperWith();
    const ask = () => drivenAlone(time, () => Promise.all(Array.from({ length: 100 }, () => keeper.bearer())));
    expect(new Set(await ask()).size).toBe(1);
    expect(oauth.requests()).toBe(1);
    await later(26 * MINUTE_MS);
    expect(new Set(await ask()).size).toBe(1);
    expect(oauth.requests()).toBe(2);
  });

  test('a token is renewed before it expires, and not before that is near', async () => {
    const { keeperWith, bearer, later } = await opened();
    const keeper = keeperWith();
    const first = await bearer(keeper);
    await later(24 * MINUTE_MS);
    expect(await bearer(keeper)).toBe(first);
    await later(90 * SECOND_MS);
    expect(await bearer(keeper)).not.toBe(first);
  });

  test('new tokens are on the shelf before they are used, and the old ones are used no more', async () => {
    const { keeperWith, connected, bearer, later } = await opened();
    const shelf = shelfWith(await connected());
    const first = shelf.kept;
    const keeper = keeperWith(shelf);
    expect(await bearer(keeper)).toBe(first?.access);
    expect(shelf.saves).toBe(0);
    await later(HOUR_MS);
    const renewed = await bearer(keeper);
    expect(renewed).not.toBe(first?.access);
    expect(shelf.kept?.access).toBe(renewed);
    expect(shelf.kept?.refresh).not.toBe(first?.refresh);
  });

  test('tokens that the shelf did not take are used all the same, and put there later', async () => {
    const { keeperWith, connected, bearer, later } = await opened();
    const shelf = shelfWith(await connected());
    const keeper = keeperWith(shelf);
    shelf.isFull = true;
    await later(HOUR_MS);
    const renewed = await bearer(keeper);
    expect(shelf.kept?.access).not.toBe(renewed);
    expect(await bearer(keeper)).toBe(renewed);
    shelf.isFull = false;
    await bearer(keeper);
    expect(shelf.kept?.access).toBe(renewed);
  });

  test('of two processes with one shelf the slower one takes what the quicker one put there', async () => {
    const { keeperWith, connected, bearer, later, oauth } = await opened();
    const shelf = shelfWith(await connected());
    const [one, other] = [keeperWith(shelf), keeperWith(shelf)];
    await bearer(one);
    await bearer(other);
    await later(HOUR_MS);
    const before = oauth.requests();
    expect(await bearer(one)).toBe(await bearer(other));
    expect(oauth.requests() - before).toBe(1);
  });

  test('the one that loses the race for the refresh token reads the shelf again', async () => {
    const { keeperWith, connected, bearer, later, endpoint, time } = await opened();
    const shelf = shelfWith(await connected());
    const keeper = keeperWith(shelf);
    await bearer(keeper);
    await later(HOUR_MS);
    const old = shelf.kept!;
    const won = await drivenAlone(time, () => endpoint.byRefresh(old.refresh!, never));
    // The other process has used the refresh token, and its tokens reach the shelf while we are refused.
    let looks = 0;
    shelf.load = () => Promise.resolve((looks += 1) === 1 ? old : won);
    expect(await bearer(keeper)).toBe(won.access);
  });

  test('a revoked connection is auth until it is made anew, and then goes on without a restart', async () => {
    const { keeperWith, deskWith, connected, oauth, time, fake, later } = await opened();
    const shelf = shelfWith(await connected());
    const desk = deskWith(keeperWith(shelf));
    const id = fake.customerWrites({ ...letter(), from: { name: 'Maria', email: 'm@customers.example' } });
    const read = () => desk.source.read({ platform: 'zendesk', account: 'fernhill', id }, never);
    expect((await drivenAlone(time, read)).subject).toBe('Letter 1');
    await later(2 * MINUTE_MS);
    oauth.revokeAll();
    expect((await refusal(time, read)).reason).toBe('auth');
    const asked = oauth.requests();
    for (let times = 0; times < 20; times += 1) expect((await refusal(time, read)).reason).toBe('auth');
    expect(oauth.requests()).toBe(asked);
    shelf.kept = await connected();
    expect((await drivenAlone(time, read)).subject).toBe('Letter 1');
  });

  test('a token that is refused is renewed once, and the request sent again, writes too', async () => {
    const { keeperWith, deskWith, connected, oauth, time, fake, later } = await opened();
    const desk = deskWith(keeperWith(shelfWith(await connected())));
    const id = fake.customerWrites({ ...letter(), from: { name: 'Maria', email: 'm@customers.example' } });
    const read = () => desk.source.read({ platform: 'zendesk', account: 'fernhill', id }, never);
    await later(2 * MINUTE_MS);
    const record = await drivenAlone(time, read);
    oauth.expireAll();
    const before = oauth.requests();
    expect(await drivenAlone(time, () => desk.actions.write(record, { addTags: ['open'] }, never))).toBe('written');
    expect(oauth.requests() - before).toBe(1);
    expect(fake.ticket(id)?.tags).toContain('recourse_open');
  });

  test('what a server asks for is enough for all that a desk does, and for nothing else', async () => {
    const { fake, keeperWith, deskWith, bearer, baseUrl, time } = await opened();
    const tokens = keeperWith();
    const desk = deskWith(tokens);
    const id = fake.customerWrites({
      from: { name: 'Maria', email: 'maria@example.org' },
      subject: 'Tea',
      text: 'Cold',
    });
    await time.moveTo(time.now() + 5 * MINUTE_MS);
    const ref = { platform: 'zendesk', account: 'fernhill', id };
    const record = await drivenAlone(time, () => desk.source.read(ref, never));
    await drivenAlone(time, () => desk.source.changesSince({ sinceAt: record.createdAt - HOUR_MS }, never));
    await drivenAlone(time, () => desk.source.tagged('open', undefined, never));
    await drivenAlone(time, () => desk.backlog.unsolved(undefined, never));
    await drivenAlone(time, () => desk.agents.byEmail('a@fernhill.example', never));
    const change = { addTags: ['open'], note: 'noted', fields: { outcome: 'upheld' } };
    expect(await drivenAlone(time, () => desk.actions.write(record, change, never))).toBe('written');
    const authorization = `Bearer ${await bearer(tokens)}`;
    const post = (path: string): Promise<Response> =>
      fetch(`${baseUrl}/api/v2/${path}`, { method: 'POST', headers: { authorization } });
    for (const path of ['ticket_fields.json', 'webhooks', 'triggers.json', 'users.json']) {
      expect([path, [403, 404].includes((await post(path)).status)]).toEqual([path, true]);
    }
  });

  test('an account that refuses every token is not asked for one after another', async () => {
    const { keeperWith, bearer, oauth, time } = await opened();
    const keeper = keeperWith();
    for (let times = 0; times < 10; times += 1) {
      const token = await bearer(keeper);
      expect(await drivenAlone(time, () => keeper.refused(token))).toBe(false);
    }
    expect(oauth.requests()).toBe(1);
  });

  test('a wrong secret is auth, and asked about twice a minute at most', async () => {
    const { keeperWith, oauth, time, later } = await opened({ clientSecret: 'wrong-canary' });
    const keeper = keeperWith();
    for (let seconds = 0; seconds < 60; seconds += 1) {
      expect((await refusal(time, () => keeper.bearer())).reason).toBe('auth');
      await later(SECOND_MS);
    }
    expect(oauth.requests()).toBeLessThanOrEqual(2);
  });

  test('while a token is still good, a renewal that fails does not stop anything', async () => {
    const { time, later } = await opened();
    let calls = 0;
    const broken = (): Promise<never> => {
      calls += 1;
      return Promise.reject(new IntegrationError('zendesk', 'unavailable', { message: 'down' }));
    };
    const first = { access: 'a', refresh: 'r', givenAt: time.now(), expiresAt: time.now() + 30 * MINUTE_MS };
    const endpoint = { byClient: broken, byCode: broken, byRefresh: broken };
    const keeper = createTokenKeeper({ endpoint, time, shelf: shelfWith(first), byClient: false });
    await drivenAlone(time, () => keeper.bearer());
    await later(26 * MINUTE_MS);
    for (let times = 0; times < 5; times += 1) expect(await drivenAlone(time, () => keeper.bearer())).toBe('a');
    expect(calls).toBe(1);
    await later(5 * MINUTE_MS);
    expect((await refusal(time, () => keeper.bearer())).reason).toBe('unavailable');
  });

  test('without a connection and without a secret it says how to connect', async () => {
    const { keeperWith, time } = await opened({ byClient: false });
    const error = await refusal(time, () => keeperWith(shelfWith()).bearer());
    expect(error.reason).toBe('auth');
    expect(error.message).toContain('recourse connect zendesk');
  });

  test('a shelf that cannot be read is unavailable, by its code', async () => {
    const { keeperWith, time } = await opened();
    const shelf = shelfWith();
    shelf.load = () => Promise.reject(Object.assign(new Error('canary'), { code: 'VAULT_ENTRY_BROKEN' }));
    const error = await refusal(time, () => keeperWith(shelf).bearer());
    expect(error).toMatchObject({ reason: 'unavailable' });
    expect(error.message).toContain('VAULT_ENTRY_BROKEN');
  });
});
