import type { CuePacks } from './cue-packs.ts';
import { otherWordsCue, winsOverCues, wordCue, type ModelSource } from './model-source.ts';
import { findTerms, layTerms, type TermsFound, type TermTable } from './model-table.ts';
import { ownWords, recognitionText, type ComplainantText } from './own-words.ts';
import type { Band, Reason, Recognition } from './recognition.ts';
import { textHash } from './text-hash.ts';

/** A model made ready to judge with. */
export interface ComplaintModel {
  /** Which model it is, as recognitions carry it: its day, and a mark of all that it holds. */
  readonly id: string;
  readonly source: ModelSource;
  readonly terms: TermTable;
  readonly amounts: Float64Array;
  readonly weights: Float64Array;
  readonly groups: ReadonlyMap<string, number>;
}

/** Words that move the score by less are not named one by one. */
const lightest = 0.03;

/** Makes a model ready to judge with. */
export function compileModel(source: ModelSource): ComplaintModel {
  const { terms, groups, madeAt } = source;
  return {
    id: `model ${madeAt.slice(0, 10)} ${textHash(JSON.stringify(source)).slice(0, 8)}`,
    source,
    terms: layTerms(terms.map(([term]) => term)),
    amounts: Float64Array.from(terms, ([, amount]) => amount),
    weights: Float64Array.from(terms, ([, , weight]) => weight),
    groups: new Map(groups),
  };
}

const ready = new WeakMap<ModelSource, ComplaintModel>();

/** The model to judge with, or `undefined` where there is none or where the cues did better. */
export function modelInUse(source: ModelSource | undefined): ComplaintModel | undefined {
  if (source === undefined || !winsOverCues(source.figures)) return undefined;
  const known = ready.get(source);
  if (known !== undefined) return known;
  const model = compileModel(source);
  ready.set(source, model);
  return model;
}

/** By which cues and which model a recognition is made: another id means that a text may be judged otherwise. */
export function judgedById(cues: string, model: ComplaintModel | undefined): string {
  return model === undefined ? cues : `${cues} + ${model.id}`;
}

/**
 * What a customer's own model makes of a text that the cues have judged.
 *
 * The score is the sum of the reasons' weights, rounded to hundredths: of the cues, as far as they proved to tell, and of
 * the text's own words and pairs of words. A cue that decides alone decides here as well. A text of which the model knows
 * no word stays as the cues judged it, and one in a language without cues is at least `possible` unless the model
 * knows half of its words.
 *
 * Linear in the text, of which as much is read as the cues read.
 */
export function recogniseByModel(
  byCues: Recognition,
  text: ComplainantText,
  model: ComplaintModel,
  packs: Pick<CuePacks, 'byId' | 'quoting'>,
): Recognition {
  const pack = judgedById(byCues.pack, model);
  const whole = recognitionText(text);
  const read = findTerms(whole, ownWords(text, packs.quoting).stretches, model.terms);
  if (read.found.length === 0) return { ...byCues, pack };
  const reasons = [
    ...byCues.reasons.map((reason) => reweighed(reason, model, packs)),
    ...wordReasons(whole, read, model),
  ];
  const score = rounded(reasons.reduce((sum, { weight }) => sum + weight, 0));
  const isForeign = byCues.language === 'unknown' && read.known * 2 < read.words;
  const isDecided = byCues.reasons.some(({ cue }) => packs.byId.get(cue)?.group.role === 'decides');
  const band = bandOf(score, isDecided, model.source);
  return {
    ...byCues,
    band: isForeign && band === 'no' ? 'possible' : band,
    score,
    reasons: reasons.sort((a, b) => a.start - b.start || a.end - b.end),
    pack,
  };
}

function bandOf(score: number, isDecided: boolean, { yes, possible }: ModelSource): Band {
  if (isDecided || score >= yes) return 'yes';
  return score >= possible ? 'possible' : 'no';
}

/** How much the points of a reason's cue count. */
function reweighed(reason: Reason, model: ComplaintModel, packs: Pick<CuePacks, 'byId'>): Reason {
  if (reason.weight === 0) return reason;
  const group = packs.byId.get(reason.cue)?.group.id ?? reason.cue;
  return { ...reason, weight: rounded(reason.weight * (model.groups.get(group) ?? model.source.point)) };
}

/** How much of a term a text holds that says it so often: the tenth time says less than the first. */
export function amountOf(amount: number, count: number): number {
  return count === 1 ? amount : amount * (1 + Math.log(count));
}

/** Each word or pair of words where it is first found; what stands in the same place is one reason. */
function wordReasons(whole: string, { found }: TermsFound, model: ComplaintModel): readonly Reason[] {
  const { amounts, weights } = model;
  let squares = 0;
  for (const { number, count } of found) squares += amountOf(amounts[number]!, count) ** 2;
  const length = Math.sqrt(squares) || 1;
  const byPlace = new Map<number, { readonly start: number; readonly end: number; weight: number }>();
  for (const { number, count, start, end } of found) {
    const weight = (weights[number]! * amountOf(amounts[number]!, count)) / length;
    const key = start * placeKeys + (end - start);
    const there = byPlace.get(key);
    if (there === undefined) byPlace.set(key, { start, end, weight });
    else there.weight += weight;
  }
  return named([...byPlace.values()], whole);
}

/** More than any two words with the gap between them take, for texts as long as are read. */
const placeKeys = 2 ** 24;

function named(
  places: readonly { readonly start: number; readonly end: number; readonly weight: number }[],
  whole: string,
): readonly Reason[] {
  const reasons: Reason[] = [];
  let others = 0;
  for (const { start, end, weight } of places) {
    if (Math.abs(weight) < lightest) {
      others += weight;
      continue;
    }
    const quote = whole.slice(start, end);
    reasons.push({ cue: `${wordCue}${nameOf(quote)}`, quote, start, end, weight: rounded(weight) });
  }
  if (rounded(others) !== 0) reasons.push({ cue: otherWordsCue, quote: '', start: 0, end: 0, weight: rounded(others) });
  return reasons;
}

const longestName = 40;

function nameOf(quote: string): string {
  const start = quote.slice(0, 3 * longestName);
  const words = start.includes('://') ? start.replaceAll(/\S+:\/\/\S*/gu, 'link') : start;
  return words.toLowerCase().replaceAll(/\s+/gu, ' ').slice(0, longestName);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
