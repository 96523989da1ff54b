import type { Person, Role } from '#core/ticket.ts';
import { isId } from '#integrations/read-json.ts';
import type { RawEvent, RawTicket, RawUser } from './payload.ts';
import type { Via } from './via.ts';
import { isAutomatic, isByBot } from './vocabulary.ts';

/** Who is who on one ticket. */
export interface People {
  /** Somebody by id, in the capacity they have on this ticket. */
  person(id: string | undefined): Person;
  /** Whoever did something: nobody, where a rule or we ourselves did it in somebody's name. */
  author(id: string | undefined, how: { readonly via: Via; readonly isOurs: boolean }): Person;
  /** Whoever the ticket's own text is from; where it names nobody, and no rule made it, the complainant. */
  opener(): Person;
}

// Put together anew for each ticket it would be looked up anew in each of its saves: a process has one prefix.
let known = { prefix: '', mark: 'write' };

/** The key under which a save of ours marks its audit, so that it is known again whoever's credentials were used. */
export function writeMark(prefix: string): string {
  if (prefix !== known.prefix) known = { prefix, mark: `${prefix}write` };
  return known.mark;
}

const system: ReadonlySet<string> = new Set(['-1', '0']);
/** Whoever a rule or the system acts as. */
export const nobody: Person = { id: '-1', name: undefined, role: 'automatic' };
const mostOfFew = 8;

/**
 * Reads capacities from users and, because those change and people leave (Zendesk makes end users of them), from what the
 * ticket's history shows: whoever was ever assigned, or did what staff alone may, is staff; whoever ever was the requester
 * and is not staff is the complainant. Of users that were not read (Zendesk does not give deleted ones), those in copy are
 * `other` and the rest staff: nobody else can write on a ticket.
 */
export function readPeople(raw: RawTicket): People {
  return new PeopleOfTicket(raw);
}

class PeopleOfTicket implements People {
  readonly #raw: RawTicket;
  readonly #users: ReadonlyMap<string, RawUser>;
  // Most tickets name two or three people: to look through so few costs less than to make a map for them.
  readonly #few: Person[] = [];
  #more: Map<string, Person> | undefined;
  // Most tickets name nobody but their requester and their assignee, whose capacities need no history.
  #ever: Ever | undefined;
  #opener: Person | undefined;

  constructor(raw: RawTicket) {
    this.#raw = raw;
    this.#users = usersOf(raw);
  }

  person(id: string | undefined): Person {
    if (id === undefined) return nobody;
    for (const one of this.#few) if (one.id === id) return one;
    const before = this.#more?.get(id);
    if (before !== undefined) return before;
    const found = { id, name: this.#users.get(id)?.name, role: this.#roleOf(id) };
    if (this.#few.length < mostOfFew) this.#few.push(found);
    else (this.#more ??= new Map()).set(id, found);
    return found;
  }

  author(id: string | undefined, { via, isOurs }: { readonly via: Via; readonly isOurs: boolean }): Person {
    const known = this.person(id);
    const isSelf = id !== undefined && id === this.#raw.self && via.channel === 'api';
    const isBot = known.role !== 'complainant' && isByBot(via);
    return isOurs || isSelf || isBot || isAutomatic(via) ? { ...known, role: 'automatic' } : known;
  }

  opener(): Person {
    return (this.#opener ??= this.#openedBy());
  }

  #openedBy(): Person {
    const { submitter_id: submitter, requester_id: requester, via } = this.#raw.ticket;
    const id = submitter ?? requester;
    const by = this.author(id, { via, isOurs: false });
    return id === undefined && !isAutomatic(via) ? { ...by, role: 'complainant' } : by;
  }

  #roleOf(id: string): Role {
    const { ticket } = this.#raw;
    if (system.has(id)) return 'automatic';
    if (id === ticket.requester_id) return 'complainant';
    if (id === ticket.assignee_id) return 'agent';
    const role = this.#users.get(id)?.role;
    if (role === 'agent' || role === 'admin') return 'agent';
    const ever = (this.#ever ??= everIn(this.#raw));
    if (ever.staff.has(id)) return 'agent';
    if (ever.requesters.has(id)) return 'complainant';
    if (role === undefined) return isInCopy(this.#raw, id) ? 'other' : 'agent';
    return 'other';
  }
}

const noUsers: ReadonlyMap<string, RawUser> = new Map();

function usersOf({ users }: RawTicket): ReadonlyMap<string, RawUser> {
  if (users === undefined || users.length === 0) return noUsers;
  const found = new Map<string, RawUser>();
  for (const user of users) found.set(user.id, user);
  return found;
}

function isInCopy({ ticket }: RawTicket, id: string): boolean {
  const isIt = (other: unknown): boolean => isId(other, id);
  return ticket.collaborator_ids.some(isIt) || ticket.follower_ids.some(isIt) || ticket.email_cc_ids.some(isIt);
}

/** Everybody who ever had the ticket or dealt with it, and everybody it ever was from, as far as the history tells. */
interface Ever {
  readonly staff: ReadonlySet<string>;
  readonly requesters: ReadonlySet<string>;
}

function everIn({ ticket, audits }: RawTicket): Ever {
  const staff = new Set<string>();
  const requesters = new Set<string>();
  if (ticket.assignee_id !== undefined) staff.add(ticket.assignee_id);
  if (ticket.requester_id !== undefined) requesters.add(ticket.requester_id);
  for (const audit of audits ?? []) {
    for (const event of audit.events) {
      const { field_name: field, value, previous_value: previous } = event;
      if (audit.author_id !== undefined && isStaffsAlone(event, audit.via)) staff.add(audit.author_id);
      if (field !== 'assignee_id' && field !== 'requester_id') continue;
      const held = field === 'assignee_id' ? staff : requesters;
      for (const id of [value, previous]) addNamed(held, id);
    }
  }
  return { staff, requesters };
}

function addNamed(held: Set<string>, id: unknown): void {
  if (typeof id === 'string' || typeof id === 'number') held.add(String(id));
}

/** Whether a person did what no customer may: give the ticket to somebody, or let it wait. */
function isStaffsAlone({ type, field_name: field, value, via }: RawEvent, ofAudit: Via): boolean {
  if (type !== 'Change' || isAutomatic(ofAudit) || (via !== undefined && isAutomatic(via))) return false;
  const isGiven = field === 'assignee_id' || field === 'group_id';
  return isGiven || (field === 'status' && (value === 'pending' || value === 'hold'));
}
