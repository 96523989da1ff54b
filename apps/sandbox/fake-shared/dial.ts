import { DAY_MS, SECOND_MS } from '#core/time.ts';
import type { Fault, Match, Strike } from './fault.ts';
import { matches } from './fault.ts';
import type { Random, Range } from './random.ts';
import { createRandom, drawFrom } from './random.ts';

/** How often something goes wrong. */
export interface Odds {
  /** From 0, never, to 1, always. */
  readonly rate: number;
  /** Of which requests; of all where absent. */
  readonly on?: Match | undefined;
  /** It stops after so many. */
  readonly times?: number | undefined;
}

/** What may go wrong between the account and whoever listens to its webhooks. Rates are from 0 to 1. */
export interface WebhookOdds {
  readonly lateMs?: number | Range | undefined;
  readonly doubled?: number | undefined;
  readonly lost?: number | undefined;
  /** Held back by three seconds, so that later ones overtake it. */
  readonly reordered?: number | undefined;
}

/** What goes wrong, how often. One request suffers one of these at the most, beside being late. */
export interface FaultDial {
  /** Every request arrives as late, even if its caller has gone by then. */
  readonly latencyMs?: number | (Range & { readonly on?: Match | undefined }) | undefined;
  /** 429, nothing done. `retryAfter`: seconds; without it the answer has no such header. */
  readonly tooMany?: (Odds & { readonly retryAfter?: number | undefined }) | undefined;
  /** Nothing done. 500 unless said otherwise. */
  readonly errorBefore?: (Odds & { readonly status?: 500 | 502 | 503 | undefined }) | undefined;
  /** All done, and 500 answered. */
  readonly errorAfter?: Odds | undefined;
  /** Done, and the answer breaks off: shorter than it says it is, or in the middle of a chunk. */
  readonly half?: (Odds & { readonly cut?: 'length' | 'chunk' | undefined }) | undefined;
  /** No answer until the caller gives up or the fake is closed. `after`: the work is done first. */
  readonly hang?: (Odds & { readonly after?: boolean | undefined }) | undefined;
  /** The connection is cut. `after`: the work is done first. */
  readonly reset?: (Odds & { readonly after?: boolean | undefined }) | undefined;
  /** 409 as of a database collision, nothing done; writes only, unless `on` names a method. */
  readonly conflict?: Odds | undefined;
  readonly webhooks?: WebhookOdds | undefined;
  /** How far behind the search index is. */
  readonly staleSearchMs?: number | undefined;
}

export interface Dial {
  set(dial: FaultDial, seed: number): void;
  current(): FaultDial;
  strike(method: string, path: string): Strike;
}

interface Chance {
  readonly odds: Odds;
  readonly fault: Omit<Fault, 'match'>;
  readonly writesOnly: boolean;
  left: number;
}

/** So long that whoever asked gives up first. */
const untilGivenUpMs = DAY_MS;

const nothing: Strike = { lateMs: 0, fault: undefined };

/** A dial on which nothing is set. What strikes is drawn from the seed: the same requests suffer the same in every run. */
export function createDial(): Dial {
  let current: FaultDial = {};
  let random: Random = createRandom(0);
  let chances: Chance[] = [];
  let isOff = true;
  const struck = (method: string, path: string): Fault | undefined => {
    for (const chance of chances) {
      if (chance.left <= 0 || !isMeant(chance, method, path) || random() >= chance.odds.rate) continue;
      chance.left -= 1;
      return { ...chance.fault, match: chance.odds.on ?? {} };
    }
    return undefined;
  };
  return {
    set: (dial, seed) => {
      current = dial;
      random = createRandom(seed);
      chances = chancesOf(dial);
      isOff = chances.length === 0 && dial.latencyMs === undefined;
    },
    current: () => current,
    strike: (method, path) => {
      if (isOff) return nothing;
      return { lateMs: lateness(current.latencyMs, random, { method, path }), fault: struck(method, path) };
    },
  };
}

function isMeant({ odds: { on = {} }, writesOnly }: Chance, method: string, path: string): boolean {
  if (writesOnly && on.method === undefined && method.toUpperCase() === 'GET') return false;
  return matches(on, method, path);
}

function lateness(
  latencyMs: FaultDial['latencyMs'],
  random: Random,
  asked: { readonly method: string; readonly path: string },
): number {
  if (latencyMs === undefined) return 0;
  const isElsewhere = typeof latencyMs !== 'number' && !matches(latencyMs.on ?? {}, asked.method, asked.path);
  return isElsewhere ? 0 : drawFrom(latencyMs, random);
}

function chancesOf(dial: FaultDial): Chance[] {
  const { tooMany, errorBefore, errorAfter, half, hang, reset, conflict } = dial;
  const refusal = tooMany?.retryAfter === undefined ? ('429-without-retry-after' as const) : ('429' as const);
  const errors = { 500: '500-before', 502: '502', 503: '503' } as const;
  return [
    ...chance(tooMany, { kind: refusal, ms: (tooMany?.retryAfter ?? 0) * SECOND_MS }),
    ...chance(errorBefore, { kind: errors[errorBefore?.status ?? 500] }),
    ...chance(conflict, { kind: 'conflict' }, true),
    ...chance(errorAfter, { kind: '500-after' }),
    ...chance(half, { kind: 'half-answer', chunked: half?.cut === 'chunk' }),
    ...chance(hang, { kind: 'hang', after: hang?.after, ms: untilGivenUpMs }),
    ...chance(reset, { kind: 'reset', after: reset?.after }),
  ];
}

function chance(odds: Odds | undefined, fault: Chance['fault'], writesOnly = false): Chance[] {
  if (odds === undefined || odds.rate <= 0) return [];
  return [{ odds, fault, writesOnly, left: odds.times ?? Number.POSITIVE_INFINITY }];
}
