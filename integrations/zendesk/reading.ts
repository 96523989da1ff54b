import type { TimelineEntry } from '#core/ticket.ts';
import type { OwnFieldName } from './own-fields.ts';
import type { RawAudit, RawComment, RawEvent, RawTicket } from './payload.ts';
import type { People } from './people.ts';
import { writeMark } from './people.ts';

/** What reading a history needs besides the history. */
export interface Reading {
  readonly raw: RawTicket;
  readonly people: People;
  readonly prefix: string;
  /** Our field by the id under which events speak of it. */
  readonly ownFields: ReadonlyMap<string, OwnFieldName>;
}

/** Whether this save made the ticket. */
export function isCreation(audit: RawAudit): boolean {
  return audit.events.some((event) => event.type === 'Create');
}

/** What all entries of an event have in common. */
export function happened(
  { people, prefix }: Reading,
  audit: RawAudit,
  event: RawEvent,
): Pick<TimelineEntry, 'at' | 'update' | 'by'> {
  const by = people.author(event.author_id ?? audit.author_id, {
    via: event.via ?? audit.via,
    isOurs: audit.metadata.includes(writeMark(prefix)),
  });
  return { at: audit.created_at, update: audit.id, by };
}

/** The save a comment came with; a comment that does not say stands for itself. */
export function commentUpdate(comment: RawComment): string {
  return comment.audit_id ?? `comment-${comment.id}`;
}
