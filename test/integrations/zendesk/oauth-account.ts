import { afterEach, expect } from 'vitest';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import type { TokenShelf } from '#integrations/zendesk/held-tokens.ts';
import type { Tokens } from '#integrations/zendesk/oauth.ts';
import { consentAddress, createTokenEndpoint } from '#integrations/zendesk/oauth.ts';
import type { TokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import { createTokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { never } from '#test/contract/helpdesk.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Where Zendesk sends the browser back to, and the secrets of the client that asked. */
export const redirectUri = 'http://127.0.0.1:3737/callback';
export const secret = 'client-secret-canary';
export const verifier = 'verifier-canary-'.repeat(4);

/** A shelf that can be looked into, and be full. */
export function shelfWith(first?: Tokens): TokenShelf & { kept: Tokens | undefined; isFull: boolean; saves: number } {
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

/**
 * Opens an account that knows our OAuth client; it is closed after the test.
 *
 * @param change.clientSecret  the secret that the client gives, where it is another
 * @param change.byClient      whether the client may ask for itself, where the shelf does not tell
 */
export async function opened(change: { readonly clientSecret?: string; readonly byClient?: boolean } = {}) {
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

/** What such work is refused with; it quotes no secret. */
export async function refusal(
  time: ReturnType<typeof createSimulatedTime>,
  work: () => Promise<unknown>,
): Promise<IntegrationError> {
  const error = await drivenAlone(time, () => work().catch((problem: unknown) => problem));
  if (!(error instanceof IntegrationError)) throw new Error(`no IntegrationError: ${JSON.stringify(error)}`);
  expect(`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain('canary');
  return error;
}
