import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Circumstances } from './circumstances.ts';
import { earlierComplaints } from './linked.ts';

/** What a ticket tells beside its words and keeps through all its life. */
export type StandingFacts = Pick<
  TicketRecord,
  'tags' | 'form' | 'channel' | 'complainant' | 'senderDomain' | 'ref' | 'createdAt' | 'others' | 'timeline'
>;

/** Beyond these nothing more is counted. */
const mostReopenings = 2;

/** What is known from the beginning: by what it came, what it was called, who sent it. */
export function standingCircumstances(facts: StandingFacts): Circumstances {
  const { form, channel, complainant, senderDomain, others } = facts;
  const tags = form === undefined ? facts.tags : [...facts.tags, form];
  const sender = senderDomain === undefined ? complainant.name : `${complainant.name ?? ''} ${senderDomain}`;
  const known: Circumstances = { tags, channel, sender };
  return others === undefined ? known : { ...known, earlierComplaints: earlierComplaints(facts) };
}

/** What a ticket told by an entry, or `undefined` where the entry changes nothing of it. */
export function circumstancesAfter(before: Circumstances, entry: TimelineEntry): Circumstances | undefined {
  if (entry.kind === 'rated') return entry.score === before.rating ? undefined : { ...before, rating: entry.score };
  if (entry.kind === 'merged') {
    const { complaint } = entry;
    const isMore = complaint !== undefined && before.tookIn !== 'yes' && before.tookIn !== complaint;
    return isMore ? { ...before, tookIn: complaint } : undefined;
  }
  if (entry.kind !== 'status' || !isReopening(entry)) return undefined;
  const reopened = before.reopened ?? 0;
  return reopened < mostReopenings ? { ...before, reopened: reopened + 1 } : undefined;
}

function isReopening({ from, to }: Extract<TimelineEntry, { kind: 'status' }>): boolean {
  const wasOver = from === 'solved' || from === 'closed';
  return wasOver && to !== 'solved' && to !== 'closed' && to !== 'deleted';
}

/** A short mark of circumstances that may count, empty where none do: beside the words' own it tells what was judged. */
export function circumstancesMark(given: Circumstances, complaintTags: readonly string[]): string {
  const marks = [
    given.rating === 'bad' ? 'rated' : '',
    (given.reopened ?? 0) > 0 ? `reopened${given.reopened}` : '',
    // What was only possible makes no more of what is possible already; and once it is deleted nobody can tell of it.
    given.tookIn === 'yes' ? 'took-in' : '',
    given.channel === 'regulatorPortal' ? 'portal' : '',
    given.tags?.some((tag) => complaintTags.includes(tag.toLowerCase())) === true ? 'tagged' : '',
  ];
  return marks.filter((mark) => mark !== '').join(' ');
}
