import type { NamedPerson } from '../fake-shared/letter.ts';
import type { Desk, DeskTicket, DeskUser } from './desk.ts';

/** @throws where there is none */
export function ticketOf(desk: Desk, id: string): DeskTicket {
  const ticket = desk.tickets.get(Number(id));
  if (ticket === undefined) throw new Error(`no ticket ${id}`);
  return ticket;
}

/** One that people can still write on. @throws for any other */
export function openTicket(desk: Desk, id: string): DeskTicket {
  const ticket = ticketOf(desk, id);
  const { status } = ticket.facts;
  if (status === 'closed' || status === 'deleted') throw new Error(`ticket ${id} is ${status}`);
  return ticket;
}

/** @throws where nobody on the staff is called so */
export function agent(desk: Desk, by: string): DeskUser {
  for (const user of desk.users.values()) {
    if (user.role !== 'end-user' && (user.email === by || user.name === by || String(user.id) === by)) return user;
  }
  throw new Error(`no agent ${by}`);
}

/** @throws where no field has that key */
export function fieldId(desk: Desk, key: string): number {
  const field = [...desk.fields.values()].find((field) => field.key === key);
  if (field === undefined) throw new Error(`no field ${key}`);
  return field.id;
}

/** The user of that address, known already or from now on. */
export function endUser(desk: Desk, person: NamedPerson): DeskUser {
  return desk.usersByEmail.get(person.email) ?? addUser(desk, person, 'end-user');
}

/** Somebody new to the account. */
export function addUser(desk: Desk, person: NamedPerson, role: DeskUser['role']): DeskUser {
  const { name, email } = person;
  const user: DeskUser = { id: desk.ids.next(), name, email, role, createdAt: desk.time.now(), active: true };
  desk.users.set(user.id, user);
  if (!desk.usersByEmail.has(email)) desk.usersByEmail.set(email, user);
  return user;
}
