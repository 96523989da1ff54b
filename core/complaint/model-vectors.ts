import type { CuePacks } from './cue-packs.ts';
import { amountOf } from './model.ts';
import type { FeatureVector } from './model-fit.ts';
import type { Leaning } from './model-leaning.ts';
import { visitTerms } from './model-terms.ts';
import { ownWords, recognitionText, type ComplainantText } from './own-words.ts';
import type { Recognition } from './recognition.ts';

/** A ticket of which a person said whether it is a complaint, and what the cues make of it. */
export interface TaughtTicket {
  readonly text: ComplainantText;
  readonly isComplaint: boolean;
  readonly byCues: Recognition;
}

/** Tickets as numbers: which terms each holds and how often, and how many points each group of cues gave it. */
export interface Laid {
  readonly terms: readonly string[];
  readonly groups: readonly string[];
  readonly tickets: readonly LaidTicket[];
}

export interface LaidTicket {
  readonly isComplaint: boolean;
  /** Numbers of terms, each once, and how often it stands there. */
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  /** By the group's place. */
  readonly points: Float64Array;
}

/** A term that stands in fewer tickets may be somebody's name, and tells nothing for sure. */
export const fewestWithTerm = 3;
/** As many as a file of a megabyte holds. */
const mostTerms = 20_000;

/** Lays tickets out as numbers. */
export function layTickets(tickets: readonly TaughtTicket[], packs: Pick<CuePacks, 'byId' | 'quoting'>): Laid {
  const numbers = new Map<string, number>();
  const holders: number[] = [];
  const counted = tickets.map(({ text }) => {
    const counts = new Map<number, number>();
    visitTerms(recognitionText(text), ownWords(text, packs.quoting).stretches, (term) => {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
        holders.push(0);
      }
      const count = counts.get(number) ?? 0;
      if (count === 0) holders[number]! += 1;
      counts.set(number, count + 1);
    });
    return counts;
  });
  const terms = [...numbers].filter(([, number]) => holders[number]! >= fewestWithTerm);
  const places = new Map(terms.map(([, number], place) => [number, place]));
  const groups = groupsIn(tickets, packs);
  return {
    terms: terms.map(([term]) => term),
    groups,
    tickets: tickets.map(({ isComplaint, byCues }, at) => {
      const kept = [...counted[at]!].filter(([number]) => places.has(number));
      return {
        isComplaint,
        terms: Int32Array.from(kept, ([number]) => places.get(number)!),
        counts: Int32Array.from(kept, ([, count]) => count),
        points: pointsOf(byCues, groups, packs),
      };
    }),
  };
}

function groupsIn(tickets: readonly TaughtTicket[], { byId }: Pick<CuePacks, 'byId'>): readonly string[] {
  const groups = new Set<string>();
  for (const { byCues } of tickets) {
    for (const { cue, weight } of byCues.reasons) if (weight !== 0) groups.add(byId.get(cue)?.group.id ?? cue);
  }
  return [...groups].sort();
}

function pointsOf({ reasons }: Recognition, groups: readonly string[], { byId }: Pick<CuePacks, 'byId'>): Float64Array {
  const points = new Float64Array(groups.length);
  for (const { cue, weight } of reasons) {
    const place = groups.indexOf(byId.get(cue)?.group.id ?? cue);
    if (place >= 0) points[place]! += weight;
  }
  return points;
}

/**
 * How much one of each term counts: more where it is rare, and where it tells complaints from others; 0 where it stands
 * in too few of these tickets, or where there are too many terms that tell more.
 */
export function termAmounts({ terms, tickets }: Laid, among: readonly number[], leaning: Leaning): Float64Array {
  const inComplaints = new Float64Array(terms.length);
  const inOthers = new Float64Array(terms.length);
  let complaints = 0;
  for (const at of among) {
    const ticket = tickets[at]!;
    complaints += Number(ticket.isComplaint);
    const into = ticket.isComplaint ? inComplaints : inOthers;
    for (const term of ticket.terms) into[term]! += 1;
  }
  const others = among.length - complaints;
  const telling = new Float64Array(terms.length);
  const amounts = new Float64Array(terms.length);
  for (let term = 0; term < terms.length; term += 1) {
    const holders = inComplaints[term]! + inOthers[term]!;
    if (holders < fewestWithTerm) continue;
    const ratio = Math.abs(
      Math.log(((inComplaints[term]! + 1) / (complaints + 2)) * ((others + 2) / (inOthers[term]! + 1))),
    );
    telling[term] = ratio * Math.sqrt(holders);
    amounts[term] = toDigits(ratio ** leaning.telling * (Math.log((1 + among.length) / (1 + holders)) + 1));
  }
  return atMost(amounts, telling);
}

function atMost(amounts: Float64Array, telling: Float64Array): Float64Array {
  if (amounts.length <= mostTerms) return amounts;
  const least = telling.toSorted()[telling.length - mostTerms]!;
  return amounts.map((amount, term) => (telling[term]! < least ? 0 : amount));
}

/** As the model's file holds it, so that training and judging count alike. */
function toDigits(amount: number): number {
  return Math.round(amount * 1_000) / 1_000;
}

/**
 * A ticket's features: its terms, scaled so that a long text counts no more than a short one, then its groups' points,
 * then the points of all groups together.
 */
export function vectorOf(ticket: LaidTicket, amounts: Float64Array, leaning: Leaning): FeatureVector {
  const features: number[] = [];
  const held: number[] = [];
  let squares = 0;
  for (const [at, term] of ticket.terms.entries()) {
    if (amounts[term] === 0) continue;
    const amount = amountOf(amounts[term]!, ticket.counts[at]!);
    squares += amount * amount;
    features.push(term);
    held.push(amount);
  }
  const length = Math.sqrt(squares) || 1;
  const scaled = held.map((amount) => amount / length);
  for (const [place, points] of ticket.points.entries()) {
    if (points === 0) continue;
    features.push(amounts.length + place);
    scaled.push(points * leaning.group);
  }
  features.push(amounts.length + ticket.points.length);
  scaled.push(leaning.any * ticket.points.reduce((sum, points) => sum + points, 0));
  return { features: Int32Array.from(features), amounts: Float64Array.from(scaled) };
}
