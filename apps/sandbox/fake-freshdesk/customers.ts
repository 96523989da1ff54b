import type { Letter, NamedPerson } from '../fake-shared/letter.ts';
import type { Channel } from '#core/ticket.ts';
import type { Said } from './change.ts';
import { createTicket, saveTicket, say } from './change.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { open } from './desk.ts';
import { toHtml } from './html.ts';
import { touch } from './sla.ts';
import { contact } from './who.ts';

const sourceOf: Readonly<Record<Channel, number>> = {
  email: 1,
  web: 2,
  phone: 3,
  chat: 7,
  social: 5,
  api: 2,
  letter: 2,
  inPerson: 3,
  regulatorPortal: 2,
  other: 2,
};

/** A letter as it reaches Freshdesk: `source` for a way in that has no word of ours, such as the account's own. */
export interface FreshdeskLetter extends Letter {
  readonly source?: number | undefined;
}

/** A new ticket by its requester. */
export function customerWrites(desk: Desk, letter: FreshdeskLetter): string {
  const { from, subject, text, channel = 'email', source = sourceOf[channel], form = null } = letter;
  const facts = { subject, requester_id: contact(desk, from).id, source, type: form };
  return String(createTicket(desk, { facts, description: toHtml(text) }).id);
}

/**
 * The requester's next word, which by the rule of a fresh account opens a ticket that waited, was resolved or closed. On
 * an archived one it opens a new ticket, as nothing can be written there.
 */
export function customerReplies(desk: Desk, ticket: DeskTicket, text: string, isAutomatic = false): string {
  const author = ticket.facts.requester_id;
  if (ticket.deleted || ticket.spam) throw new Error(`ticket ${ticket.id} is ${ticket.deleted ? 'deleted' : 'spam'}`);
  if (ticket.archived) {
    const { subject, source } = ticket.facts;
    const facts = { subject: `Re: ${subject ?? ''}`, requester_id: author, source };
    return String(createTicket(desk, { facts, description: toHtml(text) }).id);
  }
  say(desk, ticket, { ...incoming(desk, author, text), autoResponse: isAutomatic }, '{reply_sent:received}');
  if (!isAutomatic && desk.switches().reopenOnReply) saveTicket(desk, ticket, { facts: { status: open } });
  return String(ticket.id);
}

/** Somebody in copy, neither requester nor staff. */
export function otherWrites(desk: Desk, ticket: DeskTicket, from: NamedPerson, text: string): void {
  say(desk, ticket, incoming(desk, contact(desk, from).id, text), '{reply_sent:received}');
}

function incoming(desk: Desk, userId: number, text: string): Said {
  const person = desk.people.get(userId);
  const fromEmail = person?.email === undefined || person.email === null ? null : `${person.name} <${person.email}>`;
  const toEmails = [supportAddress(desk)];
  return { body: toHtml(text), incoming: true, private: false, source: 0, userId, fromEmail, toEmails };
}

/** The answer to a survey; its words, if any, stand among the conversations. */
export function rate(desk: Desk, ticket: DeskTicket, score: number, feedback: string | null): void {
  const { requester_id: userId, responder_id: agentId } = ticket.facts;
  const createdAt = desk.time.now();
  ticket.ratings.push({ id: desk.ids.next(), userId, agentId, score, feedback, createdAt });
  if (feedback !== null) {
    say(desk, ticket, { ...incoming(desk, userId, feedback), source: 6, category: 7 }, '{customer_feedback:received}');
  } else if (desk.switches().ratingMovesUpdatedAt) touch(desk, ticket);
}

export function supportAddress(desk: Desk): string {
  return `support@${desk.account}.freshdesk.com`;
}
