import type { Instant } from '#core/time.ts';
import {
  readId,
  readInstant,
  readItems,
  readMaybeList,
  readObject,
  readText,
  readWords,
} from '#integrations/read-json.ts';

/** A ticket that was merged into another, as our own reading of the account puts it beside that one. */
export interface RawMergedTicket {
  readonly id: string;
  readonly created_at: Instant;
  readonly tags: readonly string[];
  /** What was written on it, and on those merged into it before. */
  readonly told: readonly RawToldTicket[];
}

/** The complainant's words on a ticket that was merged away, and by what it is seen whether it was marked. */
export interface RawToldTicket {
  readonly subject: string | undefined;
  readonly messages: readonly string[];
  readonly tags: readonly string[];
  readonly custom_fields: readonly unknown[];
}

/** Reads one of them. */
export function mergedTicketOf(value: unknown): RawMergedTicket {
  const raw = readObject<keyof RawMergedTicket>(value, '');
  return {
    id: readId(raw.id, 'id'),
    created_at: readInstant(raw.created_at, 'created_at'),
    tags: readWords(raw.tags, 'tags'),
    told: readMaybeList(raw.told, 'told', toldTicketOf) ?? [],
  };
}

function toldTicketOf(value: unknown): RawToldTicket {
  const raw = readObject<keyof RawToldTicket>(value, '');
  return {
    subject: readText(raw.subject, 'subject'),
    messages: readWords(raw.messages, 'messages'),
    tags: readWords(raw.tags, 'tags'),
    custom_fields: readItems(raw.custom_fields, 'custom_fields'),
  };
}
