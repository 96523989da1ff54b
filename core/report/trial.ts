import type { CorrectedFact, Reviewed } from '../complaint/corrections.ts';
import { countIn, emptyBands, figuresOfBands } from '../complaint/model-figures.ts';
import type { JudgingFigures } from '../complaint/model-source.ts';
import { bands, type Band, type Reason, type Recognition } from '../complaint/recognition.ts';
import { createOverrideCount, type ComparedOverrides } from './overrides.ts';

/** A past ticket under two policies. */
export interface TriedTicket {
  readonly id: string;
  /** The words that were judged; only a piece is kept, of few tickets. */
  readonly text: string;
  readonly old: Recognition;
  readonly new: Recognition;
  /** What people found it to be, where they said. */
  readonly isComplaint: boolean | undefined;
  /** What people said of either judgement. */
  readonly reviews?: { readonly old: Reviewed; readonly new: Reviewed } | undefined;
}

/** How one policy judged a ticket, as an example shows it. */
export interface TrialSide {
  readonly band: Band;
  readonly score: number;
  readonly category: string | undefined;
  readonly severity: string;
}

/** A ticket on which two policies differ, and the reasons that only one of them sees. */
export interface TrialExample {
  readonly id: string;
  readonly differs: readonly CorrectedFact[];
  readonly text: string;
  readonly old: TrialSide;
  readonly new: TrialSide;
  readonly isComplaint: boolean | undefined;
  readonly onlyOld: readonly Reason[];
  readonly onlyNew: readonly Reason[];
}

/** What would change if one policy took the place of another. */
export interface Trial {
  readonly tickets: number;
  /** Tickets on which anything differs, and on what. */
  readonly changed: number;
  readonly differing: Readonly<Record<CorrectedFact, number>>;
  /** By the old band, then the new one. */
  readonly bands: Readonly<Record<Band, Readonly<Record<Band, number>>>>;
  /** Where people said what tickets are. */
  readonly known: number;
  readonly figures: { readonly old: JudgingFigures; readonly new: JudgingFigures } | undefined;
  /** How much of either judgement people corrected; of tickets whose fields were read. */
  readonly overrides: ComparedOverrides | undefined;
  readonly examples: readonly TrialExample[];
}

/** Takes tickets one by one and holds counts and a few examples only, however many there are. */
export interface TrialCount {
  add(ticket: TriedTicket): void;
  result(): Trial;
}

/** Of each kind of change. */
const mostExamples = 3;
const longestText = 200;
const mostReasons = 5;

/** A trial of one policy against another. */
export function createTrial(): TrialCount {
  const moved = Object.fromEntries(bands.map((band) => [band, { yes: 0, possible: 0, no: 0 }])) as Record<
    Band,
    Record<Band, number>
  >;
  const differing = { complaint: 0, category: 0, severity: 0 };
  const found = { old: emptyBands(), new: emptyBands() };
  const overrides = { old: createOverrideCount(), new: createOverrideCount() };
  const examples = new Map<string, TrialExample[]>();
  let [tickets, changed, known, reviewed] = [0, 0, 0, 0];
  return {
    add(ticket) {
      tickets += 1;
      moved[ticket.old.band][ticket.new.band] += 1;
      if (ticket.isComplaint !== undefined) {
        known += 1;
        for (const side of sides) countIn(found[side], { band: ticket[side].band, isComplaint: ticket.isComplaint });
      }
      if (ticket.reviews !== undefined) {
        reviewed += 1;
        for (const side of sides) overrides[side].add(ticket.reviews[side]);
      }
      const differs = differencesOf(ticket);
      if (differs.length === 0) return;
      changed += 1;
      for (const fact of differs) differing[fact] += 1;
      keep(examples, ticket, differs);
    },
    result: () => ({
      tickets,
      changed,
      differing: { ...differing },
      bands: moved,
      known,
      figures: known === 0 ? undefined : { old: figuresOfBands(found.old), new: figuresOfBands(found.new) },
      overrides: reviewed === 0 ? undefined : { old: overrides.old.rates(), new: overrides.new.rates() },
      examples: [...examples.values()].flat(),
    }),
  };
}

const sides = ['old', 'new'] as const;

function differencesOf(ticket: TriedTicket): readonly CorrectedFact[] {
  const differs: CorrectedFact[] = [];
  if (ticket.old.band !== ticket.new.band) differs.push('complaint');
  if (ticket.old.category !== ticket.new.category) differs.push('category');
  if (ticket.old.severity !== ticket.new.severity) differs.push('severity');
  return differs;
}

function keep(examples: Map<string, TrialExample[]>, ticket: TriedTicket, differs: readonly CorrectedFact[]): void {
  const [first] = differs;
  const kind = first === 'complaint' ? `${ticket.old.band} ${ticket.new.band}` : `${first}`;
  const kept = examples.get(kind) ?? [];
  if (kept.length >= mostExamples) return;
  kept.push({
    id: ticket.id,
    differs,
    text: ticket.text.slice(0, longestText),
    old: sideOf(ticket.old),
    new: sideOf(ticket.new),
    isComplaint: ticket.isComplaint,
    onlyOld: onlyIn(ticket.old, ticket.new),
    onlyNew: onlyIn(ticket.new, ticket.old),
  });
  examples.set(kind, kept);
}

function sideOf({ band, score, category, severity }: Recognition): TrialSide {
  return { band, score, category, severity };
}

/** The weightiest reasons that the other does not give, or not with this weight. */
function onlyIn({ reasons }: Recognition, other: Recognition): readonly Reason[] {
  const keyOf = ({ cue, start, end, weight }: Reason): string => JSON.stringify([cue, start, end, weight]);
  const theirs = new Set(other.reasons.map(keyOf));
  return reasons
    .filter((reason) => !theirs.has(keyOf(reason)))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostReasons);
}
