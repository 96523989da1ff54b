import { suggestSeverity } from './assess.ts';
import type { SeverityMatrix } from './assess.ts';
import { chooseCategory } from './category.ts';
import { weighCircumstances, type Circumstances } from './circumstances.ts';
import type { PhraseMatch } from './cue-matcher.ts';
import { findPhrases } from './cue-matcher.ts';
import type { CompiledCue, CuePack, CueRole } from './cue-pack.ts';
import type { CuePacks } from './cue-packs.ts';
import { ownWords, recognitionText, sampleOf } from './own-words.ts';
import type { ComplainantText } from './own-words.ts';
import { unknownLanguageCue } from './recognition.ts';
import type { Band, Reason, Recognition } from './recognition.ts';
import { isPhrase } from './telling.ts';
import { vulnerabilityDrivers, type VulnerabilityDriver } from './vocabulary.ts';
import type { Stretch } from './word-scan.ts';

export { recognitionText } from './own-words.ts';
export type { ComplainantText } from './own-words.ts';

/** From which score on a text is a complaint, and from which on a person is asked; and what makes it grave. */
export interface RecognitionSettings {
  readonly yes: number;
  readonly possible: number;
  readonly severity: SeverityMatrix;
  /** Tags and names of forms that say that a ticket is a complaint, in small letters. */
  readonly complaintTags?: readonly string[];
}

/** The cue named by reasons that quote how a robot's message was known; its weight is 0. */
export const automaticCue = 'automatic';
const unknown = 'unknown';

/**
 * Whether what a complainant wrote is a complaint, how sure that is, and why.
 *
 * The score is the sum of the reasons' weights, rounded to hundredths. Each cue counts once, where it is first said in
 * more than a word or else first found, and a group no further than its cap, so that a weight may be less than the pack
 * says, even 0. Beside the score, one cue of a group that decides is enough for `yes`. Quoted history, signatures and
 * automatic replies are not read.
 *
 * The text is read with the cues of its own language. One in a language without cues is at least `possible`.
 *
 * Linear in the text, of which at most `readingLimit` units are read. Any text has an answer.
 *
 * @param circumstances what the ticket tells beside its words; its reasons quote nothing
 * @returns reasons in order of place, with offsets in `recognitionText(text)`
 */
