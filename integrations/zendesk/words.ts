import type { TimelineEntry } from '#core/ticket.ts';
import type { RawAudit, RawComment, RawEvent } from './payload.ts';
import { writeMark } from './people.ts';
import { commentUpdate, happened, isCreation } from './reading.ts';
import type { Reading } from './reading.ts';

type Said = TimelineEntry & { readonly kind: 'said' };

/**
 * Everything written on a ticket: its comments, however they were read, each once; messages that a rule sent to the
 * complainant of its own accord; and the ticket's description where its first comment was not read.
 */
export function wordsOf(reading: Reading, audits: readonly RawAudit[]): readonly Said[] {
  const said = new Map<string, Said>();
  for (const audit of audits) {
    for (const event of audit.events) {
      const entry = isComment(event) ? fromEvent(reading, audit, event) : undefined;
      if (entry !== undefined) said.set(entry.id, entry);
    }
  }
  for (const comment of reading.raw.comments ?? []) {
    said.set(comment.id, fromComment(reading, comment, said.get(comment.id)));
  }
  const hasFirst = (reading.raw.comments ?? []).length > 0;
  const first = hasFirst || audits.some(isCreation) ? [] : [fromDescription(reading)];
  return [...first, ...said.values(), ...audits.flatMap((audit) => notifications(reading, audit))];
}

/** Comment, VoiceComment, TweetComment and their like; what only concerns a comment has its name elsewhere. */
function isComment(event: RawEvent): boolean {
  return event.type?.endsWith('Comment') === true;
}

/** `plain_body` is the text without mark-up; some kinds of comment have only `body`. */
function textOf(words: { readonly plain_body: string | undefined; readonly body: string | undefined }): string {
  return words.plain_body === undefined || words.plain_body === '' ? (words.body ?? '') : words.plain_body;
}

function fromEvent(reading: Reading, audit: RawAudit, event: RawEvent): Said | undefined {
  if (event.id === undefined) return undefined;
  return {
    ...happened(reading, audit, event),
    kind: 'said',
    id: event.id,
    public: event.public !== false,
    text: textOf(event),
  };
}

/** The comment as it stands now: it may have been redacted or made private since its audit was written. */
function fromComment({ people, prefix }: Reading, comment: RawComment, known: Said | undefined): Said {
  const isOurs = comment.metadata.includes(writeMark(prefix));
  const by = people.author(comment.author_id, { via: comment.via, isOurs });
  return {
    kind: 'said',
    id: comment.id,
    at: comment.created_at,
    update: known?.update ?? commentUpdate(comment),
    // What the audit tells of a rule's or our own hand, the comment may not repeat.
    by: known?.by.role === 'automatic' ? known.by : by,
    public: comment.public !== false,
    text: textOf(comment),
  };
}

function fromDescription({ raw, people }: Reading): Said {
  const { ticket } = raw;
  return {
    kind: 'said',
    id: 'description',
    at: ticket.created_at,
    update: 'opened',
    by: people.author(ticket.submitter_id ?? ticket.requester_id, { via: ticket.via, isOurs: false }),
    public: ticket.is_public !== false,
    text: ticket.description ?? '',
  };
}

/**
 * What a rule sent to the complainant, where it did not merely carry a person's public comment of the same save: the
 * automatic "we have received your request" is such a message and stands in no comment.
 */
function notifications(reading: Reading, audit: RawAudit): readonly Said[] {
  const { requester_id: requester } = reading.raw.ticket;
  const carries = audit.events.some(
    (event) => isComment(event) && event.public !== false && happened(reading, audit, event).by.role === 'agent',
  );
  if (carries || requester === undefined) return [];
  return audit.events.flatMap((event) => {
    const isToThem = Array.isArray(event.recipients) && event.recipients.some((id) => String(id) === requester);
    if (event.type !== 'Notification' || event.id === undefined || !isToThem) return [];
    const by = { id: '-1', name: undefined, role: 'automatic' } as const;
    return [{ ...happened(reading, audit, event), kind: 'said', id: event.id, by, public: true, text: textOf(event) }];
  });
}
