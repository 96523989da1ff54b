import { MINUTE_MS, toIso, parseInstant, type Instant } from '../time.ts';
import type { Interval } from './complaint.ts';
import { clockStatuses, type ClockStatus } from './vocabulary.ts';

/** A clock as it stood when its complaint ended. */
export interface EndedClock {
  /** The obligation's id, and what it was called and gave. */
  readonly id: string;
  readonly title: string;
  readonly promise: string;
  readonly cycle: Instant;
  readonly startedAt: Instant;
  readonly dueAt: Instant | undefined;
  readonly satisfiedAt: Instant | undefined;
  readonly satisfiedBy: string | undefined;
  /** Another promise took its place before the end. */
  readonly supersededAt: Instant | undefined;
  readonly extended: boolean;
  readonly status: ClockStatus;
  readonly netMs: number;
  readonly grossMs: number;
  readonly paused: readonly Interval[];
}

/** One end a complaint came to: by which policy it was judged then, and how every clock stood. */
export interface Ending {
  readonly at: Instant;
  /** The policy's version. */
  readonly policy: string;
  readonly clocks: readonly EndedClock[];
}

/**
 * Stands for the update that a save is about to become: no helpdesk says its number, nor its instant, before it is made.
 * Whoever ends a complaint and writes with the same save how its promises stood names what the save itself keeps so.
 * Longer than any number, so that of what happened within one instant it comes last.
 */
export const thisSave = 'this save, of which nobody knows the number yet';

/** An end of the complaint, as the ticket tells of it. */
export interface End {
  readonly at: Instant;
  readonly update: string;
}

/** Longer than a save takes, and shorter than anybody needs to end, open and end a complaint. */
const mostApartMs = MINUTE_MS;

/**
 * Endings at the instants and under the updates that the ticket tells of. One that was written with the save that ended
 * the complaint bears the instant just before it; what had elapsed stays as it was counted then. One between whose instant
 * and the ticket's a promise fell due says something else than the ticket, and is left out, so that it is written anew.
 *
 * @param ends  what the ticket tells, in any order
 */
export function endingsTold(endings: readonly Ending[], ends: readonly End[]): readonly Ending[] {
  if (endings.length === 0) return endings;
  return endings.flatMap((ending) => {
    const end = nearestTo(ending.at, ends);
    if (end === undefined) return [ending];
    return ending.clocks.some((clock) => fellDueBetween(clock, ending.at, end.at)) ? [] : [endedBy(ending, end)];
  });
}

function nearestTo(at: Instant, ends: readonly End[]): End | undefined {
  let nearest: End | undefined;
  for (const end of ends) {
    const apart = Math.abs(end.at - at);
    if (apart <= (nearest === undefined ? mostApartMs : Math.abs(nearest.at - at) - 1)) nearest = end;
  }
  return nearest;
}

/** What was kept or replaced before the end does not depend on when it was; what is due at an instant is in time then. */
function fellDueBetween(clock: EndedClock, written: Instant, told: Instant): boolean {
  const { dueAt, satisfiedAt, supersededAt } = clock;
  const wasOver = supersededAt !== undefined || (satisfiedAt !== undefined && satisfiedAt !== written);
  if (dueAt === undefined || wasOver) return false;
  return written > dueAt !== told > dueAt;
}

function endedBy(ending: Ending, end: End): Ending {
  const moved = <At extends Instant | undefined>(at: At): At | Instant => (at === ending.at ? end.at : at);
  return {
    ...ending,
    at: end.at,
    clocks: ending.clocks.map((clock) => ({
      ...clock,
      satisfiedAt: moved(clock.satisfiedAt),
      satisfiedBy: clock.satisfiedBy === thisSave ? end.update : clock.satisfiedBy,
      paused: clock.paused.map(({ from, to }) => ({ from, to: moved(to) })),
    })),
  };
}

/** A complaint that ends more often keeps its latest ends: our choice, far above what is seen. */
const mostEndings = 20;

/**
 * The field's text: versioned JSON, instants in ISO 8601. What stands in it is never written anew, so that a later edit
 * of a calendar or a policy cannot rewrite history.
 */
export function writeClosing(endings: readonly Ending[]): string {
  return JSON.stringify({ v: 1, endings: endings.slice(-mostEndings) }, (key, value: unknown) =>
    typeof value === 'number' && isInstantKey(key) ? toIso(value) : value,
  );
}

function isInstantKey(key: string): boolean {
  return key === 'at' || key === 'cycle' || key === 'from' || key === 'to' || key.endsWith('At');
}

const none: readonly Ending[] = [];

/** The endings the field tells of, oldest first. What cannot be read, or was edited into nonsense, is left out. */
export function readClosing(text: string | undefined): readonly Ending[] {
  if (text === undefined || text === '') return none;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return none;
  }
  if (!isObject(value) || value['v'] !== 1 || !Array.isArray(value['endings'])) return none;
  return value['endings'].flatMap(readEnding).slice(-mostEndings);
}

function readEnding(value: unknown): Ending[] {
  if (!isObject(value)) return [];
  const at = instantOf(value['at']);
  const { policy, clocks } = value;
  if (at === undefined || typeof policy !== 'string' || !Array.isArray(clocks)) return [];
  return [{ at, policy, clocks: clocks.flatMap(readClock) }];
}

function readClock(value: unknown): EndedClock[] {
  if (!isObject(value)) return [];
  const { id, title, promise, satisfiedBy, extended, netMs, grossMs, paused } = value;
  const cycle = instantOf(value['cycle']);
  const status = clockStatuses.find((known) => known === value['status']);
  if (typeof id !== 'string' || cycle === undefined || status === undefined) return [];
  return [
    {
      id,
      title: textOr(title, id),
      promise: textOr(promise, ''),
      cycle,
      startedAt: instantOf(value['startedAt']) ?? cycle,
      dueAt: instantOf(value['dueAt']),
      satisfiedAt: instantOf(value['satisfiedAt']),
      satisfiedBy: typeof satisfiedBy === 'string' ? satisfiedBy : undefined,
      supersededAt: instantOf(value['supersededAt']),
      extended: extended === true,
      status,
      netMs: typeof netMs === 'number' ? netMs : 0,
      grossMs: typeof grossMs === 'number' ? grossMs : 0,
      paused: Array.isArray(paused) ? paused.flatMap(readPause) : [],
    },
  ];
}

function readPause(value: unknown): Interval[] {
  const from = isObject(value) ? instantOf(value['from']) : undefined;
  return from === undefined || !isObject(value) ? [] : [{ from, to: instantOf(value['to']) }];
}

function instantOf(value: unknown): Instant | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
