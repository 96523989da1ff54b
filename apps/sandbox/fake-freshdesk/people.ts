import type { NamedPerson } from '../fake-shared/letter.ts';
import type { HelpdeskPeople } from '../fake-shared/people.ts';
import type { TicketStatus } from '#core/ticket.ts';
import type { Said } from './change.ts';
import { createTicket, saveTicket, say } from './change.ts';
import type { FreshdeskLetter } from './customers.ts';
import { customerReplies, customerWrites, otherWrites, rate, supportAddress } from './customers.ts';
import type { Desk, DeskPerson, DeskTicket } from './desk.ts';
import { closed } from './desk.ts';
import { fieldByKey } from './fields.ts';
import { toHtml } from './html.ts';
import { mergeTickets, noteEvent } from './merge.ts';
import { redact } from './redact.ts';
import { priorityNumber, statusNumber } from './status.ts';
import { archive, deleteForever, deleteTicket, markSpam, restoreTicket } from './ticket-end.ts';
import { addPerson, agent, contact, openTicket, ticketOf } from './who.ts';

/** A neutral word, or the number of one of the account's own statuses. */
export type AnyStatus = TicketStatus | number;

/**
 * What people and rules do in the account, each at the account's own time, as if done in the agent's or the customer's
 * window. `by` is an agent's name, e-mail address or id. Ids are text.
 *
 * All throw for a ticket or an agent that is not there; a deleted, spam or archived ticket refuses agents.
 */
export interface People extends HelpdeskPeople {
  addContact(person: NamedPerson): string;
  /** A new ticket; answers its id. */
  customerWrites(letter: FreshdeskLetter): string;
  /** The requester writes again; answers the id of the ticket it landed on: a new one's where this one is archived. */
  customerReplies(id: string, text: string): string;
  /** The requester's mail program answers for them. */
  customerAutoReplies(id: string, text: string): void;
  /** The requester brings a resolved ticket back with a word or two. */
  reopenByCustomer(id: string, text?: string): string;
  /** `status` is a second save at the same instant, as "send and set as" is. */
  agentReplies(
    id: string,
    reply: {
      readonly by: string;
      readonly text: string;
      readonly public: boolean;
      readonly status?: AnyStatus | undefined;
    },
  ): void;
  /** An agent writes to a customer first: a ticket that is closed from the start. Answers its id. */
  agentWrites(mail: {
    readonly by: string;
    readonly to: NamedPerson;
    readonly subject: string;
    readonly text: string;
  }): string;
  /** A rule writes to the customer: no person did. */
  automaticReply(id: string, text: string): void;
  changeStatus(id: string, change: { readonly by: string; readonly status: AnyStatus }): void;
  /** Custom fields by the keys they were made with; `null` empties. */
  setFieldsByAgent(
    id: string,
    change: { readonly by: string; readonly fields: Readonly<Record<string, string | null>> },
  ): void;
  /** `source` is closed and a note in `into` says what it said last. */
  merge(source: string, into: string, by: string): void;
  /** `good` and `bad`, or one of Freshdesk's seven numbers; with words they stand among the conversations. */
  rate(id: string, score: 'good' | 'bad' | number, feedback?: string): void;
  /** The rule that closes resolved tickets. */
  closeTicket(id: string): void;
  /** Out of every list and of single reads, into the archive; closes it first where it is not. */
  archive(id: string): void;
  restoreTicket(id: string): void;
  /** Deleted for good: as if it had never been. */
  deleteForever(id: string): void;
  markSpam(id: string): void;
}

/** @see People */
export function createPeople(desk: Desk): People {
  return { ...customers(desk), ...staff(desk), ...changes(desk), ...rules(desk) };
}

type Customers = Pick<
  People,
  | 'addContact'
  | 'customerWrites'
  | 'customerReplies'
  | 'customerAutoReplies'
  | 'reopenByCustomer'
  | 'otherWrites'
  | 'rate'
>;

function customers(desk: Desk): Customers {
  return {
    addContact: (person) => String(addPerson(desk, person, 'contact').id),
    customerWrites: (letter) => customerWrites(desk, letter),
    customerReplies: (id, text) => customerReplies(desk, ticketOf(desk, id), text),
    customerAutoReplies: (id, text) => void customerReplies(desk, openTicket(desk, id), text, true),
    reopenByCustomer: (id, text = 'This is not settled.') => customerReplies(desk, ticketOf(desk, id), text),
    otherWrites: (id, from, text) => otherWrites(desk, openTicket(desk, id), from, text),
    rate: (id, score, feedback) => {
      const number = typeof score === 'number' ? score : score === 'good' ? 103 : -103;
      rate(desk, openTicket(desk, id), number, feedback ?? null);
    },
  };
}

type Staff = Pick<People, 'addAgent' | 'agentReplies' | 'agentWrites' | 'merge'>;

