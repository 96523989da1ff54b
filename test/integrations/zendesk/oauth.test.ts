import { describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { MINUTE_MS } from '#core/time.ts';
import { challengeOf, createTokenEndpoint, scopeFor } from '#integrations/zendesk/oauth.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { never } from '#test/contract/helpdesk.ts';
import { listening } from '#test/contract/helpdesk.ts';
import { opened, redirectUri, refusal, secret, verifier } from './oauth-account.ts';

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
