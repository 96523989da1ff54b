import { SECOND_MS } from '#core/time.ts';
import type { Random } from './random.ts';

/** What can become of one request, its answer, and the machine that waits for it. */
export const fates = [
  'well',
  'request-lost',
  'answer-lost',
  'reset-after',
  'broken-before',
  'broken-after',
  'too-many',
  'crash-before',
  'crash-during',
  'crash-after',
] as const;
export type Fate = (typeof fates)[number];

/** How often what goes wrong; shares of all requests. */
export interface Dial {
  readonly fates: Readonly<Partial<Record<Fate, number>>>;
  /** Requests that arrive up to `latestMs` after they were sent. */
  readonly late: number;
  readonly latestMs: number;
  /** Answers upon which their machine stops for up to `longestPauseMs`. */
  readonly pause: number;
  readonly longestPauseMs: number;
  /** A request or an answer is under way for so long, where nothing goes wrong. */
  readonly quickestMs: number;
  readonly slowestMs: number;
}

export const calm: Dial = {
  fates: {},
  late: 0,
  latestMs: 0,
  pause: 0,
  longestPauseMs: 0,
  quickestMs: 20,
  slowestMs: 300,
};

/** The weather of the published model of the protocol. */
export const storm: Dial = {
  fates: {
    'request-lost': 0.05,
    'answer-lost': 0.03,
    'reset-after': 0.02,
    'broken-before': 0.03,
    'broken-after': 0.03,
    'too-many': 0.05,
    'crash-before': 0.015,
    'crash-during': 0.015,
    'crash-after': 0.015,
  },
  late: 0.05,
  latestMs: 30 * SECOND_MS,
  pause: 0.03,
  longestPauseMs: 20 * SECOND_MS,
  quickestMs: 20,
  slowestMs: 300,
};

/** The same, less or more of it. */
export function dialed(dial: Dial, by: number): Dial {
  return {
    ...dial,
    fates: Object.fromEntries(Object.entries(dial.fates).map(([fate, share]) => [fate, share * by])),
    late: dial.late * by,
    pause: dial.pause * by,
  };
}

export function fateOf(dial: Dial, random: Random): Fate {
  let left = random.next();
  for (const fate of fates) {
    left -= dial.fates[fate] ?? 0;
    if (left < 0 && fate !== 'well') return fate;
  }
  return 'well';
}
