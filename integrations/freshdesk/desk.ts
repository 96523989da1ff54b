import type { DeskOptions, DeskPorts } from '#integrations/desk.ts';
import { createPace } from '#integrations/pace.ts';
import { createTicketAddresses } from '#integrations/ticket-address.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountOrigin, ticketPath } from './account.ts';
import { createFreshdeskActions } from './actions.ts';
import { createAgentNames } from './agent-names.ts';
import { createFreshdeskAgents } from './agents.ts';
import { createFreshdeskBacklog } from './backlog.ts';
import { createFreshdeskCalls } from './calls.ts';
import { createFieldMap } from './field-map.ts';
import { createHistoryKeeper } from './history-keeper.ts';
import { createFreshdeskLedger } from './ledger.ts';
import { createFreshdeskIntake } from './intake.ts';
import { callsAtOnce, requestLimitMs } from './limits.ts';
import { createNoteWriter } from './note-writer.ts';
import { createFreshdeskComplaintSearch } from './other-complaints.ts';
import { createFreshdeskSource } from './source.ts';
import { createTicketReader } from './ticket-reader.ts';
import type { Account } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';

/** What opens a Freshdesk account. */
export interface FreshdeskDeskOptions extends DeskOptions {
  /** Of an agent; what it may see and do is what we may. */
  readonly apiKey: string;
}

/**
 * Connects one account: nothing is sent until something is asked.
 *
 * @throws {RangeError} for an account or a base address that is none; what is configured is checked before
 */
export function createFreshdeskDesk(options: FreshdeskDeskOptions): DeskPorts {
  const { prefix, time, urgency = 'ordinary' } = options;
  if (!isAccountName(options.account)) throw new RangeError('not the name of a Freshdesk account');
  const isTestHost = options.baseUrl !== undefined;
  const origin = options.baseUrl === undefined ? accountOrigin(options.account) : originOf(options.baseUrl);
  const account: Account = { name: options.account, origin, isTestHost, prefix, time };
  // The key is the name; the password may be anything and has to be something.
  const authorization = `Basic ${Buffer.from(`${options.apiKey}:X`).toString('base64')}`;
  const pace = options.pace ?? createPace({ platform: 'freshdesk', time, atOnce: callsAtOnce });
  const adapter = options.wire?.http;
  const http = { origin, isTestHost, authorization: () => authorization, time, limitMs: requestLimitMs, adapter };
  const calls = createFreshdeskCalls({ http, pace, urgency });
  const fields = createFieldMap(calls, { prefix, time });
  const reader = createTicketReader(calls, { fields, names: createAgentNames(calls) }, account);
  const notes = createNoteWriter(calls, fields, account);
  const writer = createTicketWriter(calls, { reader, fields, notes }, account);
  const keeper = createHistoryKeeper(calls, { reader, fields }, account);
  return {
    source: createFreshdeskSource(calls, { reader, keeper }, account),
    backlog: createFreshdeskBacklog(calls, account),
    actions: createFreshdeskActions(writer),
    ledger: createFreshdeskLedger({ reader, writer, notes }, account),
    agents: createFreshdeskAgents(calls),
    complaints: createFreshdeskComplaintSearch(calls, account),
    intake: createFreshdeskIntake(calls, fields, account),
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
