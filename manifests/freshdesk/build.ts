import { ownTicketFields } from '#integrations/freshdesk/own-things.ts';
import { listingText } from '../listing-text.ts';
import { jsonFile, textFile, textOf, under, type PackageFiles } from '../package-files.ts';
import type { BuiltPackage } from '../package-rule.ts';
import { version } from '../publisher.ts';
import { picked, type Ingredients } from '../zendesk/build.ts';
import { freshdeskManifest } from './app-manifest.ts';
import { packingSteps } from './packing-steps.ts';
import { freshdeskRequests } from './requests.ts';
import { freshdeskIparams } from './iparams.ts';
import { sampleEvents } from './sample-events.ts';

/** Where the fields to create stand in `server/server.js`. */
const fieldsPlace = 'const ownFields = [];';

/** What `npm` needs to run the package's own tests as the vendor's tool does; the versions are those of its samples. */
const packageJson = {
  name: 'recourse-complaints',
  version,
  private: true,
  scripts: { 'fdk-unit-test': 'vitest run --coverage' },
  devDependencies: { '@vitest/coverage-v8': '~2.1.8', vitest: '~2.1.8' },
};

/**
 * A Freshdesk app of platform 3.0, ready for `fdk pack`. The zip that the marketplace takes is made by the vendor's tool
 * alone, and `PACKING.md` says how.
 *
 * @param sources  `server/server.js`, `config/iparams.js`, `tests/…` and `vitest.config.js` as they stand in this folder
 */
export function buildFreshdesk(sources: PackageFiles, { policy, panel, images }: Ingredients): BuiltPackage {
  const files = new Map<string, Uint8Array>([
    ['manifest.json', jsonFile(freshdeskManifest())],
    ['package.json', jsonFile(packageJson)],
    ['PACKING.md', textFile(packingSteps)],
    ['config/requests.json', jsonFile(freshdeskRequests)],
    ['config/iparams.json', jsonFile(freshdeskIparams)],
    ...placed(sources, policy.prefix),
    ...under('app', panel.files),
    ['app/policy.json', textFile(JSON.stringify(policy))],
    ...picked(images, { 'icon.svg': 'app/styles/images/icon.svg' }),
    ...Object.entries(sampleEvents).map(([name, event]) => [`server/test_data/${name}.json`, jsonFile(event)] as const),
  ]);
  const listing = new Map<string, Uint8Array>([
    ['listing.md', textFile(listingText('Freshworks Marketplace'))],
    ...picked(images, { 'logo-400.png': 'icon.png' }),
    ...[...images].filter(([name]) => name.startsWith('freshdesk-screenshot-')),
  ]);
  return { name: 'freshdesk', files, listing, isPublic: true };
}

function placed(sources: PackageFiles, prefix: string): readonly (readonly [string, Uint8Array])[] {
  const server = (textOf(sources, 'server/server.js') ?? '').replace(
    fieldsPlace,
    `const ownFields = ${JSON.stringify(ownTicketFields(prefix), undefined, 2)};`,
  );
  const tests = [...sources].filter(([path]) => path.startsWith('tests/'));
  return [
    ['server/server.js', textFile(server)],
    ...moved(sources, 'config/iparams.js', 'config/assets/iparams.js'),
    ...moved(sources, 'vitest.config.js', 'vitest.config.js'),
    ...tests,
  ];
}

function moved(sources: PackageFiles, from: string, to: string): readonly (readonly [string, Uint8Array])[] {
  const bytes = sources.get(from);
  return bytes === undefined ? [] : [[to, bytes]];
}
