import { toIso, type Instant } from '../time.ts';
import type { CuePacks } from './cue-packs.ts';
import { bestThreshold, calibrationOf, judgingFigures, type Judged, type Scored } from './model-figures.ts';
import { fitWeights, logOddsOf, probabilityOf, type Weights } from './model-fit.ts';
import { leanings, type Leaning } from './model-leaning.ts';
import {
  fewestOfAKind,
  fewestTickets,
  modelForm,
  modelKind,
  tryParts,
  type ModelFigures,
  type ModelSource,
  type ModelTerm,
} from './model-source.ts';
import { layTickets, termAmounts, vectorOf, type Laid, type LaidTicket, type TaughtTicket } from './model-vectors.ts';
import type { Band } from './recognition.ts';
import { textHash } from './text-hash.ts';
import { recognitionText } from './own-words.ts';

export type { TaughtTicket } from './model-vectors.ts';

/** Why nothing was learnt: how many tickets of each kind there are. */
export interface TooFew {
  readonly complaints: number;
  readonly others: number;
}

/** From which probability on a ticket is surely a complaint: four of five are. Our choice. */
const sureFrom = 0.8;

/**
 * Learns what is a complaint from tickets of which people said whether they are.
 *
 * The tickets are dealt out to ten parts, the same text always to the same part, and each part is judged by a model that
 * saw only the other nine: the figures, the thresholds, the probabilities, and how far cues and words are believed, all
 * come from there. The model itself is then made from all of them. Nothing is left to chance: the same tickets in the same
 * order and the same seed give the same model.
 *
 * @param how.madeAt written into the model
 * @param how.seed deals the tickets out otherwise
 */
export function learnModel(
  tickets: readonly TaughtTicket[],
  packs: Pick<CuePacks, 'byId' | 'quoting' | 'id'>,
  how: { readonly madeAt: Instant; readonly seed: number },
): ModelSource | TooFew {
  const complaints = tickets.filter(({ isComplaint }) => isComplaint).length;
  const others = tickets.length - complaints;
  if (tickets.length < fewestTickets || Math.min(complaints, others) < fewestOfAKind) return { complaints, others };
  const laid = layTickets(tickets, packs);
  const isDecided = tickets.map(({ byCues }) =>
    byCues.reasons.some(({ cue }) => packs.byId.get(cue)?.group.role === 'decides'),
  );
  const parts = dealtOut(tickets, how.seed);
  const tried = leanings.map((leaning): Tried => {
    const unseen = logOddsUnseen(laid, parts, leaning);
    return { leaning, scored: unseen.map((value, at) => ({ value, isComplaint: tickets[at]!.isComplaint })) };
  });
  const figures = figuresOf(tried, { parts, isDecided, cueBands: tickets.map(({ byCues }) => byCues.band) });
  return {
    kind: modelKind,
    v: modelForm,
    madeAt: toIso(how.madeAt),
    cues: packs.id,
    tickets: { complaints, others },
    seed: how.seed,
    figures,
    ...finished(
      laid,
      fittest(
        tried,
        placesWhere(parts, () => true),
      ),
    ),
  };
}

/** In which part each ticket is: both kinds evenly, and a text that stands there twice in one part. */
function dealtOut(tickets: readonly TaughtTicket[], seed: number): readonly number[] {
  const marks = tickets.map(({ text }) => textHash(`${seed} ${recognitionText(text).trim().toLowerCase()}`));
  const parts = new Map<string, number>();
  for (const kind of [true, false]) {
    const ofKind = new Set(marks.filter((_, at) => tickets[at]!.isComplaint === kind));
    let next = 0;
    for (const mark of [...ofKind].sort()) {
      if (parts.has(mark)) continue;
      parts.set(mark, next % tryParts);
      next += 1;
    }
  }
  return marks.map((mark) => parts.get(mark) ?? 0);
}

interface Fitted {
  readonly amounts: Float64Array;
  readonly weights: Weights;
}

function fit({ terms, groups, tickets }: Laid, among: readonly number[], leaning: Leaning): Fitted {
  const amounts = termAmounts({ terms, groups, tickets }, among, leaning);
  const vectors = among.map((at) => vectorOf(tickets[at]!, amounts, leaning));
  const labels = among.map((at) => tickets[at]!.isComplaint);
  const size = terms.length + groups.length + 1;
  return { amounts, weights: fitWeights(vectors, labels, { size, trust: leaning.trust }) };
}

function logOddsUnseen(laid: Laid, parts: readonly number[], leaning: Leaning): readonly number[] {
  const logOdds = laid.tickets.map(() => 0);
  for (let part = 0; part < tryParts; part += 1) {
    const { amounts, weights } = fit(
      laid,
      placesWhere(parts, (of) => of !== part),
      leaning,
    );
    for (const at of placesWhere(parts, (of) => of === part)) {
      logOdds[at] = logOddsOf(vectorOf(laid.tickets[at]!, amounts, leaning), weights);
    }
  }
  return logOdds;
}

function placesWhere(parts: readonly number[], isWanted: (part: number) => boolean): readonly number[] {
  return parts.flatMap((part, at) => (isWanted(part) ? [at] : []));
}

/** What a model of one leaning makes of tickets it had not seen. */
interface Tried {
  readonly leaning: Leaning;
  readonly scored: readonly Scored[];
}

