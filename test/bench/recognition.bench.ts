import { existsSync, readFileSync } from 'node:fs';
import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { thresholds } from '#core/complaint/cues/version.ts';
import { recognise } from '#core/complaint/recognise.ts';
import type { Band } from '#core/complaint/recognition.ts';
import { textHash } from '#core/complaint/text-hash.ts';

/**
 * How well the English cues judge on texts whose answer is known, and how fast. Run with node; prints a table. Sets that
 * are not there are left out.
 */
interface Example {
  readonly text: string;
  readonly title?: string;
  readonly complaint?: 0 | 1;
}

const folder = new URL('../../../shared/data/text/', import.meta.url);
const pack = compileCuePacks(shippedCues);
const settings = { ...thresholds, severity: { base: 'low', rules: [] } } as const;

for (const name of ['tweets_complaint', 'tweets_fincorp', 'reviews_cesamard', 'banking77', 'cfpb_product']) {
  const file = new URL(`${name}.jsonl`, folder);
  if (!existsSync(file)) {
    console.log(`${name}: not here`);
    continue;
  }
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Example);
  report(name, rows);
}
speed();

function report(name: string, rows: readonly Example[]): void {
  const bands = rows.map((row) => judge(row));
  const share = (band: Band): string => ((100 * bands.filter((b) => b === band).length) / rows.length).toFixed(1);
  let line = `${name.padEnd(17)} yes ${share('yes')}%  possible ${share('possible')}%  no ${share('no')}%`;
  if (rows.some((row) => row.complaint !== undefined)) {
    const of = (said: boolean, is: 0 | 1): number =>
      rows.filter((row, at) => (bands[at] !== 'no') === said && row.complaint === is).length;
    const [hit, wrong, missed, right] = [of(true, 1), of(true, 0), of(false, 1), of(false, 0)];
    const sure = rows.filter((_, at) => bands[at] === 'yes');
    const surely = sure.filter((row) => row.complaint === 1).length / sure.length;
    const macro = (f1(hit, wrong, missed) + f1(right, missed, wrong)) / 2;
    line += `  macro F1 ${macro.toFixed(3)}  precision ${(hit / (hit + wrong)).toFixed(3)}  recall ${(hit / (hit + missed)).toFixed(3)}  precision of yes ${surely.toFixed(3)}`;
  }
  console.log(line);
}

function judge(row: Example): Band {
  return recognise({ subject: row.title ?? '', messages: [row.text] }, pack, settings).band;
}

function f1(hit: number, wrong: number, missed: number): number {
  return (2 * hit) / (2 * hit + wrong + missed);
}

function speed(): void {
  const sentence = 'I am still waiting for the wardrobe, nobody has called, and the door that came does not close. ';
  const text = sentence.repeat(Math.ceil(1000 / sentence.length)).slice(0, 1000);
  console.log(
    `recognise, 1000 units: ${perCall(() => recognise({ subject: '', messages: [text] }, pack, settings)).toFixed(1)} us`,
  );
  console.log(`textHash, 1000 units: ${perCall(() => textHash(text)).toFixed(2)} us`);
  const large = text.repeat(66).slice(0, 65_536);
  console.log(
    `recognise, 65536 units: ${perCall(() => recognise({ subject: '', messages: [large] }, pack, settings), 100).toFixed(0)} us`,
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
