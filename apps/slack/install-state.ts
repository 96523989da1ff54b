import { randomBytes } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createSignedCookie } from './signed-cookie.ts';

/** What a browser that came back with a state is: one that began here, with the workspace it was begun for if any. */
export type CameBack = 'forged' | 'spent' | 'expired' | { readonly team: string | undefined };

/** Attempts to install: each is of one browser, ends within ten minutes and is good once. */
export interface InstallStates {
  /** A fresh attempt, and the header that binds it to the browser. */
  begin(team: string | undefined): { readonly state: string; readonly setCookie: string };
  /** Ends an attempt, however it ended in Slack. */
  finish(state: string, cookies: string | undefined): CameBack;
  /** The header that takes the cookie away. */
  readonly clear: string;
}

/** Our choice, and what the state's cookie is good for. */
export const attemptLifeMs = 10 * MINUTE_MS;
/** Ended attempts that are remembered; nobody makes so many by hand within ten minutes. */
const mostRemembered = 10_000;

/**
 * Attempts, kept in the browsers that make them: a state of 256 bits of chance in a signed cookie, so that any process of
 * ours can end what another began. That an attempt ended is remembered by the process it ended in; at another its code
 * would be spent already.
 *
 * @param secret  of the server
 */
export function createInstallStates(secret: string, time: Timekeeper): InstallStates {
  const cookie = createSignedCookie('recourse_slack_install', secret, attemptLifeMs);
  const ended = new Map<string, Instant>();
  const remember = (state: string): void => {
    const now = time.now();
    for (const [old, at] of ended) {
      if (at + attemptLifeMs > now && ended.size < mostRemembered) break;
      ended.delete(old);
    }
    ended.set(state, now);
  };
  return {
    begin(team) {
      const state = randomBytes(32).toString('base64url');
      return { state, setCookie: cookie.put([state, team ?? ''], time.now()) };
    },
    finish(state, cookies) {
      if (state === '') return 'forged';
      if (ended.has(state)) return 'spent';
      const words = cookie.read(cookies, time.now());
      if (words === 'expired') return 'expired';
      const [begun, team = ''] = words ?? [];
      if (begun !== state) return 'forged';
      remember(state);
      return { team: team === '' ? undefined : team };
    },
    clear: cookie.clear,
  };
}
