import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { WriteLog } from '../fake-shared/write-log.ts';
import type { DeskField, FieldValue } from './fields.ts';
import type { Ids } from './ids.ts';
import type { Jobs } from './jobs.ts';
import type { Due } from './sla.ts';
import type { Switches } from './switches.ts';

/** A JSON object whose keys are not known beforehand. */
export type JsonMap = Record<string, unknown>;

/** Somebody the account knows: a customer or one who works there. */
export interface DeskPerson {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly kind: 'contact' | 'agent';
  readonly isAdmin: boolean;
  readonly createdAt: Instant;
}

/** One of the account's statuses. 2 to 5 are everybody's, the account's own begin with 6. */
export interface DeskStatus {
  readonly id: number;
  readonly label: string;
  readonly labelForCustomers: string;
}

export interface DeskGroup {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Instant;
}

/** The facts of a ticket that hold one value each, by their names in the API. */
export interface TicketFacts {
  readonly subject: string | null;
  readonly status: number;
  readonly priority: number;
  readonly source: number;
  readonly type: string | null;
  readonly requester_id: number;
  readonly responder_id: number | null;
  readonly group_id: number | null;
}

/** When what happened last; by their names in the API. */
export interface Stats {
  readonly agent_responded_at: Instant | null;
  readonly requester_responded_at: Instant | null;
  readonly first_responded_at: Instant | null;
  readonly status_updated_at: Instant | null;
  readonly reopened_at: Instant | null;
  readonly resolved_at: Instant | null;
  readonly closed_at: Instant | null;
  readonly pending_since: Instant | null;
}

/** One message or note below a ticket's own text. */
export interface Conversation {
  readonly id: number;
  readonly ticketId: number;
  /** HTML. */
  body: string;
  readonly incoming: boolean;
  readonly private: boolean;
  /** 0 reply, 2 note, 6 survey feedback. */
  readonly source: number;
  /** 3 reply, 2 private note, 7 feedback; others were not seen. */
  readonly category: number | null;
  readonly userId: number | null;
  readonly automationId: number | null;
  readonly autoResponse: boolean;
  readonly fromEmail: string | null;
  readonly toEmails: readonly string[];
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export interface Rating {
  readonly id: number;
  readonly userId: number;
  readonly agentId: number | null;
  /** 103, 102, 101, 100, -101, -102, -103. */
  readonly score: number;
  readonly feedback: string | null;
  readonly createdAt: Instant;
}

/** A ticket as the search index knew it. */
export interface Indexed {
  readonly at: Instant;
  readonly facts: TicketFacts;
  readonly tags: readonly string[];
  readonly values: ReadonlyMap<string, FieldValue>;
}

export interface DeskTicket {
  readonly id: number;
  facts: TicketFacts;
  /** HTML. */
  description: string;
  tags: readonly string[];
  /** By the field's API name; what is empty is not there. */
  values: ReadonlyMap<string, FieldValue>;
  readonly ccEmails: readonly string[];
  readonly createdAt: Instant;
  updatedAt: Instant;
  stats: Stats;
  due: Due;
  isEscalated: boolean;
  isFirstResponseEscalated: boolean;
  spam: boolean;
  deleted: boolean;
  archived: boolean;
  readonly conversations: Conversation[];
  readonly ratings: Rating[];
  /** Tickets that were merged into this one. */
  readonly mergedFrom: DeskTicket[];
  /** What a search that lags would still find; the newest last. */
  readonly indexed: Indexed[];
}

/** Something that rules, webhooks and pages may want to hear of. */
export interface Happening {
  readonly ticket: DeskTicket;
  /** In the words of the placeholder `triggered_event`; `undefined` for what no rule hears of. */
  readonly event: string | undefined;
}

/** One account as the fake holds it. */
export interface Desk {
  readonly account: string;
  /** The account's number: what field names may end in. */
  readonly accountId: number;
  readonly time: Timekeeper;
  readonly ids: Ids;
  readonly jobs: Jobs;
  readonly switches: () => Switches;
  readonly people: Map<number, DeskPerson>;
  /** Their numbers by their addresses in lower case. */
  readonly peopleByEmail: Map<string, number>;
  readonly groups: readonly DeskGroup[];
  readonly fields: DeskField[];
  readonly statuses: DeskStatus[];
  /** Source numbers by their labels. */
  readonly sources: Map<string, number>;
  /** In order of their numbers; one deleted for good is not there. */
  readonly tickets: Map<number, DeskTicket>;
  /** Every conversation of every ticket, removed ones too. */
  readonly conversations: Map<number, Conversation>;
  /** The agent that our key speaks for. */
  readonly integration: DeskPerson;
  /** The rule that writes on its own. */
  readonly ruleId: number;
  /** Goes up with every change of any ticket: lists know by it when they are out of date. */
  revision: number;
  readonly happened: (happening: Happening) => void;
  readonly log: WriteLog;
}

/** The account's now: the instant of the job that runs, else the time itself. */
export function nowOf(desk: Desk): Instant {
  return desk.jobs.at() ?? desk.time.now();
}

/** Freshdesk writes instants to the second. */
export function stamp(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export const stampOrNull = (at: Instant | null): string | null => (at === null ? null : stamp(at));

export const seconds = (at: Instant): number => Math.floor(at / 1000);

export const open = 2;
export const pending = 3;
export const resolved = 4;
export const closed = 5;

/** Whether a status ends the ticket's work. */
export const isOver = (status: number): boolean => status === resolved || status === closed;
