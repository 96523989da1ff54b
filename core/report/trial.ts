import type { CorrectedFact, Reviewed } from '../complaint/corrections.ts';
import { countIn, emptyBands, figuresOfBands } from '../complaint/model-figures.ts';
import type { JudgingFigures } from '../complaint/model-source.ts';
import { bands, type Band, type Reason, type Recognition } from '../complaint/recognition.ts';
import type { Instant } from '../time.ts';
import { createLastStates } from './last-states.ts';
import { overrideRates, type ComparedOverrides } from './overrides.ts';

/** A past ticket under two policies. */
export interface TriedTicket {
  /** Never empty; `undefined` where nothing tells it from others. */
  readonly id: string | undefined;
  /** Of two states of one ticket the later counts; where there is none, the one that is told later. */
  readonly updatedAt?: Instant | undefined;
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
  /** Empty where the ticket bore none. */
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
  /** Each once, by its last state. */
  readonly tickets: number;
  /** How many earlier states of tickets were told beside their last ones. */
  readonly repeated: number;
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

/** Takes tickets one by one and holds no words of them but those of a few examples, however many there are. */
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
  const states = createLastStates<Counted>();
  const examples = new Map<string, TrialExample[]>();
  return {
    add(ticket) {
      states.add(ticket.id, ticket.updatedAt, () => {
        const differs = differencesOf(ticket);
        if (ticket.id !== undefined) forget(examples, ticket.id);
        if (differs.length > 0) keep(examples, ticket, differs);
        const { isComplaint, reviews } = ticket;
        return {
          bands: { old: ticket.old.band, new: ticket.new.band },
          differs,
          isComplaint,
          reviews: spokenIn(reviews),
        };
      });
    },
    result: () => ({
      ...countsOf(states.held()),
      repeated: states.repeated(),
      examples: [...examples.values()].flat(),
    }),
  };
}

/** What is held of a ticket. */
interface Counted {
  readonly bands: { readonly old: Band; readonly new: Band };
  readonly differs: readonly CorrectedFact[];
  readonly isComplaint: boolean | undefined;
  readonly reviews: TriedTicket['reviews'];
}

function countsOf(tickets: readonly Counted[]): Omit<Trial, 'repeated' | 'examples'> {
  const moved = Object.fromEntries(bands.map((band) => [band, { yes: 0, possible: 0, no: 0 }])) as Record<
    Band,
    Record<Band, number>
  >;
  const differing = { complaint: 0, category: 0, severity: 0 };
  const found = { old: emptyBands(), new: emptyBands() };
  let [changed, known] = [0, 0];
  for (const { bands: by, differs, isComplaint } of tickets) {
    moved[by.old][by.new] += 1;
    changed += Number(differs.length > 0);
    for (const fact of differs) differing[fact] += 1;
    if (isComplaint === undefined) continue;
    known += 1;
    for (const side of sides) countIn(found[side], { band: by[side], isComplaint });
  }
  const reviewed = tickets.flatMap(({ reviews }) => reviews ?? []);
  const ratesOf = (side: 'old' | 'new') => overrideRates(reviewed.map((reviews) => reviews[side]));
  return {
    tickets: tickets.length,
    changed,
    differing,
    bands: moved,
    known,
    figures: known === 0 ? undefined : { old: figuresOfBands(found.old), new: figuresOfBands(found.new) },
    overrides: reviewed.length === 0 ? undefined : { old: ratesOf('old'), new: ratesOf('new') },
  };
}

/** Without what else stands beside what people said: whole recognitions would be held of every ticket. */
function spokenIn(reviews: TriedTicket['reviews']): TriedTicket['reviews'] {
  if (reviews === undefined) return undefined;
  const of = ({ facts, corrections }: Reviewed): Reviewed => ({ facts, corrections });
  return { old: of(reviews.old), new: of(reviews.new) };
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
    id: ticket.id ?? '',
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

/** An example goes with the state of the ticket that it showed. */
function forget(examples: Map<string, TrialExample[]>, id: string): void {
  for (const [kind, kept] of examples) {
    const others = kept.filter((example) => example.id !== id);
    if (others.length < kept.length) examples.set(kind, others);
  }
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