export function recognise(
  text: ComplainantText,
  packs: CuePacks,
  settings: RecognitionSettings,
  circumstances: Circumstances = {},
): Recognition {
  const whole = recognitionText(text);
  const own = ownWords(text, packs.quoting);
  const sample = sampleOf(whole, own.stretches);
  const language = sample === '' ? packs.usual : packs.languageOf(sample);
  const pack = packs.packOf(language);
  const { matches } = findPhrases(whole, own.stretches, pack.matcher);
  const beside = readBeside(circumstances, pack, settings);
  const weighed = weigh([...beside, ...bestOfEach(matches, pack, whole)]);
  const score = Math.round(weighed.reduce((sum, one) => sum + one.weight, 0) * 100) / 100;
  const isForeign = language === unknown && own.stretches.length > 0;
  const reasons = [
    ...(isForeign ? [{ cue: unknownLanguageCue, quote: '', start: 0, end: 0, weight: 0 }] : []),
    ...own.automatic.map(({ start, end }) => reason({ cue: automaticCue, start, end, weight: 0 }, whole)),
    ...weighed.map(({ cue, match, weight }) =>
      reason({ cue: cue.id, start: match.start, end: match.end, weight }, whole),
    ),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const found = weighed.map(({ cue }) => cue);
  const decided = found.some((cue) => cue.group.role === 'decides');
  return {
    band: bandOf(isForeign ? Math.max(score, settings.possible) : score, decided, settings),
    score,
    category: chooseCategory(matches, { pack, whole, rules: packs.rules, tags: circumstances.tags ?? [] }),
    severity: suggestSeverity(signalsIn(found), settings.severity),
    reasons,
    language,
    vulnerability: driversIn(found),
    pack: packs.id,
  };
}

/**
 * What the severity matrix may ask for, as far as the text tells it: the signals of all cues found, in alphabetical
 * order, each once.
 */
export function signalsOf(recognition: Pick<Recognition, 'reasons'>, packs: Pick<CuePacks, 'byId'>): readonly string[] {
  return signalsIn(recognition.reasons.flatMap(({ cue }) => packs.byId.get(cue) ?? []));
}

function signalsIn(cues: readonly CompiledCue[]): readonly string[] {
  return [...new Set(cues.flatMap((cue) => cue.signals))].sort();
}

function driversIn(cues: readonly CompiledCue[]): readonly VulnerabilityDriver[] {
  return vulnerabilityDrivers.filter((driver) => cues.some((cue) => cue.driver === driver));
}

interface Found {
  readonly cue: CompiledCue;
  readonly match: Pick<PhraseMatch, 'start' | 'end'>;
}

const nowhere = { start: 0, end: 0 };

function readBeside(
  given: Circumstances,
  pack: CuePack,
  { complaintTags = [] }: RecognitionSettings,
): readonly Found[] {
  const sender = (given.sender ?? '').slice(0, longestSender);
  const sentBy = sender === '' ? [] : findPhrases(sender, [{ start: 0, end: sender.length }], pack.matcher).matches;
  const sentByRegulator = sentBy.some(({ cue }) => pack.cues[cue]?.signals.includes('regulator') === true);
  return weighCircumstances(given, { complaintTags, sentByRegulator }).map((cue) => ({ cue, match: nowhere }));
}

const longestSender = 300;

/** Each cue where it is first said in more than a word, as in "no refund" behind "refunds"; else where it is first found. */
function bestOfEach(matches: readonly PhraseMatch[], pack: CuePack, whole: string): readonly Found[] {
  const best = new Map<number, Found>();
  for (const match of matches) {
    const cue = pack.cues[match.cue];
    if (cue === undefined || !says(cue)) continue;
    const before = best.get(match.cue)?.match;
    if (before === undefined || (!isPhraseIn(whole, before) && isPhraseIn(whole, match)))
      best.set(match.cue, { cue, match });
  }
  return [...best.values()];
}

function isPhraseIn(whole: string, { start, end }: Stretch): boolean {
  return isPhrase(whole.slice(start, end));
}

/** A cue without weight or signal only keeps others from its words, as "good morning" keeps praise from "good". */
function says(cue: CompiledCue): boolean {
  return cue.weight !== 0 || cue.signals.length > 0;
}

const makesCase: ReadonlySet<CueRole> = new Set(['decides', 'adds']);

/**
 * Gives each cue what is left of its group's cap. What amplifies counts only where something makes a case, and what
 * damps not where somebody may come to harm: a polite question takes nothing from a lamp that burns.
 */
function weigh(found: readonly Found[]): readonly (Found & { readonly weight: number })[] {
  const hasCase = found.some(({ cue }) => makesCase.has(cue.group.role));
  const hasDanger = found.some(({ cue }) => cue.signals.includes('safety'));
  const left = new Map<string, number>();
  return found.map(({ cue, match }) => {
    const { group } = cue;
    const room = left.get(group.id) ?? group.cap;
    const isIdle = (group.role === 'amplifies' && !hasCase) || (group.role === 'damps' && hasDanger);
    const size = isIdle ? 0 : Math.min(Math.abs(cue.weight), room);
    left.set(group.id, room - size);
    return { cue, match, weight: size === 0 ? 0 : Math.sign(cue.weight) * size };
  });
}

function bandOf(score: number, decided: boolean, settings: RecognitionSettings): Band {
  if (decided || score >= settings.yes) return 'yes';
  return score >= settings.possible ? 'possible' : 'no';
}

function reason(at: Omit<Reason, 'quote'>, whole: string): Reason {
  return { cue: at.cue, quote: whole.slice(at.start, at.end), start: at.start, end: at.end, weight: at.weight };
}
