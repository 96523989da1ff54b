import type { Correction, CorrectedFact } from '#core/complaint/corrections.ts';
import type { Reason } from '#core/complaint/recognition.ts';
import { causeOf } from '#core/complaint/telling.ts';
import { causeTitle } from '#core/effect/reason-words.ts';
import { inWords, spaced } from '#core/effect/words.ts';
import type { Policy } from '#core/policy/policy.ts';
import { reviewTicket, type TicketReview } from '#core/report/review.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { onOneLine } from './table.ts';

/** More than a person reads; a customer's own model gives one for nearly every word. */
const mostReasons = 15;
/** Of what stands on a ticket in anybody's own words. */
const mostWords = 200;

/** The cause and the reasons that count most, in order of place, and how many more there are. */
export function reasonLines(reasons: readonly Reason[]): readonly string[] {
  const cause = causeOf(reasons);
  const matter = (reason: Reason): number => (reason === cause ? Infinity : Math.abs(reason.weight));
  const kept = new Set(reasons.toSorted((a, b) => matter(b) - matter(a)).slice(0, mostReasons));
  const lines = reasons
    .filter((reason) => kept.has(reason))
    .map((reason) => `${reasonLine(reason)}${reason === cause ? `: ${causeTitle}` : ''}`);
  const more = reasons.length - kept.size;
  return more === 0 ? lines : [...lines, `  and ${more} that count less`];
}

function reasonLine({ quote, cue, weight }: Reason): string {
  const words = quote === '' ? '' : `“${onOneLine(quote, mostWords)}”  `;
  return `  ${words}${spaced(cue)}, ${weight > 0 ? `+${weight}` : weight}`;
}

/** What people corrected of our judgement: what we had said, who said otherwise, when and why. */
export function correctionLines(record: TicketRecord, policy: Policy): readonly string[] {
  const review = reviewTicket(record, policy, { afresh: false });
  if (review === undefined || review.facts.length === 0) return [];
  return [
    'What people said of it',
    ...review.corrections.map((correction) => correctionLine(correction, record, policy)),
    ...review.facts
      .filter((fact) => !review.corrections.some((correction) => correction.fact === fact))
      .map((fact) => `  ${factWords[fact]}: as we had it`),
    '',
  ];
}

const factWords: Readonly<Record<CorrectedFact, string>> = {
  complaint: 'whether it is a complaint',
  category: 'category',
  severity: 'severity',
};

function correctionLine(correction: Correction, record: TicketRecord, policy: Policy): string {
  const { fact, ours, theirs, reason, by, at } = correction;
  const when = at === undefined ? '' : `, ${inWords(at, policy)}`;
  const why = reason === undefined ? '; no reason given' : `: “${onOneLine(reason, mostWords)}”`;
  return `  ${factWords[fact]}: corrected from ${ours} to ${onOneLine(theirs, mostWords)} by ${nameOf(by, record)}${when}${why}`;
}

function nameOf(id: string | undefined, { timeline }: TicketRecord): string {
  if (id === undefined) return 'a colleague (the helpdesk keeps no history of who)';
  const name = timeline.find((entry) => entry.by.id === id)?.by.name;
  return name === undefined ? `colleague ${id}` : onOneLine(name, mostWords);
}

/** Why a ticket is no complaint: because nothing says so, or because a person says otherwise. */
export function noComplaintLines(record: TicketRecord, policy: Policy): readonly string[] {
  const review: TicketReview | undefined = reviewTicket(record, policy, { afresh: false });
  if (review?.isComplaint !== false) return ['Not a complaint: nothing the complainant wrote says so.'];
  return [
    'Not a complaint: a person says so, and that wins over every rule.',
    ...reasonLines(review.recognition.reasons),
    '',
    ...correctionLines(record, policy),
  ];
}
