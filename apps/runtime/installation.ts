import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Examination, Finding } from '#integrations/contract.ts';
import { failing, warning, well } from '#integrations/findings.ts';
import type { Installation } from './compose-setup.ts';
import { ConfigError } from './config-error.ts';
import type { ZendeskEnvironment } from './env-helpdesks.ts';
import { readEnvironment, readParts } from './env.ts';
import { openStore, storeFolder } from './store.ts';
import { StoreError } from './store-error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

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
    const environment = readEnvironment(variables);
    return { installation: environment, settings: settingsOf(() => overrides(variables)) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { issues } = error;
    const told = issues.map(({ path, message }) =>
      failing(`${path} ${message}`, 'mend it in the server’s environment'),
    );
    return { installation: whatIsWell(variables), settings: settingsOf(() => [...told, ...overrides(variables)]) };
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

function whatIsWell(variables: Variables): Installation {
  const { zendesk, freshdesk, slack, storeUrl, vaultKey } = readParts(variables);
  // Without its vault a client that was consented to would seem unusable.
  const isLocked = ({ credentials }: ZendeskEnvironment): boolean =>
    vaultKey.value === undefined && 'client' in credentials && credentials.client.secret === undefined;
  return {
    zendesk: zendesk.value.filter((one) => !isLocked(one)),
    freshdesk: freshdesk.value,
    storeUrl: storeUrl.value,
    vaultKey: vaultKey.value,
    ...(slack.value === undefined ? {} : { slack: slack.value }),
  };
}

/** Where something else than the platform itself is asked: good in a test, a catastrophe elsewhere. */
function overrides(variables: Variables): readonly Finding[] {
  const addresses = Object.entries(variables).filter(([name]) =>
    /^(?:ZENDESK_BASE|FRESHDESK_BASE|SLACK_API)_URL(?:_|$)/u.test(name),
  );
  return addresses.flatMap(([name, address]) => {
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
  if (address === 'memory:') {
    const lost = 'nothing is kept between starts: each one reads more, and what people consented to is lost';
    return warning(lost, 'set RECOURSE_STORE to a folder or an address, or leave it out');
  }
  try {
    const folder = storeFolder(address);
    if (folder !== undefined) return (await folderFinding(folder)) ?? failing('it is a file and no folder', mend);
    await (await openStore(address)).close();
    return well(kept);
  } catch (error) {
    if (error instanceof StoreError) return failing(error.message, mend);
    return failing(`it cannot be used: ${(error as NodeJS.ErrnoException).code ?? 'it refuses'}`, mend);
  }
}

const kept = 'what is kept between starts can be kept';

/**
 * Opening a folder makes it: here it is only looked at, or at the nearest one above it, in which the server would make
 * it. Nothing where a file stands in its place.
 */
async function folderFinding(folder: string): Promise<Finding | undefined> {
  let [nearest, found] = [folder, await unlessMissing(stat(folder))];
  while (found === undefined && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    found = await unlessMissing(stat(nearest));
  }
  if (found?.isDirectory() !== true) return undefined;
  await access(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
  return well(nearest === folder ? kept : 'it is not there yet: the server makes it when it starts');
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}