/** Of the leanings the one whose probabilities were nearest to the truth on some of the tickets. */
function fittest(tried: readonly Tried[], places: readonly number[]): Tried {
  const errors = tried.map(({ scored }) => errorOf(places.map((at) => scored[at]!)));
  return tried[errors.indexOf(Math.min(...errors))]!;
}

/** The sum of squared errors of the probabilities. */
function errorOf(scored: readonly Scored[]): number {
  const { slope, base } = readingOf(scored);
  return scored.reduce(
    (sum, { value, isComplaint }) => sum + (probabilityOf(slope * value + base) - Number(isComplaint)) ** 2,
    0,
  );
}

/** How log-odds become probabilities that can be taken at their word, and where they part the bands. */
interface Reading {
  readonly slope: number;
  readonly base: number;
  readonly possible: number;
  readonly yes: number;
}

/** Two weights are learnt from all tickets: they need no holding back. */
const readingTrust = 4;

function readingOf(scored: readonly Scored[]): Reading {
  const vectors = scored.map(({ value }) => ({ features: Int32Array.of(0), amounts: Float64Array.of(value) }));
  const labels = scored.map(({ isComplaint }) => isComplaint);
  const [slope = 1, base = 0] = fitWeights(vectors, labels, { size: 1, trust: readingTrust });
  const possible = bestThreshold(scored);
  const sure = slope > 0 ? (Math.log(sureFrom / (1 - sureFrom)) - base) / slope : Number.POSITIVE_INFINITY;
  return { slope, base, possible, yes: Math.max(possible, sure) };
}

/** Each part is judged with the leaning, and read, as the other nine say it should be. */
function figuresOf(
  tried: readonly Tried[],
  of: { readonly parts: readonly number[]; readonly isDecided: readonly boolean[]; readonly cueBands: readonly Band[] },
): ModelFigures {
  const { parts, isDecided, cueBands } = of;
  const byModel: Judged[] = [];
  const byCues = tried[0]!.scored.map(({ isComplaint }, at): Judged => ({ isComplaint, band: cueBands[at]! }));
  const probabilities: Scored[] = [];
  let worseParts = 0;
  for (let part = 0; part < tryParts; part += 1) {
    const within = placesWhere(parts, (one) => one === part);
    const others = placesWhere(parts, (one) => one !== part);
    const { scored } = fittest(tried, others);
    const read = readingOf(others.map((at) => scored[at]!));
    for (const at of within) {
      const { value, isComplaint } = scored[at]!;
      byModel[at] = { isComplaint, band: bandOf(value, isDecided[at]!, read) };
      probabilities.push({ isComplaint, value: probabilityOf(read.slope * value + read.base) });
    }
    const model = within.map((at) => byModel[at]!);
    worseParts += Number(judgingFigures(model).macroF1 < judgingFigures(within.map((at) => byCues[at]!)).macroF1);
  }
  return {
    parts: tryParts,
    worseParts,
    model: judgingFigures(byModel),
    cues: judgingFigures(byCues),
    calibration: calibrationOf(probabilities),
  };
}

function bandOf(value: number, isDecided: boolean, { yes, possible }: Reading): Band {
  if (isDecided || value >= yes) return 'yes';
  return value >= possible ? 'possible' : 'no';
}

/** More than any sum of weights: nothing but a cue that decides is surely a complaint then. */
const never = 1_000;

/** The model from all tickets, its weights such that a score and the base are log-odds to be taken at their word. */
function finished(
  laid: Laid,
  { leaning, scored }: Tried,
): Pick<ModelSource, 'base' | 'possible' | 'yes' | 'point' | 'groups' | 'terms'> {
  const { amounts, weights } = fit(
    laid,
    laid.tickets.map((_, at) => at),
    leaning,
  );
  const { slope, base, possible, yes } = readingOf(scored);
  const stretch = slope > 0 ? slope : 1;
  const bias = weights[weights.length - 1]!;
  const asScore = (logOdds: number): number => Math.min(never, stretch * (logOdds - bias));
  const anyWeight = leaning.any * weights[laid.terms.length + laid.groups.length]!;
  const groupWeight = (place: number): number =>
    stretch * (leaning.group * weights[laid.terms.length + place]! + anyWeight);
  const terms: ModelTerm[] = [];
  for (const [term, text] of laid.terms.entries()) {
    if (amounts[term] !== 0) terms.push([text, amounts[term]!, digits(stretch * weights[term]!)]);
  }
  return {
    base: digits(stretch * bias + base),
    possible: digits(asScore(possible)),
    yes: digits(asScore(yes)),
    point: digits(meanPoint(laid, groupWeight)),
    groups: laid.groups.map((group, place) => [group, digits(groupWeight(place))]),
    terms: terms.sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  };
}

/** What a point counts on the mean, over all points that the cues gave. */
function meanPoint({ groups, tickets }: Laid, groupWeight: (place: number) => number): number {
  const given = groups.map((_, place) => sizeOf(tickets, place));
  const all = given.reduce((sum, points) => sum + points, 0);
  const sum = given.reduce((total, points, place) => total + points * groupWeight(place), 0);
  return all === 0 ? 0 : Math.max(0, sum / all);
}

function sizeOf(tickets: readonly LaidTicket[], place: number): number {
  return tickets.reduce((sum, { points }) => sum + Math.abs(points[place]!), 0);
}

function digits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
