import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { Switches } from './switches.ts';

/** Calls a minute that each tier grants a method (docs.slack.dev/apis/web-api/rate-limits). */
const tiers = { t1: 1, t2: 20, t3: 50, t4: 100, many: 600 } as const;

const tierOf: Readonly<Record<string, keyof typeof tiers>> = {
  'auth.test': 'many',
  'chat.update': 't3',
  'chat.delete': 't3',
  'chat.postEphemeral': 't4',
  'conversations.history': 't3',
  'conversations.replies': 't3',
  'conversations.list': 't2',
  'conversations.info': 't3',
  'conversations.join': 't3',
  'users.info': 't4',
  'users.lookupByEmail': 't3',
  'chat.unfurl': 't3',
  'views.open': 't4',
  'views.push': 't4',
  'views.update': 't4',
  'views.publish': 't4',
};

const historyMethods: readonly string[] = ['conversations.history', 'conversations.replies'];

/** Admits calls or says how long to wait. */
export interface Rates {
  /** Milliseconds to wait, or `undefined` for a call that was admitted. `channel` is an id, for chat.postMessage. */
  admit(method: string, channel: string | undefined, now: Instant): number | undefined;
}

/** A sliding minute for each method; one post a second with a burst for each channel. */
export function createRates(switches: Switches): Rates {
  const logs = new Map<string, Instant[]>();
  const nextFree = new Map<string, Instant>();

  const admitPost = (channel: string, now: Instant): number | undefined => {
    const freeAt = Math.max(nextFree.get(channel) ?? 0, now);
    const ahead = freeAt - now;
    const allowed = (switches.postBurst - 1) * SECOND_MS;
    if (ahead > allowed) return ahead - allowed;
    nextFree.set(channel, freeAt + SECOND_MS);
    return undefined;
  };
  const admitInMinute = (method: string, limit: number, now: Instant): number | undefined => {
    const log = (logs.get(method) ?? []).filter((at) => at > now - MINUTE_MS);
    logs.set(method, log);
    const oldest = log[log.length - limit];
    if (oldest !== undefined) return oldest + MINUTE_MS - now;
    log.push(now);
    return undefined;
  };

  return {
    admit(method, channel, now) {
      if (!switches.rates) return undefined;
      if (method === 'chat.postMessage') return channel === undefined ? undefined : admitPost(channel, now);
      const tier = tierOf[method];
      if (tier === undefined) return undefined;
      const reduced = switches.reducedHistory && historyMethods.includes(method);
      return admitInMinute(method, reduced ? 1 : tiers[tier], now);
    },
  };
}
