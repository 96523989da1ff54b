import type { Severity } from '../complaint/complaint.ts';
import { isAcknowledged } from '../decide/acknowledged.ts';
import { subjectFor } from '../effect/personal.ts';
import type { Outcome } from '../pipeline.ts';
import type { Policy } from '../policy/policy.ts';
import { isUnmet } from '../sla/clock.ts';
import type { TicketRecord, TicketRef } from '../ticket.ts';
import type { Instant } from '../time.ts';

/** What one open complaint comes to in a list: enough to know which to look at first. */
export interface OpenComplaint {
  readonly ticket: TicketRef;
  readonly url: string;
  /** Text from outside, for channels that may read of persons. */
  readonly subject: string;
  /** The same for all others; see `subjectFor`. */
  readonly subjectForOthers: string;
  readonly severity: Severity;
  /** A person has yet to say whether it is one. */
  readonly isPossible: boolean;
  readonly receivedAt: Instant;
  /** The helpdesk's id of who has it. */
  readonly assignee: string | undefined;
  /** The promise that falls due next, or the one that was broken first. `undefined` where all of them wait or are kept. */
  readonly next: { readonly title: string; readonly dueAt: Instant; readonly isBroken: boolean } | undefined;
  /** It was told to people, and nobody has said since that they are on it. */
  readonly isWaiting: boolean;
  /** Until when people asked not to be reminded. */
  readonly snoozedUntil: Instant | undefined;
}

/** A ticket's line in the list of open complaints; `undefined` for whatever is no open complaint. */
export function openComplaintOf(
  record: TicketRecord,
  { complaint, clocks }: Outcome,
  policy: Policy,
): OpenComplaint | undefined {
  if (complaint === undefined || !complaint.isOpen) return undefined;
  let next: OpenComplaint['next'];
  for (const clock of clocks) {
    if (clock.dueAt === undefined || !isUnmet(clock) || clock.dueAt >= (next?.dueAt ?? Infinity)) continue;
    next = { title: clock.obligation.title, dueAt: clock.dueAt, isBroken: clock.status === 'breached' };
  }
  return {
    ticket: record.ref,
    url: record.url,
    subject: record.subject,
    subjectForOthers: subjectFor({ record, complaint, policy }, false),
    severity: complaint.assessment.severity,
    isPossible: complaint.band === 'possible',
    receivedAt: complaint.countedFrom,
    assignee: record.assignee?.id,
    next,
    isWaiting: complaint.alerts.some(({ postedAt }) => postedAt !== undefined) && !isAcknowledged(complaint, clocks),
    snoozedUntil: complaint.snoozedUntil,
  };
}

/** The same as a channel may know it: where it may not read of persons, in the words that all may read. */
export function asReadBy(complaint: OpenComplaint, mayRead: boolean): OpenComplaint {
  return mayRead ? complaint : { ...complaint, subject: complaint.subjectForOthers };
}

/** What should be looked at first comes first: broken promises, then what is due soonest, then the rest by age. */
export function byUrgency(a: OpenComplaint, b: OpenComplaint): number {
  return (
    (a.next?.dueAt ?? Infinity) - (b.next?.dueAt ?? Infinity) ||
    a.receivedAt - b.receivedAt ||
    (a.ticket.id < b.ticket.id ? -1 : 1)
  );
}
