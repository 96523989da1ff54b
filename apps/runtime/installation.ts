import { access, constants } from 'node:fs/promises';
import type { Examination, Finding } from '#integrations/contract.ts';
import { failing, warning, well } from '#integrations/findings.ts';
import type { Installation } from './compose-setup.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment, type Environment } from './env.ts';
import { openStore } from './store.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Stand in for what a command does not need, so that one reader checks everything else. */
const slack = { SLACK_BOT_TOKEN: 'none', SLACK_SIGNING_SECRET: 'none' } as const;
const helpdesk = { ZENDESK_ACCOUNT: 'none', ZENDESK_OAUTH_TOKEN: 'none' } as const;
const placeholders = { slack, helpdesk, both: { ...slack, ...helpdesk } } as const;

/**
 * The helpdesks of an environment that may lack Slack.
 *
 * @throws {ConfigError} SETTINGS_INVALID
 */
export function readHelpdesks(
  variables: Variables,
): Pick<Environment, 'zendesk' | 'freshdesk' | 'storeUrl' | 'vaultKey'> {
  const isSlack = (name: string): boolean => name.startsWith('SLACK_');
  return readEnvironment({ ...placeholders.slack, ...only(variables, (name) => !isSlack(name)) });
}

/**
 * As much of an installation as can be read: what is wrong with one part hides none of the others.
 *
 * `settings` examines what was read, and tells of everything that was not.
 */
export function readInstallation(variables: Variables): {
  readonly installation: Installation;
  readonly settings: Examination;
} {
  try {
    const environment = readEnvironment(only(variables, () => true));
    return { installation: environment, settings: settingsOf(() => overrides(variables)) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { issues } = error;
    const told = issues.map(({ path, message }) =>
      failing(`${path} ${message}`, 'mend it in the server’s environment'),
    );
    return { installation: readParts(variables), settings: settingsOf(() => [...told, ...overrides(variables)]) };
  }
}

function settingsOf(find: () => readonly Finding[]): Examination {
  return {
    check: 'settings',
    examine: () => {
      const found = find();
      return Promise.resolve(found.length > 0 ? found : [well('the environment is in order')]);
    },
  };
}

function readParts(variables: Variables): Installation {
  const part = <T>(prefix: string, rest: Variables, pick: (environment: Environment) => T): T | undefined => {
    const own = only(variables, (name) => name.startsWith(prefix) || name === 'RECOURSE_TEST_HOSTS');
    try {
      return pick(readEnvironment({ ...rest, ...own }));
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  };
  const vaultKey = part('RECOURSE_VAULT', placeholders.both, (read) => read.vaultKey);
  // Without it a client that was consented to would seem unusable.
  const key: Variables = vaultKey === undefined ? {} : { RECOURSE_VAULT_KEY: vaultKey };
  const ourUrl = only(variables, (name) => name === 'RECOURSE_URL');
  const workspace = part('SLACK_', { ...placeholders.helpdesk, ...key, ...ourUrl }, (read) => read.slack);
  return {
    zendesk: part('ZENDESK_', { ...placeholders.slack, ...key }, ({ zendesk }) => zendesk),
    freshdesk: part('FRESHDESK_', placeholders.slack, ({ freshdesk }) => freshdesk),
    storeUrl: part('RECOURSE_STORE', placeholders.both, ({ storeUrl }) => storeUrl),
    vaultKey,
    ...(workspace === undefined ? {} : { slack: workspace }),
  };
}

/** The variables that are set and wanted. */
function only(variables: Variables, isWanted: (name: string) => boolean): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name, value]) => value !== undefined && isWanted(name)));
}

/** Where something else than the platform itself is asked: good in a test, a catastrophe elsewhere. */
function overrides(variables: Variables): readonly Finding[] {
  return ['ZENDESK_BASE_URL', 'FRESHDESK_BASE_URL', 'SLACK_API_URL'].flatMap((name) => {
    const address = variables[name];
    if (address === undefined) return [];
    const host = URL.parse(address)?.host ?? 'another host';
    return [
      warning(`${name} sends everything to ${host} and not to the platform`, `take ${name} out, unless this is a test`),
    ];
  });
}

/** Whether what is kept between starts can be kept; nothing to examine where no store is configured. */
export function storeExaminations(variables: Variables): readonly Examination[] {
  const address = variables['RECOURSE_STORE']?.trim();
  return address === undefined || address === ''
    ? []
    : [{ check: 'store', examine: async () => [await storeFinding(address)] }];
}

async function storeFinding(address: string): Promise<Finding> {
  const mend = 'compare RECOURSE_STORE, and whether this machine and user may get there';
  const isFolder = !/^[a-z][a-z+]+:/iu.test(address);
  try {
    // Opening a folder makes it: here it is only looked at.
    if (isFolder) await access(address, constants.R_OK | constants.W_OK);
    else await (await openStore(address)).close();
    return well('what is kept between starts can be kept');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isFolder && code === 'ENOENT') return well('it is not there yet: the server makes it when it starts');
    return failing(
      error instanceof Error && !isFolder ? error.message : `it cannot be used: ${code ?? 'it refuses'}`,
      mend,
    );
  }
}
