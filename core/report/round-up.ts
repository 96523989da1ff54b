import type { Instant } from '../time.ts';
import type { DigestTurn } from './digest-times.ts';
import { byUrgency, type OpenComplaint } from './open-complaint.ts';

/** What a daily or weekly round-up says: how many there are of each, and which to look at, each named once. */
export interface RoundUp {
  readonly kind: DigestTurn['kind'];
  readonly open: number;
  /** With a promise broken, the one broken first at the head. */
  readonly broken: readonly OpenComplaint[];
  /** Due before the day, or the week, is over. */
  readonly due: readonly OpenComplaint[];
  /** Told to people, and nobody has said that they are on it; also those of the two lists above are counted. */
  readonly unanswered: number;
  /** Of the unanswered ones those that are in no list above. */
  readonly waiting: readonly OpenComplaint[];
  readonly closed: Closed;
}

/** How many complaints were closed since the last round-up; `isWhole`: none can have been missed. */
export interface Closed {
  readonly count: number;
  readonly isWhole: boolean;
}

/** `undefined` where there is nothing to tell: nothing is open, and nothing was closed. */
export function roundUp(
  all: readonly OpenComplaint[],
  turn: Pick<DigestTurn, 'kind' | 'untilAt'>,
  closed: Closed,
  now: Instant,
): RoundUp | undefined {
  if (all.length === 0 && closed.count === 0) return undefined;
  const sorted = all.toSorted(byUrgency);
  const isBroken = ({ next }: OpenComplaint): boolean => next !== undefined && next.dueAt < now;
  const isDue = ({ next }: OpenComplaint): boolean =>
    next !== undefined && next.dueAt >= now && next.dueAt < turn.untilAt;
  const unanswered = sorted.filter(({ isWaiting }) => isWaiting);
  return {
    kind: turn.kind,
    open: all.length,
    broken: sorted.filter(isBroken),
    due: sorted.filter(isDue),
    unanswered: unanswered.length,
    waiting: unanswered.filter((one) => !isBroken(one) && !isDue(one)),
    closed,
  };
}
