import { isObject, textAt } from '#apps/sidebar/host-values.ts';
import { packedPolicy, start } from '#apps/sidebar/start.tsx';
import { zendeskHost } from './host.ts';
import { values, zafClient, type ZafClient } from './zaf.ts';

/** Light or dark, as Zendesk is. */
function wear(scheme: unknown): void {
  document.documentElement.dataset['theme'] = scheme === 'dark' ? 'dark' : 'light';
}

/** What Zendesk answers counts more than what its address said. */
async function wearAsAsked(client: ZafClient): Promise<void> {
  const { colorScheme } = await values(client, ['colorScheme']);
  if (colorScheme !== undefined) wear(colorScheme);
}

/** The policy that an administrator pasted into the settings, else the packed one. */
async function policyFor(client: ZafClient, packed: Promise<unknown>): Promise<unknown> {
  const metadata = await client.metadata();
  const text = isObject(metadata) ? textAt(metadata['settings'], 'policy') : undefined;
  return text === undefined ? packed : (JSON.parse(text) as unknown);
}

const client = zafClient();
if (client !== undefined) {
  wear(new URLSearchParams(location.search).get('colorScheme'));
  client.on('colorScheme.changed', wear);
  void wearAsAsked(client);
  const packed = packedPolicy();
  packed.catch(() => undefined);
  void start(
    zendeskHost(client, () => Date.now()),
    policyFor(client, packed),
  );
}
