import type { Priority } from '#core/ticket.ts';
import type { NamedPerson } from './letter.ts';

/** What people do in any helpdesk. `by` is an agent's name, e-mail address or id. Ids are text. */
export interface HelpdeskPeople {
  addAgent(person: NamedPerson): string;
  changeTags(
    id: string,
    change: { readonly by: string; readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): void;
  changePriority(id: string, change: { readonly by: string; readonly priority: Priority | null }): void;
  assign(id: string, change: { readonly by: string; readonly to: string | null }): void;
  /** A person in copy, neither requester nor staff, writes. */
  otherWrites(id: string, from: NamedPerson, text: string): void;
  deleteTicket(id: string): void;
  /** What the customer wrote is made unreadable, for good. */
  redact(id: string): void;
}
