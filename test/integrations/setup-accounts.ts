import { createFakeFreshdesk, type FakeFreshdeskOptions } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createFakeZendesk, type FakeZendeskOptions } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import type { CommandSurroundings } from '#apps/cli/doctor.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { channelsOf } from '#core/policy/channels.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import type { Timekeeper } from '#integrations/contract.ts';

export const zendeskToken = 'zendesk-token-canary-61';
export const freshdeskKey = 'freshdesk-key-canary-62';
export const slackToken = 'xoxb-canary-63';
export const slackAppToken = 'xapp-1-canary-of-the-app';
export const ourOrigin = 'https://recourse.example';

/** Fresh accounts on loopback, as somebody has them who begins. */
export interface FreshAccounts {
  readonly zendesk: ReturnType<typeof createFakeZendesk>;
  readonly freshdesk: ReturnType<typeof createFakeFreshdesk>;
  readonly slack: ReturnType<typeof createFakeSlack>;
  /** The environment that connects all three. */
  readonly variables: Readonly<Record<string, string>>;
  /** A command's surroundings with what it printed; `answer` is what a person says who is asked. */
  surroundings(change?: {
    readonly variables?: Readonly<Record<string, string | undefined>>;
    readonly time?: Timekeeper;
    readonly answer?: boolean;
  }): CommandSurroundings & { readonly printed: () => string; readonly asked: () => readonly string[] };
  /** Calls an account's API with our credentials, as an administrator's script would. */
  callZendesk(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  callFreshdesk(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function openAccounts(
  options: {
    readonly zendesk?: Partial<FakeZendeskOptions>;
    readonly freshdesk?: Partial<FakeFreshdeskOptions>;
  } = {},
): Promise<FreshAccounts> {
  const time = createRealTime();
  const email = 'recourse@acme.example';
  const zendesk = createFakeZendesk({
    time,
    account: 'acme',
    auth: { email, token: zendeskToken },
    ...options.zendesk,
  });
  const freshdesk = createFakeFreshdesk({ time, account: 'harbour', apiKey: freshdeskKey, ...options.freshdesk });
  const signingSecret = 'signing-canary-64';
  const slack = createFakeSlack({ time, botToken: slackToken, signingSecret, appToken: slackAppToken });
  const policy = await loadPolicy(policyPath);
  for (const name of channelsOf(policy)) slack.addChannel({ name });
  const servers = await Promise.all([zendesk.listen(), freshdesk.listen(), slack.listen()]);
  const [atZendesk, atFreshdesk, atSlack] = servers;
  const variables = {
    RECOURSE_TEST_HOSTS: '1',
    ZENDESK_ACCOUNT: 'acme',
    ZENDESK_EMAIL: email,
    ZENDESK_API_TOKEN: zendeskToken,
    ZENDESK_BASE_URL: atZendesk.baseUrl,
    FRESHDESK_ACCOUNT: 'harbour',
    FRESHDESK_API_KEY: freshdeskKey,
    FRESHDESK_BASE_URL: atFreshdesk.baseUrl,
    FRESHDESK_WEBHOOK_SECRET: 'a-secret-that-nobody-can-guess',
    SLACK_BOT_TOKEN: slackToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: atSlack.baseUrl,
  };
  const calling =
    (baseUrl: string, credentials: string) =>
    async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
      const headers = {
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        'content-type': 'application/json',
      };
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${baseUrl}/api/v2/${path}`, { method, headers, ...init });
      const text = await answer.text();
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    };
  return {
    zendesk,
    freshdesk,
    slack,
    variables,
    surroundings(change = {}) {
      const parts: string[] = [];
      const questions: string[] = [];
      const { answer } = change;
      const terminal = {
        write: (text: string) => void parts.push(text),
        paint: (text: string) => text,
        width: undefined,
        confirm:
          answer === undefined
            ? undefined
            : (question: string) => {
                questions.push(question);
                return Promise.resolve(answer);
              },
      };
      return {
        time: change.time ?? time,
        variables: { ...variables, ...change.variables },
        terminal,
        printed: () => parts.join(''),
        asked: () => questions,
      };
    },
    callZendesk: calling(atZendesk.baseUrl, `${email}/token:${zendeskToken}`),
    callFreshdesk: calling(atFreshdesk.baseUrl, `${freshdeskKey}:X`),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
