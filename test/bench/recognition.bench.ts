import vader from 'vader-sentiment';
import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { cuesVersion, thresholds } from '#core/complaint/cues/version.ts';
import { macroF1 } from '#core/complaint/model-figures.ts';
import { recognise } from '#core/complaint/recognise.ts';
import type { Band, Recognition } from '#core/complaint/recognition.ts';
import { causeOf } from '#core/complaint/telling.ts';
import { textHash } from '#core/complaint/text-hash.ts';
import { judgeBy, modelOf } from './learnt-judge.ts';
import { isInside, spanOf } from './marked-span.ts';
import { productRules, readSet, setNames, type Example } from './recognition-sets.ts';
import { tallyOf, type Judge } from './recognition-tally.ts';

/**
 * How well the shipped cues judge on texts whose answer is known, and how fast: run with node; prints tables. Beside them
 * a list of words and VADER, on the same texts in the same run. Sets that are not at hand are left out.
 *
 * A complaint is what is not `no`. The halves are told by a hash of the text: cues were tuned on one of them only.
 */
const packs = compileCuePacks(shippedCues);
const settings = { ...thresholds, severity: { base: 'low', rules: [] } } as const;

const keywords =
  /\b(complain(t|ts|ed|ing)?|disappoint(ed|ing|ment)|terrible|awful|worst|horrible|unacceptable|refund|angry|furious|frustrat(ed|ing)|rude|broken|faulty|useless|scam|poor|bad|disgusting|annoyed|unhappy|ridiculous|waste|never again|ombudsman|compensation|cancel(led)?)\b/iu;

const judges: Readonly<Record<string, Judge>> = {
  cues: (example) => judge(example).band !== 'no',
  'list of words': ({ subject, text }) => keywords.test(subject) || keywords.test(text),
  VADER: ({ subject, text }) =>
    vader.SentimentIntensityAnalyzer.polarity_scores(`${subject}\n${text}`).compound <= -0.05,
};

console.log(`Cues ${cuesVersion}, Node ${process.versions.node}\n`);
for (const name of setNames) {
  const examples = readSet(name);
  if (examples === undefined) console.log(`${name}: not here`);
  else report(name, examples);
}
speed();

function judge({ subject, text }: Example): Recognition {
  return recognise({ subject, messages: [text] }, packs, settings);
}

function report(name: string, examples: readonly Example[]): void {
  const found = examples.map((example) => judge(example));
  const micros = perText(examples);
  console.log(`${name}: ${examples.length} texts, ${micros.toFixed(0)} µs a text`);
  bandsOf(examples, found);
  const answers = new Set(examples.map(({ complaint }) => complaint));
  if (answers.has(true) && answers.has(false)) {
    compare(examples);
    learning(examples);
  } else if (answers.has(true)) recallOf(examples);
  for (const half of ['tuned', 'unseen'] as const) {
    const of = examples.flatMap((one, at) => (one.half === half ? [at] : []));
    spansOf(
      half,
      of.map((at) => examples[at]!),
      of.map((at) => found[at]!),
    );
  }
  if (name === 'cfpb_product') categoriesOf(examples);
  if (name.endsWith('multilang')) byLabel(examples, found);
  console.log('');
}

function bandsOf(examples: readonly Example[], found: readonly Recognition[]): void {
  const line = (['yes', 'possible', 'no'] as const).map((band) => {
    const places = found.flatMap((one, at) => (one.band === band ? [at] : []));
    const right = places.filter((at) => examples[at]?.complaint === (band !== 'no')).length;
    const isLabelled = examples.some(({ complaint }) => complaint !== undefined);
    const share = percent(places.length, found.length);
    return `${band} ${share}${isLabelled ? ` (right ${percent(right, places.length)})` : ''}`;
  });
  console.log(`  bands          ${line.join(', ')}`);
}

function compare(examples: readonly Example[]): void {
  for (const [who, says] of Object.entries(judges)) {
    const all = scores(examples, says);
    const halves = (['tuned', 'unseen'] as const)
      .map(
        (half) =>
          `${half} ${scores(
            examples.filter((one) => one.half === half),
            says,
          ).macro.toFixed(3)}`,
      )
      .join(', ');
    const rest = `precision ${all.precision.toFixed(3)}, recall ${all.recall.toFixed(3)}`;
    console.log(`  ${who.padEnd(14)} macro F1 ${all.macro.toFixed(3)} (${halves}), ${rest}`);
  }
}

/** What models make of the half that they were not made from. */
function learning(examples: readonly Example[]): void {
  const reader = { packs, read: judge };
  const of = (half: Example['half']): readonly Example[] => examples.filter((one) => one.half === half);
  const reached = (on: Example['half'], from: Example['half']): string =>
    macroF1(tallyOf(of(on), judgeBy(modelOf(of(from), reader), reader))).toFixed(3);
  const [tuned, unseen] = [reached('tuned', 'unseen'), reached('unseen', 'tuned')];
  console.log(`  learn          macro F1 tuned ${tuned}, unseen ${unseen}, each learnt from the other half`);
}

