import type { JudgingFigures } from '#core/complaint/model-source.ts';
import { bands } from '#core/complaint/recognition.ts';
import type { Reason } from '#core/complaint/recognition.ts';
import type { Trial, TrialExample, TrialSide } from '#core/report/trial.ts';
import { overrideLines } from './override-text.ts';
import type { PassedOver } from './recognise-try.ts';
import { onOneLine, percent, tableLines } from './table.ts';
import { repeatedLines } from './repeated-text.ts';

/** A trial with what it was of. */
export interface TrialReport extends Trial {
  readonly versions: { readonly old: string; readonly new: string };
  /** How many lines could not be read, and the first of them. */
  readonly faulty: number;
  readonly passedOver: readonly PassedOver[];
}

/** What another policy would make of past tickets, for a person. */
export function trialText(report: TrialReport): string {
  const lines = [
    `${report.tickets} tickets under policy ${report.versions.new}, against ${report.versions.old}: ${report.changed} would be judged otherwise`,
    ...repeatedLines(report.repeated),
    '',
    ...bandLines(report),
    '',
    `category otherwise on ${report.differing.category}, severity on ${report.differing.severity}`,
    ...(report.figures === undefined ? [] : ['', ...figureLines(report, report.figures)]),
    ...(report.overrides === undefined ? [] : ['', ...overrideLines(report.overrides)]),
    ...(report.examples.length === 0 ? [] : ['', 'Examples', ...report.examples.flatMap(exampleLines)]),
    ...(report.faulty === 0 ? [] : ['', ...faultLines(report)]),
  ];
  return `${lines.join('\n')}\n`;
}

const bandWords = { yes: 'a complaint', possible: 'possibly', no: 'none' } as const;

function bandLines({ bands: moved }: Trial): readonly string[] {
  const head = ['taken for', ...bands.map((band) => `then ${bandWords[band]}`)];
  const rows = bands.map((old) => [bandWords[old], ...bands.map((next) => String(moved[old][next]))]);
  return tableLines([head, ...rows], { right: [1, 2, 3] });
}

function figureLines(
  { known }: Trial,
  figures: { readonly old: JudgingFigures; readonly new: JudgingFigures },
): readonly string[] {
  const row = (name: string, of: (figures: JudgingFigures) => string): string[] => [
    name,
    of(figures.old),
    of(figures.new),
  ];
  return tableLines(
    [
      [`Against what people said of ${known} tickets`, 'now', 'then'],
      row('  macro F1', ({ macroF1 }) => macroF1.toFixed(3)),
      row('  of what is taken for a complaint, one it is', ({ precision }) => percent(precision)),
      row('  of the complaints, found', ({ recall }) => percent(recall)),
      row('  complaints missed', ({ bands: { no } }) => String(no.complaints)),
    ],
    { right: [1, 2] },
  );
}

function exampleLines(example: TrialExample): readonly string[] {
  const { id, text, isComplaint, onlyOld, onlyNew } = example;
  const known = isComplaint === undefined ? '' : `, people say ${isComplaint ? 'a complaint' : 'none'}`;
  return [
    '',
    `  ${onOneLine(id, 80)}: ${sideText(example.old)} -> ${sideText(example.new)}${known}`,
    `    “${onOneLine(text, 140)}”`,
    ...onlyOld.map((reason) => `    - ${reasonText(reason)}`),
    ...onlyNew.map((reason) => `    + ${reasonText(reason)}`),
  ];
}

function sideText({ band, score, category, severity }: TrialSide): string {
  return `${bandWords[band]} at ${score}, ${severity}${category === undefined ? '' : `, ${onOneLine(category, 40)}`}`;
}

/** “still waiting”  waiting.still, +2 */
export function reasonText({ quote, cue, weight }: Reason): string {
  const words = quote === '' ? '' : `“${onOneLine(quote, 60)}”  `;
  return `${words}${onOneLine(cue, 60)}, ${weight > 0 ? '+' : ''}${weight}`;
}

function faultLines({ faulty, passedOver }: TrialReport): readonly string[] {
  return [
    `${faulty} lines could not be read and were passed over`,
    ...passedOver.map(
      ({ line, code, path, message }) => `  line ${line}: ${code}${path === '' ? '' : ` at ${path}`}, ${message}`,
    ),
  ];
}
