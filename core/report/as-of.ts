import { readClosing, writeClosing } from '../complaint/closing.ts';
import { complaintFields, type ComplaintFields } from '../complaint/fields.ts';
import { readRecorded } from '../complaint/recorded.ts';
import type { TicketRecord, TicketStatus, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';

/**
 * The ticket as it was at an instant, as far as its history tells: what came later is left out, and status and our
 * fields are what they were. Tags keep no history and stay as they are; of the helpdesk's own targets nobody knows how
 * they stood.
 */
export function asOf(record: TicketRecord, at: Instant): TicketRecord {
  const timeline = record.timeline.filter((entry) => entry.at <= at);
  const later = record.timeline.filter((entry) => entry.at > at).toSorted((a, b) => a.at - b.at);
  const ledger = record.ledger.filter((entry) => entry.at <= at);
  if (later.length === 0 && ledger.length === record.ledger.length) return record;
  const then = { timeline, ledger, ...statusAt(record, later), fields: fieldsAt(record, at), readAt: at };
  return { ...record, ...then, targets: undefined };
}

/** The first later change tells what was before it, and what is frozen never changes again. */
function statusAt(
  record: TicketRecord,
  later: readonly TimelineEntry[],
): { readonly status: TicketStatus; readonly isFrozen: true | undefined } {
  const next = later.find((entry) => entry.kind === 'status');
  if (next?.kind !== 'status') return { status: record.status, isFrozen: record.isFrozen };
  return { status: next.from ?? 'new', isFrozen: undefined };
}

function fieldsAt(record: TicketRecord, at: Instant): ComplaintFields {
  const fields: { -readonly [name in keyof ComplaintFields]: ComplaintFields[name] } = { ...record.fields };
  for (const name of complaintFields) {
    const changes = record.timeline.filter((entry) => entry.kind === 'field' && entry.field === name);
    if (!changes.some((change) => change.at > at)) continue;
    const last = changes
      .filter((change) => change.at <= at)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
    fields[name] = last?.kind === 'field' ? last.value : undefined;
  }
  const recorded = readRecorded(fields.recognition);
  if (recorded !== undefined && recorded.at > at) fields.recognition = undefined;
  if (fields.closing !== undefined) {
    fields.closing = writeClosing(readClosing(fields.closing).filter((ending) => ending.at <= at));
  }
  return fields;
}
