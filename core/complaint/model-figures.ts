import type { BandCount, Calibration, CalibrationStep, JudgingFigures } from './model-source.ts';
import type { Band } from './recognition.ts';

/** A ticket of which is known what it is, and what it was taken for. */
export interface Judged {
  readonly isComplaint: boolean;
  readonly band: Band;
}

/** How well tickets were judged. */
export function judgingFigures(judged: readonly Judged[]): JudgingFigures {
  const counts = emptyBands();
  for (const one of judged) countIn(counts, one);
  return figuresOfBands(counts);
}

/** How many tickets, and how many complaints, got each band; to be counted up. */
export type BandCounts = Record<Band, { tickets: number; complaints: number }>;

/** No ticket yet. */
export function emptyBands(): BandCounts {
  return {
    yes: { tickets: 0, complaints: 0 },
    possible: { tickets: 0, complaints: 0 },
    no: { tickets: 0, complaints: 0 },
  };
}

/** Counts one more ticket. */
export function countIn(counts: BandCounts, { band, isComplaint }: Judged): void {
  counts[band].tickets += 1;
  counts[band].complaints += Number(isComplaint);
}

/** How well tickets were judged, of which is known how many complaints got which band. */
export function figuresOfBands(bands: Readonly<Record<Band, BandCount>>): JudgingFigures {
  const { yes, possible, no } = bands;
  const hit = yes.complaints + possible.complaints;
  const wrong = yes.tickets + possible.tickets - hit;
  const missed = no.complaints;
  return {
    macroF1: digits(macroF1({ hit, wrong, missed, right: no.tickets - missed })),
    precision: digits(share(hit, hit + wrong)),
    recall: digits(share(hit, hit + missed)),
    bands: { yes: { ...yes }, possible: { ...possible }, no: { ...no } },
  };
}

/** Complaints found, others taken for complaints, complaints missed, others left alone. */
export interface Tally {
  readonly hit: number;
  readonly wrong: number;
  readonly missed: number;
  readonly right: number;
}

/** The mean of F1 over complaints and over others. */
export function macroF1({ hit, wrong, missed, right }: Tally): number {
  return (f1(hit, wrong, missed) + f1(right, missed, wrong)) / 2;
}

/** Where there is nothing to find and nothing was found, nothing is wrong. */
function f1(hit: number, wrong: number, missed: number): number {
  return hit + wrong + missed === 0 ? 1 : (2 * hit) / (2 * hit + wrong + missed);
}

/** A ticket, and the score or probability it was given. */
export interface Scored {
  readonly isComplaint: boolean;
  readonly value: number;
}

/** On either side of a threshold this share of tickets counts with it, so that a lucky place is not taken for a good one. */
const window = 0.02;

/**
 * From which score on a ticket is best taken for a complaint, by macro F1.
 *
 * @param scored at least one
 */
export function bestThreshold(scored: readonly Scored[]): number {
  const order = scored.toSorted((a, b) => a.value - b.value);
  const complaints = order.filter(({ isComplaint }) => isComplaint).length;
  let hit = complaints;
  let wrong = order.length - complaints;
  const curve = order.map(({ isComplaint }) => {
    const reached = macroF1({ hit, wrong, missed: complaints - hit, right: order.length - complaints - wrong });
    if (isComplaint) hit -= 1;
    else wrong -= 1;
    return reached;
  });
  const reach = Math.max(1, Math.floor(order.length * window));
  let best = 0;
  let bestMean = -1;
  for (let at = 0; at < curve.length; at += 1) {
    const around = curve.slice(Math.max(0, at - reach), at + reach + 1);
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
    if (mean > bestMean) {
      bestMean = mean;
      best = at;
    }
  }
  const above = order[best]!.value;
  return best === 0 ? above : (above + order[best - 1]!.value) / 2;
}

const steps = 10;

/** How far probabilities can be taken at their word, in ten steps. */
export function calibrationOf(scored: readonly Scored[]): Calibration {
  const found = Array.from({ length: steps }, (_, step): CalibrationStep => {
    const within = scored.filter(({ value }) => Math.min(steps - 1, Math.floor(value * steps)) === step);
    return {
      from: step / steps,
      to: (step + 1) / steps,
      tickets: within.length,
      said: digits(mean(within.map(({ value }) => value))),
      was: digits(mean(within.map(({ isComplaint }) => Number(isComplaint)))),
    };
  });
  return {
    brier: digits(mean(scored.map(({ value, isComplaint }) => (value - Number(isComplaint)) ** 2))),
    error: digits(
      found.reduce((sum, { tickets, said, was }) => sum + tickets * Math.abs(said - was), 0) / scored.length,
    ),
    steps: found,
  };
}

function mean(values: readonly number[]): number {
  return share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Four digits: what is beyond is chance. */
function digits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
