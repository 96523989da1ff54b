import type { TimelineEntry } from '#core/ticket.ts';
import type { OwnFieldName } from './own-fields.ts';
import type { RawAudit, RawComment, RawEvent, RawMetadata, RawTicket } from './payload.ts';
import type { People } from './people.ts';

/** What reading a history needs besides the history. */
export interface Reading {
  readonly raw: RawTicket;
  readonly people: People;
  /** With which our tags begin. */
  readonly prefix: string;
  /** The key by which a save of ours is known. */
  readonly mark: string;
  /** Our field by the id under which events speak of it. */
  readonly ownFields: ReadonlyMap<unknown, OwnFieldName>;
}

/** Whether this save made the ticket. */
export function isCreation(audit: RawAudit): boolean {
  return audit.events.some((event) => event.type === 'Create');
}

/** Whether we wrote it, whoever's credentials were used. */
export function isOurs(metadata: RawMetadata, mark: string): boolean {
  return metadata !== undefined && Object.hasOwn(metadata, mark);
}

/** What all entries of an event have in common. */
export function happened(
  { people, mark }: Reading,
  audit: RawAudit,
  event: RawEvent,
): Pick<TimelineEntry, 'at' | 'update' | 'by'> {
  const how = { via: event.via ?? audit.via, isOurs: isOurs(audit.metadata, mark) };
  return { at: audit.created_at, update: audit.id, by: people.author(event.author_id ?? audit.author_id, how) };
}

/** The save a comment came with; a comment that does not say stands for itself. */
export function commentUpdate(comment: RawComment): string {
  return comment.audit_id ?? `comment-${comment.id}`;
}
