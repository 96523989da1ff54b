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
} from '#integrations/contract.ts';
import type { Pace, Urgency } from '#integrations/pace.ts';
import { createPace } from '#integrations/pace.ts';
import { createTicketAddresses } from '#integrations/ticket-address.ts';
import type { Wire } from '#integrations/wire.ts';
import { createCustomStatuses, createTicketForms } from './account-list.ts';
import { accountOrigin, isAccountName, ticketPath } from './account.ts';
import { createZendeskActions } from './actions.ts';
import { createZendeskAgents } from './agents.ts';
import { createZendeskCalls, zendeskReason } from './calls.ts';
import type { ZendeskCredentials } from './credentials.ts';
import { createHttpWith } from './credentials.ts';
import { createFieldMap } from './field-map.ts';
import { createZendeskComplaintSearch } from './other-complaints.ts';
import { createOwnUser } from './own-user.ts';
import { createZendeskLedger } from './ledger.ts';
import { createZendeskIntake } from './intake.ts';
import { callsAtOnce, requestLimitMs } from './limits.ts';
import { createZendeskSource } from './source.ts';
import { createTicketReader } from './ticket-reader.ts';
import type { Account } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';

export interface ZendeskDeskOptions {
  /** The account's name: `acme` of `acme.zendesk.com`. */
  readonly account: string;
  readonly credentials: ZendeskCredentials;
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

/** One Zendesk account through every port it has. */
export interface ZendeskDesk {
  readonly source: TicketSource;
  readonly backlog: TicketBacklog;
  readonly actions: TicketActions;
  readonly ledger: AlertLedger;
  readonly agents: AgentDirectory;
  readonly complaints: ComplaintSearch;
  readonly addresses: TicketAddresses;
  readonly intake: TicketIntake;
}

/**
 * Connects one account: nothing is sent until something is asked.
 *
 * @throws {RangeError} for an account or a base address that is none; what is configured is checked before
 */
export function createZendeskDesk(options: ZendeskDeskOptions): ZendeskDesk {
  const { prefix, time, urgency = 'ordinary' } = options;
  if (!isAccountName(options.account)) throw new RangeError('not the name of a Zendesk account');
  const isTestHost = options.baseUrl !== undefined;
  const origin = options.baseUrl === undefined ? accountOrigin(options.account) : originOf(options.baseUrl);
  const account: Account = { name: options.account, origin, isTestHost, prefix, time };
  const http = createHttpWith(options.credentials, {
    platform: 'zendesk',
    origin,
    isTestHost,
    time,
    limitMs: requestLimitMs,
    adapter: options.wire?.http,
    reasonOf: zendeskReason,
  });
  const pace = options.pace ?? createPace({ platform: 'zendesk', time, atOnce: callsAtOnce });
  const calls = createZendeskCalls({ http, pace, origin, urgency });
  const fields = createFieldMap(calls, { prefix, time });
  const statuses = createCustomStatuses(calls, time);
  const forms = createTicketForms(calls, time);
  const ownUser = createOwnUser(calls);
  const reader = createTicketReader(calls, { fields, statuses, forms, ownUser }, account);
  const writer = createTicketWriter(calls, { reader, fields }, account);
  const source = createZendeskSource(calls, reader, account);
  return {
    source,
    backlog: source,
    actions: createZendeskActions(writer),
    ledger: createZendeskLedger(reader, writer),
    agents: createZendeskAgents(calls),
    complaints: createZendeskComplaintSearch(calls, account),
    intake: createZendeskIntake(calls, fields, account),
    addresses: createTicketAddresses([origin, accountOrigin(options.account)], ticketPath),
  };
}

function originOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.pathname !== '/') {
    throw new RangeError('not a base address: scheme, host and port only');
  }
  return url.origin;
}
