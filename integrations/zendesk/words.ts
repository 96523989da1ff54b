import type { TimelineEntry } from '#core/ticket.ts';
import { textOfHtml } from '#integrations/html-text.ts';
import { isId } from '#integrations/read-json.ts';
import type { RawAudit, RawComment, RawEvent } from './payload.ts';
import { nobody } from './people.ts';
import { commentUpdate, happened, isCreation, isOurs } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Via } from './via.ts';
import { isAside } from './vocabulary.ts';

type Said = TimelineEntry & { readonly kind: 'said' };

const none: readonly never[] = [];

/**
 * Everything written on a ticket: its comments, however they were read, each once; messages that a rule sent to the
 * complainant of its own accord; and the ticket's description where its first comment was not read.
 */
export function wordsOf(reading: Reading, audits: readonly RawAudit[]): readonly Said[] {
  const said = new Map<string, Said>();
  for (const audit of audits) {
    for (const event of audit.events) {
      const entry = event.isComment ? fromEvent(reading, audit, event) : undefined;
      if (entry !== undefined) said.set(entry.id, entry);
    }
  }
  const comments = reading.raw.comments ?? [];
  for (const comment of comments) {
    const entry = fromComment(reading, comment, said.get(comment.id));
    if (entry !== undefined) said.set(entry.id, entry);
  }
  const words = comments.length > 0 || audits.some(isOpening) ? [] : [fromDescription(reading)];
  for (const entry of said.values()) words.push(entry);
  for (const audit of audits) words.push(...notifications(reading, audit));
  return words;
}

/** The save that made the ticket, with its first comment. */
function isOpening(audit: RawAudit): boolean {
  return isCreation(audit) && audit.events.some(({ isComment }) => isComment);
}

/** What agents say aside to others is not said on this ticket, unless it was made for that and is nothing else. */
function isElsewhere({ raw }: Reading, via: Via): boolean {
  return isAside(via) && !isAside(raw.ticket.via);
}

/** `plain_body` is the text without mark-up; some kinds of comment have only `body`, or only the mark-up. */
export function textOf({
  plain_body: plain,
  body,
  html_body: html,
}: Pick<RawComment, 'plain_body' | 'body' | 'html_body'>): string {
  if (plain !== undefined && plain !== '') return plain;
  return body !== undefined && body !== '' ? body : textOfHtml(html ?? '');
}

function fromEvent(reading: Reading, audit: RawAudit, event: RawEvent): Said | undefined {
  if (event.id === undefined || isElsewhere(reading, event.via ?? audit.via)) return undefined;
  return {
    ...happened(reading, audit, event),
    kind: 'said',
    id: event.id,
    public: event.public !== false,
    text: textOf(event),
  };
}

/** The comment as it stands now: it may have been redacted or made private since its audit was written. */
function fromComment(reading: Reading, comment: RawComment, known: Said | undefined): Said | undefined {
  if (isElsewhere(reading, comment.via)) return undefined;
  const { people, mark } = reading;
  const how = { via: comment.via, isOurs: isOurs(comment.metadata, mark) };
  const by = people.author(comment.author_id, how);
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

/** The ticket's own text, which stands for its first comment where that was not read. */
export function fromDescription({ raw, people }: Reading): Said {
  const { ticket } = raw;
  return {
    kind: 'said',
    id: 'description',
    at: ticket.created_at,
    update: 'opened',
    by: people.opener(),
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
  if (requester === undefined || !audit.events.some(({ type }) => type === 'Notification')) return none;
  const carries = audit.events.some(
    (event) => event.isComment && event.public !== false && happened(reading, audit, event).by.role === 'agent',
  );
  if (carries) return none;
  return audit.events.flatMap((event) => {
    const isToThem = Array.isArray(event.recipients) && event.recipients.some((id) => isId(id, requester));
    if (event.type !== 'Notification' || event.id === undefined || !isToThem) return [];
    return [
      { ...happened(reading, audit, event), kind: 'said', id: event.id, by: nobody, public: true, text: textOf(event) },
    ];
  });
}
