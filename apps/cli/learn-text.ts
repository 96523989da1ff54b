import {
  fewestOfAKind,
  fewestTickets,
  mostWorseParts,
  tellsSomething,
  type Calibration,
  type JudgingFigures,
  type ModelFigures,
  type ModelSource,
} from '#core/complaint/model-source.ts';
import type { TaughtRead } from './learn.ts';
import { repeatedLines } from './repeated-text.ts';
import { percent, tableLines } from './table.ts';

/** What came of learning: a model's figures, or too few tickets to learn from. */
export type LearnReport = TaughtRead & { readonly wins: boolean } & (
    | (Omit<ModelSource, 'terms' | 'groups'> & { readonly terms: number; readonly out: string })
    | { readonly tickets: ModelSource['tickets'] }
  );

/** What was learnt, for a person. */
export function learnText(report: LearnReport): string {
  const { complaints, others } = report.tickets;
  const lines = [
    `${complaints + others} tickets that people have judged: ${complaints} complaints, ${others} others`,
    ...readLines(report),
    '',
    ...('figures' in report ? figureLines(report) : tooFewLines()),
  ];
  return `${lines.join('\n')}\n`;
}

function readLines({ repeated, undecided, older, faulty, passedOver }: TaughtRead): readonly string[] {
  return [
    ...repeatedLines(repeated),
    ...(undecided === 0 ? [] : [`${undecided} more of which nobody has said what they are`]),
    ...(older === 0 ? [] : [`${older} older ones left out`]),
    ...(faulty === 0 ? [] : [`${faulty} lines could not be read and were passed over`]),
    ...passedOver.map(({ line, path, message }) => `  line ${line}${path === '' ? '' : `, ${path}`}: ${message}`),
  ];
}

function tooFewLines(): readonly string[] {
  return [
    `Nothing was learnt: it takes ${fewestTickets} tickets, ${fewestOfAKind} of them complaints and ${fewestOfAKind} not.`,
    'Until then the cues judge. Each “yes” or “no: reason” of an agent brings it nearer.',
  ];
}

function figureLines(report: Extract<LearnReport, { readonly out: string }>): readonly string[] {
  const { figures, out, terms, madeAt, seed, wins } = report;
  return [
    `On tickets it had not seen (${figures.parts} parts, seed ${seed})`,
    ...comparison(figures),
    '',
    'How often it is right when it says so',
    ...calibrationLines(figures.calibration),
    '',
    `${out}: ${terms} words and pairs of words, made ${madeAt}`,
    ...verdict(figures, wins),
  ];
}

function comparison({ model, cues }: ModelFigures): readonly string[] {
  const row = (name: string, of: (figures: JudgingFigures) => string): string[] => [name, of(model), of(cues)];
  const band = (name: 'yes' | 'possible' | 'no') =>
    row(`  “${name}”: tickets, complaints among them`, ({ bands }) => {
      const { tickets, complaints } = bands[name];
      return `${tickets}, ${complaints}`;
    });
  return tableLines(
    [
      ['', 'model', 'cues'],
      row('  macro F1', ({ macroF1 }) => macroF1.toFixed(3)),
      row('  precision: of what is taken for a complaint, one it is', ({ precision }) => percent(precision)),
      row('  recall: of the complaints, found', ({ recall }) => percent(recall)),
      band('yes'),
      band('possible'),
      band('no'),
    ],
    { right: [1, 2] },
  );
}

function calibrationLines({ steps, brier, error }: Calibration): readonly string[] {
  const rows = steps
    .filter(({ tickets }) => tickets > 0)
    .map(({ from, to, tickets, said, was }) => [
      `  ${percent(from)} to ${percent(to)}`,
      String(tickets),
      percent(said),
      percent(was),
    ]);
  return [
    ...tableLines([['  probability of a complaint', 'tickets', 'said', 'was'], ...rows], { right: [1, 2, 3] }),
    `  Brier score ${brier.toFixed(3)}, mean distance ${percent(error)}`,
  ];
}

function verdict(figures: ModelFigures, wins: boolean): readonly string[] {
  const { model, cues, worseParts, parts } = figures;
  if (!wins) {
    return [
      tellsSomething(figures)
        ? `It does not win over the cues (worse on ${worseParts} of ${parts} parts, ${mostWorseParts} at most), and is not used.`
        : 'It found nothing in the words that tells complaints from others, and is not used.',
    ];
  }
  return [
    `It wins over the cues (worse on ${worseParts} of ${parts} parts). To use it, name it in the policy: recognition.model`,
    ...(model.recall < cues.recall
      ? ['It finds fewer of the complaints than the cues do, and is wrong less often: weigh that before you use it.']
      : []),
    'It is made of your tickets’ words: keep it as you keep them. It is good for nobody else.',
  ];
}
