import type { Policy } from '#core/policy/policy.ts';
import type { Outcome } from '#core/pipeline.ts';
import { openComplaintOf, type OpenComplaint } from '#core/report/open-complaint.ts';
import { refText, type TicketRecord, type TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/**
 * The open complaints as they were last judged: a cache for lists that people ask for, filled by the runs that keep
 * alerts in time. The tickets are the record; after a start it fills up with the first sweep.
 */
export interface OpenComplaints {
  note(record: TicketRecord, outcome: Outcome): void;
  forget(ref: TicketRef): void;
  /** In no order. */
  all(): readonly OpenComplaint[];
  /**
   * How many of those seen were closed from one instant up to another; one that turned out to be none, or part of another,
   * is not counted.
   */
  closedBetween(from: Instant, until: Instant): number;
}

/** More than any company has open at once; beyond it, what was judged longest ago is forgotten. */
const mostKept = 50_000;

/** Knows of none yet. */
export function createOpenComplaints(policy: Policy): OpenComplaints {
  const kept = new Map<string, OpenComplaint>();
  const closed = new Map<string, Instant>();
  return {
    note(record, outcome) {
      const name = refText(record.ref);
      keep(kept, name, openComplaintOf(record, outcome, policy));
      keep(closed, name, closedAtOf(outcome));
    },
    forget(ref) {
      kept.delete(refText(ref));
      closed.delete(refText(ref));
    },
    all: () => [...kept.values()],
    closedBetween: (from, until) => [...closed.values()].filter((at) => at >= from && at < until).length,
  };
}

/** The youngest stands at the end. */
function keep<T>(map: Map<string, T>, name: string, value: T | undefined): void {
  map.delete(name);
  if (value !== undefined) map.set(name, value);
  const oldest = map.size > mostKept ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

function closedAtOf({ complaint }: Outcome): Instant | undefined {
  if (complaint === undefined || complaint.isOpen) return undefined;
  return complaint.stage === 'notAComplaint' || complaint.stage === 'duplicate' ? undefined : complaint.endedAt;
}
