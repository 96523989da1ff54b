import { z } from 'zod';
import { ConfigError } from './config-error.ts';

/** One setting of the environment, for `serve --help` and the README. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly needed: 'yes' | 'no' | 'for tests';
  readonly meaning: string;
}

/** Every variable that is read, in the order in which people should meet them. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  { name: 'ZENDESK_ACCOUNT', needed: 'yes', meaning: 'the account: acme of acme.zendesk.com' },
  { name: 'ZENDESK_EMAIL', needed: 'no', meaning: 'with ZENDESK_API_TOKEN: whose token it is' },
  { name: 'ZENDESK_API_TOKEN', needed: 'no', meaning: 'an API token made before Zendesk stopped issuing them' },
  { name: 'ZENDESK_OAUTH_TOKEN', needed: 'no', meaning: 'an OAuth access token instead, with read and write' },
  {
    name: 'ZENDESK_WEBHOOK_SECRET',
    needed: 'no',
    meaning: "the webhook's signing secret; two, with a comma, while it changes",
  },
  { name: 'SLACK_BOT_TOKEN', needed: 'yes', meaning: 'the bot token of your workspace, xoxb-…' },
  {
    name: 'SLACK_SIGNING_SECRET',
    needed: 'yes',
    meaning: "the Slack app's signing secret; two, with a comma, while it changes",
  },
  { name: 'PORT', needed: 'no', meaning: 'where to listen; 3000 unless said' },
  { name: 'RECOURSE_LOG', needed: 'no', meaning: 'error, warn, info or silent; info unless said' },
  {
    name: 'RECOURSE_SWEEP_SECONDS',
    needed: 'no',
    meaning: 'how often changes are fetched beside webhooks; 60 unless said',
  },
  { name: 'RECOURSE_TEST_HOSTS', needed: 'for tests', meaning: '1 allows the two addresses below' },
  { name: 'ZENDESK_BASE_URL', needed: 'for tests', meaning: 'another address than Zendesk’s' },
  { name: 'SLACK_API_URL', needed: 'for tests', meaning: 'another address than Slack’s' },
];

const text = z.string().trim().min(1, 'is empty; leave it out or give it a value');
const secrets = text
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(1)).min(1).max(2));
const address = text.refine(
  (value) => /^https?:\/\//u.test(value) && URL.canParse(value),
  'is no address that begins with http:// or https://',
);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const shape = z.object({
  ZENDESK_ACCOUNT: text,
  ZENDESK_EMAIL: text.optional(),
  ZENDESK_API_TOKEN: text.optional(),
  ZENDESK_OAUTH_TOKEN: text.optional(),
  ZENDESK_WEBHOOK_SECRET: secrets.optional(),
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: secrets,
  PORT: count(0, 65_535).default(3_000),
  RECOURSE_LOG: z.enum(['error', 'warn', 'info', 'silent']).default('info'),
  RECOURSE_SWEEP_SECONDS: count(1, 86_400).default(60),
  RECOURSE_TEST_HOSTS: z.literal('1').optional(),
  ZENDESK_BASE_URL: address.optional(),
  SLACK_API_URL: address.optional(),
});

/** The environment, read and checked. Secrets live here and go nowhere but to the adapter that needs them. */
export interface Environment {
  readonly zendesk: {
    readonly account: string;
    readonly credentials: { readonly email: string; readonly token: string } | { readonly bearer: string };
    readonly webhookSecrets: readonly string[];
    readonly baseUrl: string | undefined;
  };
  readonly slack: {
    readonly botToken: string;
    readonly signingSecrets: readonly string[];
    readonly apiUrl: string | undefined;
  };
  readonly port: number;
  readonly logLevel: string;
  readonly sweepEveryMs: number;
}

/**
 * Reads the environment.
 *
 * @throws {ConfigError} SETTINGS_INVALID with everything that is wrong, by variable and never with its value
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = shape.safeParse(variables);
  const issues = parsed.success
    ? credentialIssues(parsed.data)
    : parsed.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        message: sayIssue(issue, variables),
        suggestion: undefined,
      }));
  if (!parsed.success || issues.length > 0) throw new ConfigError('SETTINGS_INVALID', issues);
  const { data } = parsed;
  return {
    zendesk: {
      account: data.ZENDESK_ACCOUNT,
      credentials:
        data.ZENDESK_OAUTH_TOKEN === undefined
          ? { email: data.ZENDESK_EMAIL ?? '', token: data.ZENDESK_API_TOKEN ?? '' }
          : { bearer: data.ZENDESK_OAUTH_TOKEN },
      webhookSecrets: data.ZENDESK_WEBHOOK_SECRET ?? [],
      baseUrl: data.ZENDESK_BASE_URL,
    },
    slack: { botToken: data.SLACK_BOT_TOKEN, signingSecrets: data.SLACK_SIGNING_SECRET, apiUrl: data.SLACK_API_URL },
    port: data.PORT,
    logLevel: data.RECOURSE_LOG,
    sweepEveryMs: data.RECOURSE_SWEEP_SECONDS * 1_000,
  };
}

type Read = z.infer<typeof shape>;
type Issue = { readonly path: string; readonly message: string; readonly suggestion: undefined };

function credentialIssues(data: Read): Issue[] {
  const issues: Issue[] = [];
  const say = (path: string, message: string): void => void issues.push({ path, message, suggestion: undefined });
  if (
    data.ZENDESK_OAUTH_TOKEN === undefined &&
    (data.ZENDESK_EMAIL === undefined || data.ZENDESK_API_TOKEN === undefined)
  ) {
    say('ZENDESK_OAUTH_TOKEN', 'is missing: give it, or ZENDESK_EMAIL and ZENDESK_API_TOKEN');
  }
  if (data.RECOURSE_TEST_HOSTS === undefined) {
    if (data.ZENDESK_BASE_URL !== undefined) say('ZENDESK_BASE_URL', 'is for tests: it needs RECOURSE_TEST_HOSTS=1');
    if (data.SLACK_API_URL !== undefined) say('SLACK_API_URL', 'is for tests: it needs RECOURSE_TEST_HOSTS=1');
  }
  return issues;
}

/** Never with the value: it may be a secret in the wrong place. */
function sayIssue(issue: z.core.$ZodIssue, variables: Readonly<Record<string, string | undefined>>): string {
  return variables[issue.path.join('.')] === undefined ? 'is missing' : issue.message;
}
