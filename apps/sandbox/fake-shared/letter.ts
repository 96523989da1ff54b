import type { Channel } from '#core/ticket.ts';

/** Somebody by name and address. */
export interface NamedPerson {
  readonly name: string;
  readonly email: string;
}

/** What a customer sends to open a ticket. */
export interface Letter {
  readonly from: NamedPerson;
  readonly subject: string;
  readonly text: string;
  readonly channel?: Channel | undefined;
  /** What the helpdesk's form says that it is. */
  readonly form?: string | undefined;
}