function recallOf(examples: readonly Example[]): void {
  for (const [who, says] of Object.entries(judges)) {
    console.log(`  ${who.padEnd(14)} recall ${percent(examples.filter(says).length, examples.length)}`);
  }
}

function scores(examples: readonly Example[], says: Judge): Record<'macro' | 'precision' | 'recall', number> {
  const tally = tallyOf(examples, says);
  const { hit, wrong, missed } = tally;
  return { macro: macroF1(tally), precision: hit / (hit + wrong), recall: hit / (hit + missed) };
}

/**
 * Of the complaints that were found: how many have any reason in what people had marked as theirs; in how many a cause is
 * named, which is then told first, and how many of these lie there; and how many of all quoted reasons do. People marked
 * one cause of each, mostly a few words; what else speaks for a complaint is quoted all the same.
 */
function spansOf(half: Example['half'], examples: readonly Example[], found: readonly Recognition[]): void {
  const counts = { texts: 0, textsIn: 0, causes: 0, causesIn: 0, quotes: 0, quotesIn: 0 };
  examples.forEach((example, at) => {
    const span = spanOf(example);
    const quotes = (found[at]?.reasons ?? []).filter(({ weight }) => weight > 0);
    if (span === undefined || quotes.length === 0 || found[at]?.band === 'no') return;
    const inside = quotes.filter((quote) => isInside(quote, span)).length;
    const cause = causeOf(found[at]?.reasons ?? []);
    counts.texts += 1;
    counts.textsIn += Number(inside > 0);
    counts.causes += Number(cause !== undefined);
    counts.causesIn += Number(cause !== undefined && isInside(cause, span));
    counts.quotes += quotes.length;
    counts.quotesIn += inside;
  });
  const { texts, textsIn, causes, causesIn, quotes, quotesIn } = counts;
  if (texts === 0) return;
  console.log(
    `  reasons ${half.padEnd(7)} of ${texts} complaints found ${percent(textsIn, texts)} have one inside the marked span; a cause is named in ${causes} (${percent(causes, texts)}), ${percent(causesIn, causes)} of them inside; of all ${quotes} quotes ${percent(quotesIn, quotes)} lie inside`,
  );
}

function categoriesOf(examples: readonly Example[]): void {
  const ruled = compileCuePacks(shippedCues, { language: 'en', cues: [], categories: productRules });
  let given = 0;
  let right = 0;
  for (const { subject, text, label } of examples) {
    const { category } = recognise({ subject, messages: [text] }, ruled, settings);
    if (!productRules.some((rule) => rule.category === category)) continue;
    given += 1;
    if (category === label) right += 1;
  }
  console.log(
    `  categories     ten rules of a policy name ${percent(given, examples.length)}, right ${percent(right, given)}`,
  );
}

function byLabel(examples: readonly Example[], found: readonly Recognition[]): void {
  const labels = [...new Set(examples.map(({ label }) => label ?? ''))].sort();
  for (const label of labels) {
    const bands = found.flatMap((one, at) => (examples[at]?.label === label ? [one.band] : []));
    const share = (band: Band): string => percent(bands.filter((one) => one === band).length, bands.length);
    console.log(`  ${label.padEnd(22)} yes ${share('yes')}, possible ${share('possible')}, no ${share('no')}`);
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

function speed(): void {
  const sentence = 'I am still waiting for the wardrobe, nobody has called, and the door that came does not close. ';
  const text = sentence.repeat(Math.ceil(1_000 / sentence.length)).slice(0, 1_000);
  const read = (message: string) => () => recognise({ subject: '', messages: [message] }, packs, settings);
  console.log(`recognise, 1,000 characters: ${perCall(read(text)).toFixed(1)} µs`);
  console.log(`recognise, 65,536 characters: ${perCall(read(text.repeat(66).slice(0, 65_536)), 100).toFixed(0)} µs`);
  console.log(`textHash, 1,000 characters: ${perCall(() => textHash(text)).toFixed(2)} µs`);
}

function perText(examples: readonly Example[]): number {
  const some = examples.slice(0, 500);
  return (
    perCall(() => {
      for (const example of some) judge(example);
    }, 3) / some.length
  );
}

/** Processor time of a call in microseconds: other people's work on the machine counts less in it than in wall time. */
function perCall(work: () => unknown, times = 5_000): number {
  for (let at = 0; at < times; at += 1) work();
  const from = process.cpuUsage();
  for (let at = 0; at < times; at += 1) work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / times;
}
