import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import type { Recognition } from './recognition.ts';

export const correctedFacts = ['complaint', 'category', 'severity'] as const;
/** What of our judgement a person can correct. */
export type CorrectedFact = (typeof correctedFacts)[number];

/** A person's word that goes against ours. It wins over every rule; ours is kept beside it. */
export interface Correction {
  readonly fact: CorrectedFact;
  /** A band, a category or a severity. */
  readonly ours: string;
  /** `yes` or `no`, a category or a severity. */
  readonly theirs: string;
  /** In the person's words; `undefined` where they gave none. */
  readonly reason: string | undefined;
  /** The helpdesk's id of the person, and when; `undefined` where the helpdesk keeps no history of its fields. */
  readonly by: string | undefined;
  readonly at: Instant | undefined;
}

/** On which facts a person has spoken to which we had an answer, whether or not they agree. */
export interface Reviewed {
  readonly facts: readonly CorrectedFact[];
  readonly corrections: readonly Correction[];
}

/**
 * What people have said of our judgement of a ticket. Where we only asked (a `possible` complaint, no category) an answer
 * is no correction, but for a person's no to a complaint that had its clocks running.
 *
 * @param recognition ours, as made without regard to what people decided
 */
export function reviewOf(
  { timeline }: Pick<TicketRecord, 'timeline'>,
  recognition: Pick<Recognition, 'band' | 'category' | 'severity'>,
  decided: Decided,
): Reviewed {
  const { isComplaint, category, severity, complaintReason, severityReason } = decided;
  const facts: CorrectedFact[] = [];
  const corrections: Correction[] = [];
  const review = (fact: CorrectedFact, isCorrected: boolean, said: Omit<Correction, 'fact' | 'by' | 'at'>): void => {
    facts.push(fact);
    if (isCorrected) corrections.push({ fact, ...said, ...lastChange(timeline, fact) });
  };
  if (isComplaint !== undefined) {
    const isCorrected = isComplaint === (recognition.band === 'no');
    review('complaint', isCorrected, {
      ours: recognition.band,
      theirs: isComplaint ? 'yes' : 'no',
      reason: complaintReason,
    });
  }
  // What is no complaint has neither category nor severity to be wrong about.
  if (isComplaint === false) return { facts, corrections };
  if (category !== undefined && recognition.category !== undefined) {
    const isCorrected = category.toLowerCase() !== recognition.category.toLowerCase();
    review('category', isCorrected, { ours: recognition.category, theirs: category, reason: complaintReason });
  }
  if (severity !== undefined) {
    const reason = severityReason ?? complaintReason;
    review('severity', severity !== recognition.severity, { ours: recognition.severity, theirs: severity, reason });
  }
  return { facts, corrections };
}

/** Who wrote a field last, and when. */
function lastChange(timeline: readonly TimelineEntry[], field: keyof ComplaintFields): Pick<Correction, 'by' | 'at'> {
  let last: TimelineEntry | undefined;
  for (const entry of timeline) {
    if (entry.kind === 'field' && entry.field === field && (last === undefined || entry.at >= last.at)) last = entry;
  }
  return { by: last?.by.id, at: last?.at };
}
