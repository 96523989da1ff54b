import type { Outcome } from '#core/pipeline.ts';
import { openComplaintOf, type OpenComplaint } from '#core/report/open-complaint.ts';
import { refText, type TicketRecord, type TicketRef } from '#core/ticket.ts';

/**
 * The open complaints as they were last judged: a cache for lists that people ask for, filled by the runs that keep
 * alerts in time. The tickets are the record; after a start it fills up with the first sweep.
 */
export interface OpenComplaints {
  note(record: TicketRecord, outcome: Outcome): void;
  forget(ref: TicketRef): void;
  /** In no order. */
  all(): readonly OpenComplaint[];
}

/** More than any company has open at once; beyond it, what was judged longest ago is forgotten. */
const mostKept = 50_000;

/** Knows of none yet. */
export function createOpenComplaints(): OpenComplaints {
  const kept = new Map<string, OpenComplaint>();
  return {
    note(record, outcome) {
      const name = refText(record.ref);
      kept.delete(name);
      const open = openComplaintOf(record, outcome);
      if (open !== undefined) kept.set(name, open);
      const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
    forget: (ref) => void kept.delete(refText(ref)),
    all: () => [...kept.values()],
  };
}
