import type { DeskOptions, DeskPorts } from '#integrations/desk.ts';
import { createPace } from '#integrations/pace.ts';
import { createTicketAddresses } from '#integrations/ticket-address.ts';
import { createCustomStatuses, createTicketForms } from './account-list.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountOrigin, ticketPath } from './account.ts';
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

/** What opens a Zendesk account. */
export interface ZendeskDeskOptions extends DeskOptions {
  readonly credentials: ZendeskCredentials;
}

/**
 * Connects one account: nothing is sent until something is asked.
 *
 * @throws {RangeError} for an account or a base address that is none; what is configured is checked before
 */
export function createZendeskDesk(options: ZendeskDeskOptions): DeskPorts {
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
