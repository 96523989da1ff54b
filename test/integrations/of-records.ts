import type { TicketRecord, TimelineEntry } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';

type Kind<K extends TimelineEntry['kind']> = TimelineEntry & { readonly kind: K };

/** The entries of one kind of a record's timeline, in its order. */
export const entries = <K extends TimelineEntry['kind']>(record: TicketRecord, kind: K): Kind<K>[] =>
  record.timeline.filter((entry): entry is Kind<K> => entry.kind === kind);

/** The PayloadError that a reading ends in; fails where it does not. */
export function refusalOf(read: () => unknown): PayloadError {
  try {
    read();
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  throw new Error('it was read');
}
