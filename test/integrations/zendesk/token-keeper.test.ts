import { afterEach, describe, expect, test } from 'vitest';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import type { TokenShelf } from '#integrations/zendesk/held-tokens.ts';
import type { Tokens } from '#integrations/zendesk/oauth.ts';
import { challengeOf, consentAddress, createTokenEndpoint, scopeFor } from '#integrations/zendesk/oauth.ts';
import type { TokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import { createTokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never } from '#test/contract/helpdesk.ts';
import { listening } from '#test/contract/helpdesk.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const redirectUri = 'http://127.0.0.1:3737/callback';
const secret = 'client-secret-canary';
const verifier = 'verifier-canary-'.repeat(4);

function shelfWith(first?: Tokens): TokenShelf & { kept: Tokens | undefined; isFull: boolean; saves: number } {
  return {
    kept: first,
    isFull: false,
    saves: 0,
    load() {
      return Promise.resolve(this.kept);
    },
    save(tokens) {
      if (this.isFull) return Promise.reject(new Error('full'));
      this.kept = tokens;
      this.saves += 1;
      return Promise.resolve();
    },
  };
}

async function opened(
  change: { readonly clientSecret?: string; readonly byClient?: boolean; readonly shelf?: TokenShelf } = {},
) {
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  const account = 'fernhill';
  const fake = createFakeZendesk({
    time,
    account,
    auth: { email: 'a@fernhill.example', token: 'x' },
    provisioned: true,
  });
  const { baseUrl, close } = await fake.listen();
  stops.push(close);
  const { oauth } = fake.access;
  oauth.addClient({ id: 'recourse', secret, redirectUris: [redirectUri] });
  const client = { id: 'recourse', secret: change.clientSecret ?? secret };
  const endpoint = createTokenEndpoint({ origin: baseUrl, isTestHost: true, client, time });
  const keeperWith = (shelf?: TokenShelf): TokenKeeper =>
    createTokenKeeper({ endpoint, time, shelf, byClient: change.byClient ?? shelf === undefined });
  const deskWith = (tokens: TokenKeeper) =>
    createZendeskDesk({ account, credentials: { tokens }, baseUrl, prefix: 'recourse_', time });
  const code = async (): Promise<string> => {
    const asked = consentAddress(baseUrl, { client, redirectUri, state: 'state-1', verifier });
    const answer = await fetch(asked, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'decision=allow',
    });
    const back = new URL(answer.headers.get('location')!);
    expect(back.searchParams.get('state')).toBe('state-1');
    return back.searchParams.get('code')!;
  };
  const connected = async (): Promise<Tokens> => {
    const given = await code();
    return drivenAlone(time, () => endpoint.byCode({ code: given, verifier, redirectUri }, never));
  };
  const bearer = (keeper: TokenKeeper): Promise<string> => drivenAlone(time, () => keeper.bearer());
  const later = (ms: number): Promise<void> => time.moveTo(time.now() + ms);
  return { fake, oauth, time, endpoint, keeperWith, deskWith, code, connected, bearer, later, baseUrl };
}

async function refusal(
  time: ReturnType<typeof createSimulatedTime>,
  work: () => Promise<unknown>,
): Promise<IntegrationError> {
  const error = await drivenAlone(time, () => work().catch((problem: unknown) => problem));
  if (!(error instanceof IntegrationError)) throw new Error(`no IntegrationError: ${JSON.stringify(error)}`);
  expect(`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain('canary');
  return error;
}

describe('the token endpoint', () => {
  test('gives tokens for a code, a refresh token, or the client itself, and says how long they are good', async () => {
    const { endpoint, time, connected } = await opened();
    const byCode = await connected();
    expect(byCode.expiresAt).toBe(byCode.givenAt + 30 * MINUTE_MS);
    const byRefresh = await drivenAlone(time, () => endpoint.byRefresh(byCode.refresh!, never));
    expect(byRefresh.access).not.toBe(byCode.access);
    expect(byRefresh.refresh).not.toBe(byCode.refresh);
    const byClient = await drivenAlone(time, () => endpoint.byClient(never));
    expect(byClient.refresh).toBeUndefined();
  });

  test('a code without its verifier, used twice or too late is refused as auth', async () => {
    const { endpoint, time, code, later } = await opened();
    const stolen = await code();
    const wrong = { code: stolen, verifier: 'another', redirectUri };
    expect((await refusal(time, () => endpoint.byCode(wrong, never))).reason).toBe('auth');
    expect((await refusal(time, () => endpoint.byCode({ ...wrong, verifier }, never))).reason).toBe('auth');
    const late = await code();
    await later(3 * MINUTE_MS);
    expect((await refusal(time, () => endpoint.byCode({ code: late, verifier, redirectUri }, never))).reason).toBe(
      'auth',
    );
  });

  test('no failure quotes a secret, a code or a token', async () => {
    const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
    for (const [status, reason] of [
      [400, 'rejected'],
      [401, 'auth'],
      [429, 'rate-limited'],
      [500, 'unavailable'],
    ] as const) {
      const { baseUrl, stop } = await listening(status, '{"error":"canary","access_token":"canary"}');
      const client = { id: 'recourse', secret };
      const endpoint = createTokenEndpoint({ origin: baseUrl, isTestHost: true, client, time });
      const error = await refusal(time, () => endpoint.byRefresh('refresh-canary', never));
      expect(error).toMatchObject({ reason, status });
      await stop();
    }
  });

  test('asks for what we need and no more; more is seen here', () => {
    const [confidential, open] = [{ secret }, { secret: undefined }];
    expect(scopeFor(confidential, 'tickets')).toBe('read tickets:write');
    for (const [client, use] of [
      [confidential, 'setup'],
      [open, 'tickets'],
      [open, 'setup'],
    ] as const) {
      expect(scopeFor(client, use)).toBe('read write');
    }
  });

  test('the challenge is that of RFC 7636, appendix B', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });
});

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
