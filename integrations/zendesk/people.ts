import type { Person, Role } from '#core/ticket.ts';
import type { RawTicket, Via } from './payload.ts';
import { isAutomatic } from './vocabulary.ts';

/** Who is who on one ticket. */
export interface People {
  /** Somebody by id, in the capacity they have on this ticket. */
  person(id: string | undefined): Person;
  /** Whoever did something: nobody, where a rule or we ourselves did it in somebody's name. */
  author(id: string | undefined, how: { readonly via: Via; readonly isOurs: boolean }): Person;
}

/** The key under which a save of ours marks its audit, so that it is known again whoever's credentials were used. */
export function writeMark(prefix: string): string {
  return `${prefix}write`;
}

const system: ReadonlySet<string | undefined> = new Set([undefined, '-1', '0']);

/**
 * Reads capacities from users and, because those change and people leave, from what the ticket's history shows: whoever
 * was ever assigned is staff; whoever ever was the requester and is not staff is the complainant. Of users that were not
 * read (Zendesk does not give deleted ones), those in copy are `other` and the rest staff: nobody else can write on a
 * ticket.
 */
export function readPeople(raw: RawTicket): People {
  const users = new Map(raw.users?.map((user) => [user.id, user]));
  const assigned = everIn(raw, 'assignee_id', raw.ticket.assignee_id);
  const requesters = everIn(raw, 'requester_id', raw.ticket.requester_id);
  const inCopy = new Set([...raw.ticket.collaborator_ids, ...raw.ticket.follower_ids, ...raw.ticket.email_cc_ids]);

  const roleOf = (id: string | undefined): Role => {
    if (system.has(id) || id === undefined) return 'automatic';
    if (id === raw.ticket.requester_id) return 'complainant';
    const role = users.get(id)?.role;
    if (assigned.has(id) || role === 'agent' || role === 'admin') return 'agent';
    if (requesters.has(id)) return 'complainant';
    if (role === undefined) return inCopy.has(id) ? 'other' : 'agent';
    return 'other';
  };
  const person = (id: string | undefined): Person => ({
    id: id ?? '-1',
    name: id === undefined ? undefined : users.get(id)?.name,
    role: roleOf(id),
  });
  return {
    person,
    author(id, { via, isOurs }) {
      const known = person(id);
      const isSelf = id !== undefined && id === raw.self && via?.channel === 'api';
      return isOurs || isSelf || isAutomatic(via) ? { ...known, role: 'automatic' } : known;
    },
  };
}

/** Every id a field of the ticket ever held, as far as the history tells. */
function everIn(raw: RawTicket, field: string, now: string | undefined): ReadonlySet<string> {
  const held = new Set(now === undefined ? [] : [now]);
  for (const { events } of raw.audits ?? []) {
    for (const event of events) {
      if (event.field_name !== field) continue;
      for (const value of [event.value, event.previous_value]) {
        if (typeof value === 'string' || typeof value === 'number') held.add(String(value));
      }
    }
  }
  return held;
}
