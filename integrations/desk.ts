import type {
  AgentDirectory,
  AlertLedger,
  ComplaintSearch,
  TicketActions,
  TicketAddresses,
  TicketBacklog,
  TicketIntake,
  TicketSource,
  Timekeeper,
} from './contract.ts';
import type { Pace, Urgency } from './pace.ts';
import type { Wire } from './wire.ts';

/** One account of a helpdesk through every port it has. */
export interface DeskPorts {
  readonly source: TicketSource;
  readonly backlog: TicketBacklog;
  readonly actions: TicketActions;
  readonly ledger: AlertLedger;
  readonly agents: AgentDirectory;
  readonly complaints: ComplaintSearch;
  readonly addresses: TicketAddresses;
  readonly intake: TicketIntake;
}

/** With what an account is opened, beside the credentials of its helpdesk. */
export interface DeskOptions {
  /** The account's name: `acme` of `acme.zendesk.com` or `acme.freshdesk.com`. */
  readonly account: string;
  /** A test or sandbox host instead of the account's own; only where an operator allowed test hosts. */
  readonly baseUrl?: string | undefined;
  /** With which our tags and fields begin. */
  readonly prefix: string;
  readonly time: Timekeeper;
  /** One for all desks of an account; each desk has its own where it is left out. */
  readonly pace?: Pace | undefined;
  /** Carries requests instead of sockets. */
  readonly wire?: Wire | undefined;
  /** Whether a person waits for what this desk does; `ordinary` where it is left out. */
  readonly urgency?: Urgency | undefined;
}