function staff(desk: Desk): Staff {
  return {
    addAgent: (person) => String(addPerson(desk, person, 'agent').id),
    agentReplies: (id, reply) => {
      const ticket = openTicket(desk, id);
      const by = agent(desk, reply.by);
      const status = reply.status === undefined ? undefined : statusNumber(reply.status);
      if (reply.public) answer(desk, ticket, { by, body: toHtml(reply.text) });
      else say(desk, ticket, note(by, reply.text), noteEvent(true));
      if (status !== undefined) saveTicket(desk, ticket, { facts: { status } });
    },
    agentWrites: ({ by, to, subject, text }) => {
      const facts = {
        subject,
        requester_id: contact(desk, to).id,
        responder_id: agent(desk, by).id,
        source: 10,
        status: closed,
      };
      return String(createTicket(desk, { facts, description: toHtml(text) }).id);
    },
    merge: (source, into, by) =>
      mergeTickets(desk, {
        source: openTicket(desk, source),
        target: openTicket(desk, into),
        author: agent(desk, by).id,
      }),
  };
}

/** A person's reply to the requester. An unassigned ticket becomes theirs, by the rule of a fresh account. */
export function answer(
  desk: Desk,
  ticket: DeskTicket,
  reply: { readonly by: DeskPerson; readonly body: string },
): ReturnType<typeof say> {
  const { by, body } = reply;
  const to = desk.people.get(ticket.facts.requester_id)?.email;
  const said: Said = {
    body,
    incoming: false,
    private: false,
    source: 0,
    userId: by.id,
    fromEmail: `${by.name} <${supportAddress(desk)}>`,
    toEmails: to === undefined || to === null ? [] : [to],
  };
  const conversation = say(desk, ticket, said, '{reply_sent:sent}');
  const takes = ticket.facts.responder_id === null && desk.switches().firstResponderTakes;
  if (takes && by.id !== desk.integration.id) saveTicket(desk, ticket, { facts: { responder_id: by.id } });
  return conversation;
}

function note(by: DeskPerson, text: string): Said {
  return { body: toHtml(text), incoming: false, private: true, source: 2, userId: by.id };
}

type Changes = Pick<People, 'changeStatus' | 'changeTags' | 'changePriority' | 'assign' | 'setFieldsByAgent'>;

function changes(desk: Desk): Changes {
  const save = (id: string, by: string, update: (ticket: DeskTicket) => Parameters<typeof saveTicket>[2]): void => {
    const ticket = openTicket(desk, id);
    agent(desk, by);
    saveTicket(desk, ticket, update(ticket));
  };
  return {
    changeStatus: (id, { by, status }) => save(id, by, () => ({ facts: { status: statusNumber(status) } })),
    changeTags: (id, { by, add = [], remove = [] }) =>
      save(id, by, ({ tags }) => ({
        tags: [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)),
      })),
    changePriority: (id, { by, priority }) => save(id, by, () => ({ facts: { priority: priorityNumber(priority) } })),
    assign: (id, { by, to }) =>
      save(id, by, () => ({ facts: { responder_id: to === null ? null : agent(desk, to).id } })),
    setFieldsByAgent: (id, { by, fields }) =>
      save(id, by, () => {
        const values = Object.entries(fields).map(([key, value]) => [fieldName(desk, key), value] as const);
        return { values: new Map(values) };
      }),
  };
}

function fieldName(desk: Desk, key: string): string {
  const field = fieldByKey(desk.fields, key);
  if (field === undefined) throw new Error(`no field ${key}`);
  return field.name;
}

type Rules = Pick<
  People,
  | 'automaticReply'
  | 'closeTicket'
  | 'archive'
  | 'deleteTicket'
  | 'redact'
  | 'restoreTicket'
  | 'deleteForever'
  | 'markSpam'
>;

function rules(desk: Desk): Rules {
  const closeTicket = (id: string): void => saveTicket(desk, openTicket(desk, id), { facts: { status: closed } });
  return {
    automaticReply: (id, text) => {
      const { automaticMarks } = desk.switches();
      const said: Said = { body: toHtml(text), incoming: false, private: false, source: 0, userId: null };
      const automationId = automaticMarks === 'auto_response' ? null : desk.ruleId;
      const autoResponse = automaticMarks !== 'automation_id';
      say(desk, openTicket(desk, id), { ...said, automationId, autoResponse }, '{reply_sent:sent}');
    },
    closeTicket,
    archive: (id) => {
      if (ticketOf(desk, id).facts.status !== closed) closeTicket(id);
      archive(desk, ticketOf(desk, id));
    },
    deleteTicket: (id) => deleteTicket(desk, ticketOf(desk, id)),
    redact: (id) => redact(desk, openTicket(desk, id)),
    restoreTicket: (id) => restoreTicket(desk, ticketOf(desk, id)),
    deleteForever: (id) => deleteForever(desk, ticketOf(desk, id)),
    markSpam: (id) => markSpam(desk, ticketOf(desk, id)),
  };
}
