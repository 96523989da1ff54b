import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { fernhill } from './companies.ts';
import type { Company } from './company/company.ts';
import { slackLinkDomains } from '#integrations/slack/scopes.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack/fake-slack.ts';
import { createFakeZendesk, type FakeZendesk } from './fake-zendesk/fake-zendesk.ts';
import type { Helpdesk } from './helpdesk.ts';
import { showZendeskTicket, type ShowTicket } from './show.ts';
import type { ReadTicket } from './explain.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { unpaced } from './unpaced.ts';

/** Fernhill's account, with throw-away credentials that work nowhere else. */
export const account = fernhill.account;
const email = 'recourse@fernhill.example';
const token = 'sandbox-token';
const botToken = 'xoxb-sandbox';
const signingSecret = 'sandbox-signing-secret';
const appToken = 'xapp-1-sandbox';
const webhookSecret = 'sandbox-webhook-secret';

/** A company's helpdesk and Slack, whichever helpdesk it is. */
export interface CompanyFakes {
  readonly helpdesk: Helpdesk;
  readonly slack: FakeSlack;
  /** What the product is started with to find them; `PORT` is left to the caller. */
  readonly environment: Readonly<Record<string, string>>;
  readonly show: ShowTicket;
  /** Where a panel's requests go, and in whose name. @param by  e-mail of the agent who looks at it */
  panelAccess(by: string): { readonly origin: string; readonly authorization: string };
  /** Reads a ticket as the product would, and changes nothing. @param prefix  of our tags and fields */
  readerFor(prefix: string): ReadTicket;
  /** Tells the fakes where the product listens. */
  connect(productPort: number): Promise<void>;
  close(): Promise<void>;
}

/** Those of Fernhill. */
export interface Fakes extends CompanyFakes {
  readonly zendesk: FakeZendesk;
  readonly zendeskUrl: string;
  readonly credentials: { readonly email: string; readonly token: string };
}

/**
 * Starts the helpdesk and the workspace of Fernhill, with everybody who works there.
 *
 * @param hears  whether Slack calls the product, or the product keeps a connection to it
 */
export async function startFakes(
  time: SimulatedTime,
  channels: readonly string[],
  hears: 'http' | 'socket' = 'http',
): Promise<Fakes> {
  const zendesk = createFakeZendesk({ time, account, auth: { email, token }, provisioned: true });
  const slack = await startSlack(fernhill, { time, channels, seedIds: 0, hears });
  for (const { name, email } of everybody(fernhill)) zendesk.addAgent({ name, email });
  const zendeskServer = await zendesk.listen();
  return {
    zendesk,
    helpdesk: zendesk,
    slack: slack.slack,
    zendeskUrl: zendeskServer.baseUrl,
    credentials: { email, token },
    environment: {
      ...slack.environment,
      ZENDESK_ACCOUNT: account,
      ZENDESK_BASE_URL: zendeskServer.baseUrl,
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: token,
      ZENDESK_WEBHOOK_SECRET: webhookSecret,
    },
    show: showZendeskTicket,
    // An app's requests are made in the agent's own session.
    panelAccess: (by) => ({ origin: zendeskServer.baseUrl, authorization: `Bearer ${zendesk.access.bearerFor(by)}` }),
    readerFor(prefix) {
      const baseUrl = zendeskServer.baseUrl;
      const time = createRealTime();
      const credentials = { bearer: zendesk.access.onlooker };
      const { source } = createZendeskDesk({ account, credentials, baseUrl, prefix, time, pace: unpaced });
      return (ticket, signal) => source.read(ticket, signal);
    },
    async connect(productPort) {
      const origin = `http://127.0.0.1:${productPort}`;
      zendesk.connectWebhook({ url: `${origin}/webhooks/zendesk/${account}`, secret: webhookSecret });
      await slack.connect(origin);
    },
    async close() {
      await Promise.all([zendeskServer.close(), slack.close()]);
    },
  };
}

interface StartedSlack {
  readonly slack: FakeSlack;
  readonly environment: Readonly<Record<string, string>>;
  /** @param origin  where the product listens */
  connect(origin: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a company's workspace with everybody and every channel in it. */
export async function startSlack(
  company: Company,
  on: {
    readonly time: SimulatedTime;
    readonly channels: readonly string[];
    readonly seedIds: number;
    readonly hears?: 'http' | 'socket';
  },
): Promise<StartedSlack> {
  const isSocket = on.hears === 'socket';
  const known = { time: on.time, botToken, signingSecret, seedIds: on.seedIds };
  const slack = createFakeSlack({ ...known, ...(isSocket ? { appToken } : {}) });
  for (const { name, email } of everybody(company)) {
    slack.addUser({ name, email, username: email.split('@')[0] ?? name });
  }
  for (const name of new Set(on.channels)) slack.addChannel({ name });
  const server = await slack.listen();
  return {
    slack,
    environment: {
      RECOURSE_TEST_HOSTS: '1',
      RECOURSE_LOG: process.env['RECOURSE_LOG'] ?? 'silent',
      // The fakes' days go by in minutes: sweeping less often shows the same and costs less.
      RECOURSE_SWEEP_SECONDS: '600',
      // Killed, it begins again with what the tickets say and nothing else.
      RECOURSE_STORE: 'memory:',
      SLACK_API_URL: server.baseUrl,
      SLACK_BOT_TOKEN: botToken,
      ...(isSocket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    },
    async connect(origin) {
      slack.unfurlDomains([...slackLinkDomains, '127.0.0.1']);
      if (isSocket) return;
      const url = `${origin}/slack/events`;
      slack.connectInteractivity({ url });
      await on.time.task(() => slack.connectEvents({ url }));
    },
    close: () => server.close(),
  };
}

/** All who work at a company. */
export function everybody({
  agents,
  supervisors,
}: Company): readonly { readonly name: string; readonly email: string }[] {
  return [...Object.values(agents), ...Object.values(supervisors)];
}
