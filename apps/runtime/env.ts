import * as z from 'zod';
import type { PolicyIssue } from '#core/policy/issue.ts';
import { ConfigError } from './config-error.ts';
import type { AccountsPart } from './env-accounts.ts';
import {
  noHelpdeskIssues,
  readFreshdesk,
  readZendesk,
  type FreshdeskEnvironment,
  type ZendeskEnvironment,
} from './env-helpdesks.ts';
import { issueOf, partOf, type Part, type Variables } from './env-part.ts';
import { slackInstallShape, slackIssues, slackOf, type SlackEnvironment } from './env-slack.ts';
import { address, secrets, text } from './env-values.ts';
import { isVaultKey } from './vault-key.ts';

const vaultKeys = text.refine(isVaultKey, 'is not 32 bytes in base64; make it with: openssl rand -base64 32');
const count = (least: number, most: number) =>
  text
    .refine(
      (value) => /^\d{1,6}$/u.test(value) && Number(value) >= least && Number(value) <= most,
      `is no whole number from ${least} to ${most}`,
    )
    .transform(Number);

/** What the variables of each part may hold. What is wrong with one part hides none of the others. */
const shapes = {
  slack: z.object({
    ...slackInstallShape,
    SLACK_SIGNING_SECRET: secrets.optional(),
    SLACK_API_URL: address.optional(),
  }),
  server: z.object({
    PORT: count(0, 65_535).default(3_000),
    RECOURSE_LOG: text
      .pipe(z.enum(['error', 'warn', 'info', 'silent'], { error: 'is none of error, warn, info and silent' }))
      .default('info'),
    RECOURSE_SWEEP_SECONDS: count(1, 86_400).default(60),
    RECOURSE_TEST_HOSTS: text.pipe(z.literal('1', { error: 'is 1 or left out' })).optional(),
  }),
  store: z.object({ RECOURSE_STORE: text.optional() }),
  vault: z.object({ RECOURSE_VAULT_KEY: vaultKeys.optional() }),
};

/**
 * The environment, read and checked: at least one helpdesk is there. Secrets live here and go nowhere but to the adapter
 * that needs them.
 */
export interface Environment {
  /** The accounts of each helpdesk. */
  readonly zendesk: readonly ZendeskEnvironment[];
  readonly freshdesk: readonly FreshdeskEnvironment[];
  readonly slack: SlackEnvironment;
  readonly port: number;
  readonly logLevel: string;
  readonly sweepEveryMs: number;
  /** Where what a restart may use again is kept, for `openStore`; may hold a password. */
  readonly storeUrl: string | undefined;
  /** For `readVaultKeys`; without it there is no vault. */
  readonly vaultKey: string | undefined;
}

/** Every part by itself: a command that needs one only asks for no other, and what is wrong with one hides no other. */
export interface EnvironmentParts {
  readonly zendesk: AccountsPart<ZendeskEnvironment>;
  readonly freshdesk: AccountsPart<FreshdeskEnvironment>;
  readonly slack: Part<SlackEnvironment>;
  readonly server: Part<Pick<Environment, 'port' | 'logLevel' | 'sweepEveryMs'>>;
  readonly storeUrl: Part<string>;
  readonly vaultKey: Part<string>;
}

/** Reads what is there of each part, and all that is wrong with it. */
export function readParts(variables: Variables): EnvironmentParts {
  const ofSlack = slackIssues(variables).map(([path, message]) => issueOf(path, message));
  return {
    zendesk: readZendesk(variables),
    freshdesk: readFreshdesk(variables),
    slack: partOf(shapes.slack, variables, { issues: ofSlack, read: slackOf }),
    server: partOf(shapes.server, variables, { issues: [], read: serverOf }),
    storeUrl: partOf(shapes.store, variables, { issues: [], read: (data) => data.RECOURSE_STORE }),
    vaultKey: partOf(shapes.vault, variables, { issues: [], read: (data) => data.RECOURSE_VAULT_KEY }),
  };
}

/**
 * The whole environment of a server.
 *
 * @throws {ConfigError} SETTINGS_INVALID with everything that is wrong, by variable and never with its value
 */
export function readEnvironment(variables: Variables): Environment {
  const { slack, server, ...others } = readParts(variables);
  const helpdesks = helpdesksOf(variables, { ...others, needed: [slack, server] });
  return { ...helpdesks, slack: slack.value!, ...server.value! };
}

/**
 * The helpdesks of an environment, and where their tokens are kept, for a command that speaks to them alone.
 *
 * @throws {ConfigError} SETTINGS_INVALID as `readEnvironment`, of these parts
 */
export function readHelpdesks(
  variables: Variables,
): Pick<Environment, 'zendesk' | 'freshdesk' | 'storeUrl' | 'vaultKey'> {
  return helpdesksOf(variables, { ...readParts(variables), needed: [] });
}

function helpdesksOf(
  variables: Variables,
  parts: Pick<EnvironmentParts, 'zendesk' | 'freshdesk' | 'storeUrl' | 'vaultKey'> & {
    readonly needed: readonly Part<unknown>[];
  },
): ReturnType<typeof readHelpdesks> {
  const { zendesk, freshdesk, storeUrl, vaultKey, needed } = parts;
  const issues = [zendesk, freshdesk, ...needed, storeUrl, vaultKey].flatMap((part) => part.issues);
  const all = [...noHelpdeskIssues(variables), ...issues];
  if (all.length > 0) throw new ConfigError('SETTINGS_INVALID', oneEach(all));
  return {
    zendesk: zendesk.value,
    freshdesk: freshdesk.value,
    storeUrl: storeUrl.value,
    vaultKey: vaultKey.value,
  };
}

/** Of one variable that several parts miss it is said once. */
function oneEach(issues: readonly PolicyIssue[]): readonly PolicyIssue[] {
  return [...Map.groupBy(issues, ({ path }) => path).values()].map(([first]) => first!);
}

type Read<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

function serverOf(data: Read<'server'>): Pick<Environment, 'port' | 'logLevel' | 'sweepEveryMs'> {
  return { port: data.PORT, logLevel: data.RECOURSE_LOG, sweepEveryMs: data.RECOURSE_SWEEP_SECONDS * 1_000 };
}
