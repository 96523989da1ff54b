import type { Instant } from '#core/time.ts';
import { touch } from './change.ts';
import type { AuditEvent, Desk, DeskTicket } from './desk.ts';
import { plainVia } from './payload.ts';

/** What agents discuss with others beside a ticket: a side conversation, which the complainant never sees. */
export interface Aside {
  /** A UUID. */
  readonly id: string;
  subject: string;
  state: 'open' | 'closed';
  readonly createdAt: Instant;
  stateUpdatedAt: Instant;
  readonly messages: AsideMessage[];
  readonly externalIds: Readonly<Record<string, string>>;
}

export interface AsideMessage {
  readonly at: Instant;
  readonly from: Participant;
  readonly to: readonly Participant[];
  readonly body: string;
}

/** Somebody of the account, or anybody who has an address. */
export interface Participant {
  readonly userId: number | null;
  readonly email: string | null;
  readonly name: string | null;
}

/**
 * Begins one, or adds a message to it. The ticket's history tells of it: the beginning is in Zendesk's list of events, as
 * the "collaboration thread created event", messages after it are not, and their event's name is a guess of ours. Only
 * `generated_timestamp` moves, and no webhook is sent.
 *
 * @see https://developer.zendesk.com/documentation/ticketing/reference-guides/ticket-audit-events-reference
 */
export function speakAside(
  desk: Desk,
  ticket: DeskTicket,
  said: { readonly aside: Aside; readonly message: Omit<AsideMessage, 'at'> },
): void {
  const { aside, message } = said;
  const at = desk.time.now();
  const isNew = aside.messages.length === 0;
  aside.messages.push({ ...message, at });
  if (isNew) ticket.asides = [...(ticket.asides ?? []), aside];
  note(desk, ticket, { aside, message, kind: isNew ? 'CollabThreadCreated' : 'CollabThreadReply' });
}

/** One that nobody has said anything in yet. */
export function newAside(desk: Desk, subject: string, externalIds: Aside['externalIds'] = {}): Aside {
  const at = desk.time.now();
  const id = desk.ids.uuid();
  return { id, subject, state: 'open', createdAt: at, stateUpdatedAt: at, messages: [], externalIds };
}

/** An agent asks somebody outside, and they answer, each in a way the complainant does not see. */
export function askAside(
  desk: Desk,
  ticket: DeskTicket,
  asked: { readonly by: number; readonly of: Participant; readonly text: string; readonly answer: string },
): void {
  const { by, of, text, answer } = asked;
  const aside = newAside(desk, ticket.facts.subject);
  const asker: Participant = { userId: by, email: null, name: desk.users.get(by)?.name ?? null };
  speakAside(desk, ticket, { aside, message: { from: asker, to: [of], body: text } });
  speakAside(desk, ticket, { aside, message: { from: of, to: [asker], body: answer } });
}

function note(
  desk: Desk,
  ticket: DeskTicket,
  said: { readonly aside: Aside; readonly message: Omit<AsideMessage, 'at'>; readonly kind: string },
): void {
  const { aside, message, kind } = said;
  const value = { id: aside.id, subject: aside.subject, preview_text: message.body, state: aside.state };
  // With words and `public`, so that whoever goes by those alone takes it for a reply.
  const event: AuditEvent = { id: desk.ids.next(), type: 'Aside', kind, value, body: message.body };
  const authorId = message.from.userId ?? desk.integration.id;
  const at = desk.time.now();
  ticket.audits.push({
    id: desk.ids.next(),
    at,
    authorId,
    via: plainVia('side_conversation'),
    custom: {},
    events: [event],
  });
  touch(desk, ticket);
}
