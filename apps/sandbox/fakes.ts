import { agents, supervisors } from './company/people.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack/fake-slack.ts';
import { createFakeZendesk, type FakeZendesk } from './fake-zendesk/fake-zendesk.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** The company's accounts, with throw-away credentials that work nowhere else. */
export const account = 'fernhill';
const email = 'recourse@fernhill.example';
const token = 'sandbox-token';
const botToken = 'xoxb-sandbox';
const signingSecret = 'sandbox-signing-secret';
const webhookSecret = 'sandbox-webhook-secret';

export interface Fakes {
  readonly zendesk: FakeZendesk;
  readonly slack: FakeSlack;
  readonly zendeskUrl: string;
  /** What the product is started with to find them; `PORT` is left to the caller. */
  readonly environment: Readonly<Record<string, string>>;
  readonly credentials: { readonly email: string; readonly token: string };
  /** Tells the fakes where the product listens. */
  connect(productPort: number): void;
  close(): Promise<void>;
}

/** Starts the helpdesk and the workspace of the company, with everybody who works there. */
export async function startFakes(time: SimulatedTime, channels: readonly string[]): Promise<Fakes> {
  const zendesk = createFakeZendesk({ time, account, auth: { email, token }, provisioned: true });
  const slack = createFakeSlack({ time, botToken, signingSecret });
  for (const { name, email } of [...Object.values(agents), ...Object.values(supervisors)]) {
    zendesk.addAgent({ name, email });
    slack.addUser({ name, email, username: email.split('@')[0] ?? name });
  }
  for (const name of new Set(channels)) slack.addChannel({ name });
  const zendeskServer = await zendesk.listen();
  const slackServer = await slack.listen();
  return {
    zendesk,
    slack,
    zendeskUrl: zendeskServer.baseUrl,
    credentials: { email, token },
    environment: {
      RECOURSE_TEST_HOSTS: '1',
      RECOURSE_LOG: process.env['RECOURSE_LOG'] ?? 'silent',
      // The fakes' days go by in minutes: sweeping less often shows the same and costs less.
      RECOURSE_SWEEP_SECONDS: '600',
      ZENDESK_ACCOUNT: account,
      ZENDESK_BASE_URL: zendeskServer.baseUrl,
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: token,
      ZENDESK_WEBHOOK_SECRET: webhookSecret,
      SLACK_API_URL: slackServer.baseUrl,
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
    },
    connect(productPort) {
      const origin = `http://127.0.0.1:${productPort}`;
      zendesk.connectWebhook({ url: `${origin}/webhooks/zendesk/${account}`, secret: webhookSecret });
      slack.connectInteractivity({ url: `${origin}/slack/events` });
    },
    async close() {
      await Promise.all([zendeskServer.close(), slackServer.close()]);
    },
  };
}
