import type { Channel } from '#core/ticket.ts';
import type { Letter, NamedPerson } from '../fake-shared/letter.ts';
import { createTicket, updateTicket } from './change.ts';
import type { Desk, DeskTicket, Via } from './desk.ts';
import { plainVia, ruleVia } from './payload.ts';
import { endUser } from './who.ts';

const channelOf: Readonly<Record<Channel, string>> = {
  email: 'email',
  web: 'web',
  chat: 'chat',
  phone: 'voice',
  social: 'twitter_dm',
  api: 'api',
  letter: 'web',
  inPerson: 'web',
  regulatorPortal: 'api',
  other: 'web',
};

/** A new ticket by its requester, with the trigger's receipt in the same audit. */
export function customerWrites(desk: Desk, letter: Letter, receiptRule: number): string {
  const { from, subject, text, channel = 'email' } = letter;
  const author = endUser(desk, from).id;
  const via = letterVia(desk, from, channelOf[channel]);
  const notification = {
    via: ruleVia(receiptRule, 'Notify requester of received request', 'trigger'),
    body: 'We have your request and will look into it.',
  };
  const update = { facts: { subject, requester_id: author }, comment: { body: text, public: true } };
  const recipient = via.channel === 'email' ? supportAddress(desk) : null;
  const ticket = createTicket(desk, { update, recipient, notification }, { author, via });
  if (letter.form !== undefined) ticket.formId = formOf(desk, letter.form);
  return String(ticket.id);
}

/** The account's form of that name, made where there is none. */
function formOf(desk: Desk, name: string): number {
  for (const [id, known] of desk.forms) if (known === name) return id;
  const id = desk.ids.next();
  desk.forms.set(id, name);
  return id;
}

/** The requester's next word; on a closed ticket it opens a follow-up. */
export function customerReplies(desk: Desk, ticket: DeskTicket, text: string): string {
  const author = ticket.facts.requester_id;
  if (ticket.facts.status === 'deleted') throw new Error(`ticket ${ticket.id} is deleted`);
  if (ticket.facts.status !== 'closed') {
    updateTicket(desk, ticket, { comment: { body: text, public: true } }, { author, via: { ...ticket.via } });
    return String(ticket.id);
  }
  const { id, facts } = ticket;
  const from = { ticket_id: id, subject: facts.subject, channel: ticket.via.channel };
  const followup = createTicket(
    desk,
    {
      update: {
        facts: { subject: `Re: ${facts.subject}`, requester_id: author },
        comment: { body: text, public: true },
      },
      recipient: ticket.recipient,
    },
    { author, via: { channel: 'web', source: { from, to: {}, rel: 'follow_up' } } },
  );
  ticket.followups.push(followup.id);
  return String(followup.id);
}

function supportAddress(desk: Desk): string {
  return `support@${desk.account}.zendesk.com`;
}

/** How a customer's message came in. */
export function letterVia(desk: Desk, from: NamedPerson, channel: string): Via {
  if (channel !== 'email')
    return channel === 'voice'
      ? { ...plainVia('voice'), source: { from: {}, to: {}, rel: 'voicemail' } }
      : plainVia(channel);
  const to = { name: desk.account, address: supportAddress(desk) };
  return { channel, source: { from: { address: from.email, name: from.name }, to, rel: null } };
}
