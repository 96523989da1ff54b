import { textAt } from '#apps/sidebar/host-values.ts';
import { packedPolicy, start } from '#apps/sidebar/start.tsx';
import type { FreshClient } from './fresh-client.ts';
import { freshdeskHost } from './host.ts';

/** The policy that an administrator pasted into the settings, else the packed one. */
async function policyFor(client: FreshClient, packed: Promise<unknown>): Promise<unknown> {
  const iparams = await client.iparams.get().catch((): undefined => undefined);
  const text = textAt(iparams, 'policy');
  return text === undefined ? packed : (JSON.parse(text) as unknown);
}

const initialised = window.app?.initialized();
if (initialised !== undefined) {
  const packed = packedPolicy();
  packed.catch(() => undefined);
  void start(
    initialised.then((client) => freshdeskHost(client, () => Date.now())),
    initialised.then((client) => policyFor(client, packed)),
  );
}
