import type { Priority, TicketStatus } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { WriteLog } from '../fake-shared/write-log.ts';
import type { Aside } from './asides.ts';
import type { Feed } from './feed.ts';
import type { Ids } from './ids.ts';
import type { Switches } from './switches.ts';
import type { DeskTarget } from './targets.ts';

/** A JSON object whose keys are not known beforehand. */
export type JsonMap = Record<string, unknown>;

/** How something reached the account. `channel` is the "created by" word of the REST API, not the webhook's. */
export interface Via {
  readonly channel: string;
  readonly source: { readonly from: JsonMap; readonly to: JsonMap; readonly rel: string | null };
}

/** Somebody the account knows. */
export interface DeskUser {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly role: 'end-user' | 'agent' | 'admin';
  readonly createdAt: Instant;
  active: boolean;
}

export interface DeskGroup {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Instant;
}

/** A field of the ticket form. `system` ones cannot be removed and hold no custom value. */
export interface DeskField {
  readonly id: number;
  readonly key: string | null;
  readonly type: string;
  title: string;
  readonly system: boolean;
  active: boolean;
  /** Whether agents must fill it in before they solve a ticket; not so unless said. */
  required?: boolean;
  /** Whether customers see it; not so unless said. */
  visible?: boolean;
  readonly options: readonly JsonMap[];
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export interface DeskStatus {
  readonly id: number;
  readonly category: Exclude<TicketStatus, 'closed' | 'deleted'>;
  readonly label: string;
  readonly active: boolean;
}

export type FieldValue = string | number | boolean | readonly string[] | null;

/** The facts of a ticket that hold one value each, by their names in the API; each change of one is a Change event. */
export interface TicketFacts {
  readonly subject: string;
  readonly status: TicketStatus;
  readonly custom_status_id: number;
  readonly priority: Priority | null;
  readonly type: string | null;
  readonly requester_id: number;
  readonly assignee_id: number | null;
  readonly group_id: number | null;
  readonly external_id: string | null;
  readonly satisfaction_score: 'unoffered' | 'offered' | 'good' | 'bad';
}

export type AuditEvent = { readonly id: number } & (
  | {
      readonly type: 'Comment';
      readonly authorId: number;
      body: string;
      public: boolean;
    }
  | { readonly type: 'Create'; readonly field: string; readonly value: unknown }
  | { readonly type: 'Change'; readonly field: string; readonly value: unknown; readonly previous: unknown }
  | {
      readonly type: 'Notification';
      readonly subject: string;
      readonly body: string;
      readonly recipients: readonly number[];
      readonly via: Via;
    }
  /** Of a kind nobody documents: a word said beside the ticket. */
  | { readonly type: 'Aside'; readonly kind: string; readonly value: JsonMap; readonly body: string }
);

/** One save of a ticket: who, how, and what it changed. */
export interface DeskAudit {
  readonly id: number;
  readonly at: Instant;
  readonly authorId: number;
  readonly via: Via;
  readonly custom: JsonMap;
  readonly events: readonly AuditEvent[];
}

export interface DeskTicket {
  readonly id: number;
  facts: TicketFacts;
  description: string;
  readonly submitterId: number;
  readonly recipient: string | null;
  /** The form it came by; the account's own first one where it says none. */
  formId?: number;
  tags: readonly string[];
  readonly values: Map<number, FieldValue>;
  readonly via: Via;
  readonly createdAt: Instant;
  /** Moves only with an update that makes an event. */
  updatedAt: Instant;
  /** What `generated_timestamp` and the incremental export go by: moves with the system's own writes, too. */
  generatedAt: Instant;
  archived: boolean;
  /** Its status before it was deleted, while it can still be restored. */
  deletedFrom?: TicketStatus | undefined;
  scrubbed: boolean;
  readonly audits: DeskAudit[];
  /** Whether the requester could read any of it. */
  hasPublicComment: boolean;
  readonly followups: number[];
  /** How the account's own promises stand; none where no policy is for it. */
  targets?: readonly DeskTarget[];
  /** What agents discuss with others beside it. */
  asides?: readonly Aside[];
  /** What a search that lags would still find; the newest last. */
  readonly indexed: { readonly at: Instant; readonly status: TicketStatus; readonly tags: readonly string[] }[];
}

/** Something that people, webhooks and pages may want to hear of. */
export interface Happening {
  readonly ticket: DeskTicket;
  readonly audit: DeskAudit | undefined;
  readonly kind: 'created' | 'updated' | 'deleted' | 'restored' | 'scrubbed' | 'archived' | 'merged';
  /** `merged` only: the ticket it went into. */
  readonly target?: number;
}

/** What an account's plan includes. A list that is not included answers 403, as recorded accounts do. */
export interface Features {
  readonly slas: boolean;
  readonly schedules: boolean;
  readonly customStatuses: boolean;
  readonly ticketForms: boolean;
  readonly sideConversations: boolean;
  /** Custom ticket fields the account may have. */
  readonly mostFields: number;
  /** What our own user sees: every ticket where it is `null`. */
  readonly ticketRestriction: 'groups' | 'assigned' | null;
  /** What an OAuth token of ours may do. */
  readonly scopes: readonly string[];
}

/** One account as the fake holds it. */
export interface Desk {
  readonly account: string;
  readonly accountId: number;
  readonly time: Timekeeper;
  readonly ids: Ids;
  readonly users: Map<number, DeskUser>;
  /** Those who have an address, by it. */
  readonly usersByEmail: Map<string, DeskUser>;
  readonly groups: Map<number, DeskGroup>;
  readonly fields: Map<number, DeskField>;
  readonly statuses: readonly DeskStatus[];
  readonly tickets: Map<number, DeskTicket>;
  readonly brandId: number;
  readonly formId: number;
  /** The names of the account's forms by their ids, that one among them. */
  readonly forms: Map<number, string>;
  /** The user that our credentials speak for. */
  readonly integration: DeskUser;
  readonly happened: (happening: Happening) => void;
  readonly log: WriteLog;
  readonly feed: Feed;
  switches: Switches;
  features: Features;
}

/** Zendesk writes instants to the second: two changes within one second bear the same stamp. */
export function stamp(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export const seconds = (at: Instant): number => Math.floor(at / 1000);

/** Who acts where no person does: triggers, automations, the system itself. */
export const systemAuthor = -1;
