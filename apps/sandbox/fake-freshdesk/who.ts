import type { NamedPerson } from '../fake-shared/letter.ts';
import type { Desk, DeskPerson, DeskTicket } from './desk.ts';
import { nowOf } from './desk.ts';

/** @throws where there is none, or it was deleted for good */
export function ticketOf(desk: Desk, id: string): DeskTicket {
  desk.jobs.runUntil(desk.time.now());
  const ticket = desk.tickets.get(Number(id));
  if (ticket === undefined) throw new Error(`no ticket ${id}`);
  return ticket;
}

/** One that people can still write on. A closed one is; one deleted, marked as spam or archived is not. @throws for those */
export function openTicket(desk: Desk, id: string): DeskTicket {
  const ticket = ticketOf(desk, id);
  if (ticket.deleted || ticket.spam) throw new Error(`ticket ${id} is ${ticket.deleted ? 'deleted' : 'spam'}`);
  if (ticket.archived) throw new Error(`ticket ${id} is archived`);
  return ticket;
}

/** @throws where nobody who works there is called so */
export function agent(desk: Desk, by: string): DeskPerson {
  for (const person of desk.people.values()) {
    if (person.kind === 'agent' && [person.email, person.name, String(person.id)].includes(by)) return person;
  }
  throw new Error(`no agent ${by}`);
}

/** The customer of that address, known already or from now on. */
export function contact(desk: Desk, person: NamedPerson): DeskPerson {
  return personByEmail(desk, person.email) ?? addPerson(desk, person, 'contact');
}

export function personByEmail(desk: Desk, email: string): DeskPerson | undefined {
  const id = desk.peopleByEmail.get(email.toLowerCase());
  return id === undefined ? undefined : desk.people.get(id);
}

/** Somebody new to the account. */
export function addPerson(desk: Desk, { name, email }: NamedPerson, kind: DeskPerson['kind']): DeskPerson {
  const person: DeskPerson = { id: desk.ids.next(), name, email, kind, isAdmin: false, createdAt: nowOf(desk) };
  desk.people.set(person.id, person);
  desk.peopleByEmail.set(email.toLowerCase(), person.id);
  return person;
}
