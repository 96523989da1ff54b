import type { TicketStatus } from '#core/ticket.ts';
import type { Letter, NamedPerson } from '../fake-shared/letter.ts';
import type { HelpdeskPeople } from '../fake-shared/people.ts';
import { touch, updateTicket } from './change.ts';
import { customerReplies, customerWrites, letterVia } from './customers.ts';
import type { Desk } from './desk.ts';
import { systemAuthor } from './desk.ts';
import { mergeTickets } from './merge.ts';
import { plainVia, ruleVia } from './payload.ts';
import { redact } from './redact.ts';
import { archive, deleteTicket, restoreTicket, scrub } from './ticket-end.ts';
import type { By, TicketUpdate } from './update.ts';
import { addUser, agent, endUser, fieldId, openTicket, ticketOf } from './who.ts';

/**
 * What people and rules do in the account, each at the account's own time and each with its audit, as if done in the
 * agent's or the customer's window. `by` is an agent's name, e-mail address or id. Ids are text.
 *
 * All throw for a ticket or an agent that is not there; a closed ticket refuses agents as the API does.
 */
export interface People extends HelpdeskPeople {
  addEndUser(person: NamedPerson): string;
  /** A new ticket; answers its id. */
  customerWrites(letter: Letter): string;
  /** The requester writes again; answers the id of the ticket it landed on: a follow-up's where this one is closed. */
  customerReplies(id: string, text: string): string;
  /** The requester brings a solved ticket back with a word or two. */
  reopenByCustomer(id: string, text?: string): string;
  agentReplies(
    id: string,
    reply: {
      readonly by: string;
      readonly text: string;
      readonly public: boolean;
      readonly status?: TicketStatus | undefined;
    },
  ): void;
  /** A trigger writes to the customer: no person did. */
  automaticReply(id: string, text: string): void;
  changeStatus(id: string, change: { readonly by: string; readonly status: TicketStatus }): void;
  /** Custom fields by their keys; `null` empties. */
  setFieldsByAgent(
    id: string,
    change: { readonly by: string; readonly fields: Readonly<Record<string, string | null>> },
  ): void;
  /** `source` is closed and its last word copied to `into`. */
  merge(source: string, into: string, by: string): void;
  rate(id: string, score: 'good' | 'bad'): void;
  /** The automation that closes solved tickets. */
  closeTicket(id: string): void;
  /** Out of the lists, still in the export; closes it first where it is not. */
  archive(id: string): void;
  /** Back as it was before it was deleted. */
  restoreTicket(id: string): void;
  /** Deleted for good: words gone, the row stays in the export. */
  scrub(id: string): void;
  /** A write of the system's own: moves `generated_timestamp` and nothing else. */
  systemWrite(id: string): void;
}

type Save = (id: string, update: TicketUpdate, by: By) => void;

/** @see People */
export function createPeople(desk: Desk): People {
  const save: Save = (id, update, by) => {
    updateTicket(desk, openTicket(desk, id), update, by);
  };
  return { ...customers(desk, save), ...staff(desk, save), ...rules(desk, save) };
}

type Customers = Pick<
  People,
  'addEndUser' | 'customerWrites' | 'customerReplies' | 'reopenByCustomer' | 'otherWrites' | 'rate'
>;

function customers(desk: Desk, save: Save): Customers {
  const receiptRule = desk.ids.next();
  const surveyRule = desk.ids.next();
  return {
    addEndUser: (person) => String(addUser(desk, person, 'end-user').id),
    customerWrites: (letter) => customerWrites(desk, letter, receiptRule),
    customerReplies: (id, text) => customerReplies(desk, ticketOf(desk, id), text),
    reopenByCustomer: (id, text = 'This is not settled.') => customerReplies(desk, ticketOf(desk, id), text),
    otherWrites: (id, from, text) => {
      const via = letterVia(desk, from, 'email');
      save(id, { comment: { body: text, public: true } }, { author: endUser(desk, from).id, via });
    },
    rate: (id, score) => {
      const author = openTicket(desk, id).facts.requester_id;
      const via = ruleVia(surveyRule, 'Request customer satisfaction rating', 'automation');
      save(id, { facts: { satisfaction_score: 'offered' } }, { author: systemAuthor, via });
      save(id, { facts: { satisfaction_score: score } }, { author, via: plainVia('web') });
    },
  };
}

type Staff = Pick<
  People,
  | 'addAgent'
  | 'agentReplies'
  | 'changeStatus'
  | 'changeTags'
  | 'changePriority'
  | 'assign'
  | 'setFieldsByAgent'
  | 'merge'
>;

function staff(desk: Desk, save: Save): Staff {
  const byAgent = (by: string): By => ({ author: agent(desk, by).id, via: plainVia('web') });
  return {
    addAgent: (person) => String(addUser(desk, person, 'agent').id),
    agentReplies: (id, reply) => {
      const unassigned = openTicket(desk, id).facts.assignee_id === null;
      const facts = {
        ...(reply.public && unassigned ? { assignee_id: agent(desk, reply.by).id } : {}),
        ...(reply.status === undefined ? {} : { status: reply.status }),
      };
      save(id, { facts, comment: { body: reply.text, public: reply.public } }, byAgent(reply.by));
    },
    changeStatus: (id, { by, status }) => save(id, { facts: { status } }, byAgent(by)),
    changeTags: (id, { by, add = [], remove = [] }) => {
      const tags = [...openTicket(desk, id).tags, ...add].filter((tag) => !remove.includes(tag));
      save(id, { tags }, byAgent(by));
    },
    changePriority: (id, { by, priority }) => save(id, { facts: { priority } }, byAgent(by)),
    assign: (id, { by, to }) =>
      save(id, { facts: { assignee_id: to === null ? null : agent(desk, to).id } }, byAgent(by)),
    setFieldsByAgent: (id, { by, fields }) => {
      const values = new Map(Object.entries(fields).map(([key, value]) => [fieldId(desk, key), value]));
      save(id, { values }, byAgent(by));
    },
    merge: (source, into, by) =>
      mergeTickets(desk, {
        source: openTicket(desk, source),
        target: openTicket(desk, into),
        author: agent(desk, by).id,
      }),
  };
}

type Rules = Pick<
  People,
  'automaticReply' | 'closeTicket' | 'archive' | 'deleteTicket' | 'redact' | 'restoreTicket' | 'scrub' | 'systemWrite'
>;

function rules(desk: Desk, save: Save): Rules {
  const replyRule = desk.ids.next();
  const closeRule = desk.ids.next();
  const closeTicket = (id: string): void => {
    const via = ruleVia(closeRule, 'Close ticket 4 days after status is set to solved', 'automation');
    save(id, { facts: { status: 'closed' } }, { author: systemAuthor, via });
  };
  return {
    automaticReply: (id, text) => {
      const via = ruleVia(replyRule, 'Reply out of hours', 'trigger');
      save(id, { comment: { body: text, public: true } }, { author: systemAuthor, via });
    },
    closeTicket,
    archive: (id) => {
      if (ticketOf(desk, id).facts.status !== 'closed') closeTicket(id);
      archive(desk, ticketOf(desk, id));
    },
    deleteTicket: (id) => deleteTicket(desk, ticketOf(desk, id)),
    redact: (id) => redact(desk, ticketOf(desk, id)),
    restoreTicket: (id) => restoreTicket(desk, ticketOf(desk, id)),
    scrub: (id) => scrub(desk, ticketOf(desk, id)),
    systemWrite: (id) => touch(desk, ticketOf(desk, id)),
  };
}
