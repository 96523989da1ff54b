import { createRealTime } from '#apps/runtime/real-time.ts';
import { createAgentNames } from '#integrations/freshdesk/agent-names.ts';
import { createFreshdeskCalls } from '#integrations/freshdesk/calls.ts';
import { createFieldMap } from '#integrations/freshdesk/field-map.ts';
import { requestLimitMs } from '#integrations/freshdesk/limits.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';
import { createTicketReader } from '#integrations/freshdesk/ticket-reader.ts';
import { saltmarsh } from './companies.ts';
import type { ReadTicket } from './explain.ts';
import { createFakeFreshdesk, type FakeFreshdesk } from './fake-freshdesk/fake-freshdesk.ts';
import { everybody, startSlack, type CompanyFakes } from './fakes.ts';
import { showFreshdeskTicket } from './show-freshdesk.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { unpaced } from './unpaced.ts';

const { account } = saltmarsh;
const apiKey = 'sandbox-api-key';
const webhookSecret = 'sandbox-webhook-secret-of-freshdesk';
/** Ids of its Slack begin here, so that those of the two companies never meet. */
const seedIds = 400;

/** Those of Saltmarsh. */
export interface FreshdeskFakes extends CompanyFakes {
  readonly freshdesk: FakeFreshdesk;
}

/** Starts the helpdesk and the workspace of Saltmarsh, with everybody who works there. */
export async function startFreshdeskFakes(time: SimulatedTime, channels: readonly string[]): Promise<FreshdeskFakes> {
  const freshdesk = createFakeFreshdesk({ time, account, apiKey, provisioned: true });
  const slack = await startSlack(saltmarsh, { time, channels, seedIds });
  for (const { name, email } of everybody(saltmarsh)) freshdesk.addAgent({ name, email });
  const server = await freshdesk.listen();
  return {
    freshdesk,
    helpdesk: freshdesk,
    slack: slack.slack,
    environment: {
      ...slack.environment,
      FRESHDESK_ACCOUNT: account,
      FRESHDESK_BASE_URL: server.baseUrl,
      FRESHDESK_API_KEY: apiKey,
      FRESHDESK_WEBHOOK_SECRET: webhookSecret,
    },
    show: showFreshdeskTicket(server.baseUrl),
    // An app's request templates bear the key from its settings, whoever looks at the ticket.
    panelAccess: () => ({
      origin: server.baseUrl,
      authorization: `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`,
    }),
    readerFor: (prefix) => readerOf(server.baseUrl, freshdesk.access.onlooker, prefix),
    async connect(productPort) {
      const origin = `http://127.0.0.1:${productPort}`;
      const url = `${origin}/webhooks/freshdesk/${account}`;
      freshdesk.connectWebhook({ url, header: secretHeader, secret: webhookSecret });
      await slack.connect(origin);
    },
    async close() {
      await Promise.all([server.close(), slack.close()]);
    },
  };
}

/** The adapter's own reader without the part that writes a ticket's history down: looking changes nothing. */
function readerOf(origin: string, key: string, prefix: string): ReadTicket {
  const time = createRealTime();
  const authorization = `Basic ${Buffer.from(`${key}:X`).toString('base64')}`;
  const http = { origin, isTestHost: true, authorization: () => authorization, time, limitMs: requestLimitMs };
  const calls = createFreshdeskCalls({ http, pace: unpaced, urgency: 'ordinary' });
  const fields = createFieldMap(calls, { prefix, time });
  const parts = { fields, names: createAgentNames(calls) };
  const reader = createTicketReader(calls, parts, { name: account, origin, isTestHost: true, prefix, time });
  return async (ticket, signal) => (await reader.whole(ticket, signal)).record;
}
