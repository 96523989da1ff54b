import { randomBytes } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** The app as Slack knows it. */
export interface OAuthApp {
  readonly id: string;
  readonly secret: string;
  readonly redirectUris: readonly string[];
  /** Access tokens end after twelve hours and are renewed. */
  readonly rotates: boolean;
}

/** What somebody allowed. */
export interface Consent {
  readonly team: string;
  readonly by: string;
  readonly scope: string;
  readonly redirectUri: string;
}

/** An access token that was given, and to which workspace it speaks. */
export interface Given {
  readonly team: string;
  readonly scope: string;
  readonly access: string;
  readonly refresh: string | undefined;
  readonly endsAt: Instant | undefined;
}

/** Codes and tokens of one app in many workspaces. */
export interface Grants {
  /** A code for a consent, good once and for ten minutes. */
  code(consent: Consent): string;
  /** `undefined` where the code is not good for this address. */
  byCode(code: string, redirectUri: string): (Given & { readonly by: string }) | undefined;
  /** Spends the refresh token. */
  byRefresh(refresh: string): Given | undefined;
  /** The workspace a token speaks to, or Slack's error for it. */
  whose(token: string | undefined): { readonly team: string } | { readonly error: string };
  /** From now on no token of the workspace is good. */
  end(team: string, because: 'token_revoked' | 'account_inactive'): void;
  /** Refresh tokens of the workspace are taken no more; access tokens are, until they end. */
  spendRefresh(team: string): void;
}

const codeLifeMs = 10 * MINUTE_MS;
/** https://docs.slack.dev/authentication/using-token-rotation */
export const accessLifeMs = 12 * HOUR_MS;
/** Of one workspace at once, with rotation: the third ends the first. */
const mostAlive = 2;

/** Nothing was given yet. */
export function createGrants(app: OAuthApp, time: Timekeeper): Grants {
  const codes = new Map<string, Consent & { readonly until: Instant }>();
  const tokens = new Map<string, Given>();
  const refreshes = new Map<string, Given>();
  const ended = new Map<string, string>();

  const give = ({ team, scope }: Pick<Given, 'team' | 'scope'>): Given => {
    const alive = [...tokens.values()].filter((one) => one.team === team);
    const standing = alive.at(-1);
    // Without rotation whoever installs again has the token they had.
    if (!app.rotates && standing !== undefined) return standing;
    for (const old of alive.slice(0, Math.max(0, alive.length + 1 - mostAlive))) {
      tokens.delete(old.access);
      ended.set(old.access, 'token_revoked');
    }
    const given: Given = {
      team,
      scope,
      access: app.rotates ? `xoxe.xoxb-1-${word()}` : `xoxb-${word()}`,
      refresh: app.rotates ? `xoxe-1-${word()}` : undefined,
      endsAt: app.rotates ? time.now() + accessLifeMs : undefined,
    };
    tokens.set(given.access, given);
    if (given.refresh !== undefined) refreshes.set(given.refresh, given);
    return given;
  };
  return {
    code(consent) {
      const code = `${consent.team}.${word()}`;
      codes.set(code, { ...consent, until: time.now() + codeLifeMs });
      return code;
    },
    byCode(code, redirectUri) {
      const consent = codes.get(code);
      codes.delete(code);
      if (consent === undefined || consent.until <= time.now() || consent.redirectUri !== redirectUri) return undefined;
      return { ...give(consent), by: consent.by };
    },
    byRefresh(refresh) {
      const given = refreshes.get(refresh);
      refreshes.delete(refresh);
      return given === undefined ? undefined : give(given);
    },
    whose(token) {
      if (token === undefined) return { error: 'not_authed' };
      const given = tokens.get(token);
      if (given === undefined) return { error: ended.get(token) ?? 'invalid_auth' };
      const isOver = given.endsAt !== undefined && given.endsAt <= time.now();
      return isOver ? { error: 'token_expired' } : { team: given.team };
    },
    end(team, because) {
      for (const [access, given] of tokens) {
        if (given.team !== team) continue;
        tokens.delete(access);
        ended.set(access, because);
      }
      spend(refreshes, team);
    },
    spendRefresh: (team) => spend(refreshes, team),
  };
}

function spend(refreshes: Map<string, Given>, team: string): void {
  for (const [refresh, given] of refreshes) if (given.team === team) refreshes.delete(refresh);
}

/** Seconds until a token ends, as Slack says it. */
export function secondsLeft({ endsAt }: Given, now: Instant): number | undefined {
  return endsAt === undefined ? undefined : Math.round((endsAt - now) / SECOND_MS);
}

function word(): string {
  return randomBytes(18).toString('base64url').replaceAll(/[-_]/gu, 'x');
}
