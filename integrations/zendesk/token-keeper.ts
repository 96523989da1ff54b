import type { Instant } from '#core/time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { HeldTokens, TokenShelf } from './held-tokens.ts';
import { createHeldTokens } from './held-tokens.ts';
import type { TokenEndpoint, Tokens } from './oauth.ts';

/** Gives a bearer token that is good now. One for all that speaks to an account. */
export interface TokenKeeper {
  /** @throws {IntegrationError} `auth` when the account has to be connected anew; and what a renewal can fail with */
  bearer(): Promise<string>;
  /** Told that the account answered 401 to a bearer; whether another one can be tried: once, not again and again. */
  refused(bearer: string): Promise<boolean>;
}

export interface TokenKeeperOptions {
  readonly endpoint: TokenEndpoint;
  readonly time: Timekeeper;
  /** Tokens a person's consent gave. */
  readonly shelf?: TokenShelf | undefined;
  /** Whether the client may speak for itself where there are no such tokens: it needs a secret for that. */
  readonly byClient: boolean;
}

/** Renewed this long before they expire; short-lived ones after four fifths of their life. */
const marginMs = 5 * MINUTE_MS;
const lifeUsed = 0.8;
/** A token that is refused this soon after it was given is not at fault: another would be refused, too. */
const believedMs = MINUTE_MS;
/** After a failed renewal, while the old token is still good, and after a refusal by the token endpoint. */
const pauseMs = 30 * SECOND_MS;

/**
 * Keeps one account's tokens.
 *
 * However many ask at once, one renewal is under way. New tokens are put on the shelf before they are used, for those
 * they replace are gone; where the shelf fails they are used all the same, and put there as soon as it works. A renewal
 * that is refused looks on the shelf, where another process may have put newer ones, and so takes up a connection made
 * anew without a restart.
 */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const { time } = options;
  const held = createHeldTokens(options.shelf);
  const renewal = createRenewal(options, held);
  let triedAt: Instant | undefined;
  let underWay: Promise<Tokens> | undefined;

  const renew = (): Promise<Tokens> => {
    underWay ??= time.task(renewal).finally(() => {
      triedAt = time.now();
      underWay = undefined;
    });
    return time.standBy(underWay);
  };
  const current = async (): Promise<Tokens> => {
    await held.save();
    const now = time.now();
    const tokens = held.now();
    if (tokens === undefined || isDead(tokens, now)) return renew();
    const isPaused = triedAt !== undefined && now - triedAt < pauseMs;
    if (!isDue(tokens, now) || isPaused) return tokens;
    // It is still good for a while: a renewal that fails is tried again before it is too late.
    return renew().catch(() => tokens);
  };
  return {
    bearer: async () => (await current()).access,
    async refused(bearer) {
      const now = time.now();
      const tokens = held.now();
      if (underWay === undefined && tokens?.access === bearer) {
        if (now - tokens.givenAt < believedMs) return false;
        held.expire(now);
      }
      return (await current()).access !== bearer;
    },
  };
}

/** One renewal: from the shelf where another process was quicker, by the refresh token, or by the client for itself. */
function createRenewal({ endpoint, time, byClient }: TokenKeeperOptions, held: HeldTokens): () => Promise<Tokens> {
  let refusal: { readonly at: Instant; readonly error: IntegrationError } | undefined;
  // Not the signal of the one who happened to ask first: others wait for it, too. The request has a limit of its own.
  const { signal } = new AbortController();
  const asked = (): Promise<Tokens> => {
    const refresh = held.now()?.refresh;
    if (refresh !== undefined) return endpoint.byRefresh(refresh, signal);
    return byClient ? endpoint.byClient(signal) : Promise.reject(notConnected());
  };
  return async () => {
    const found = await held.fromShelf();
    if (found !== undefined) {
      refusal = undefined;
      if (!isDue(found, time.now())) return found;
    }
    if (refusal !== undefined && time.now() - refusal.at < pauseMs) throw refusal.error;
    try {
      const tokens = await asked();
      refusal = undefined;
      return await held.keep(tokens);
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.reason !== 'auth') throw error;
      const quicker = await held.fromShelf();
      if (quicker !== undefined) return quicker;
      refusal = { at: time.now(), error };
      throw error;
    }
  };
}

function isDead({ expiresAt }: Tokens, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

function isDue({ givenAt, expiresAt }: Tokens, now: Instant): boolean {
  if (expiresAt === undefined) return false;
  const used = givenAt + (expiresAt - givenAt) * lifeUsed;
  return now >= Math.max(expiresAt - marginMs, used);
}

function notConnected(): IntegrationError {
  return new IntegrationError('zendesk', 'auth', {
    message: 'zendesk is not connected: run `recourse connect zendesk`',
  });
}
