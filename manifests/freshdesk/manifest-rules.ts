import { jsonOf, textOf, type PackageFiles } from '../package-files.ts';
import { groupOf, partOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';

const path = 'manifest.json';
const manifestOf = (files: PackageFiles): unknown => jsonOf(files, path);
const fault = (what: string): readonly Fault[] => [{ path, what }];
const none: readonly Fault[] = [];
const gone = ['name', 'product', 'whitelisted-domains'];

const modulesOf = (files: PackageFiles) => Object.entries(groupOf(manifestOf(files), 'modules'));

/** Every event with its handler, of all modules. */
function eventsOf(files: PackageFiles): readonly (readonly [string, string])[] {
  return modulesOf(files).flatMap(([, module]) =>
    Object.entries(groupOf(module, 'events')).map(([event, one]) => [event, wordsOf(one, 'handler')] as const),
  );
}

/** What `fdk validate` and `fdk pack` ask of an app's manifest and of what it names. */
export const freshdeskManifestRules: readonly PackageRule[] = [
  {
    code: 'FRESHDESK_MANIFEST_MISSING',
    mend: 'put a manifest.json at the top of the folder',
    find: ({ files }) => (files.has(path) ? none : fault('there is none')),
  },
  {
    code: 'FRESHDESK_PLATFORM',
    mend: 'write "platform-version": "3.0": older platforms have ended',
    find: ({ files }) =>
      partOf(manifestOf(files), 'platform-version') === '3.0' ? none : fault('the platform is not 3.0'),
  },
  {
    code: 'FRESHDESK_KEY_GONE',
    mend: 'leave it out: platform 3.0 has modules and request templates instead',
    find: ({ files }) =>
      gone
        .filter((key) => partOf(manifestOf(files), key) !== undefined)
        .flatMap((key) => fault(`${key} belongs to an older platform`)),
  },
  {
    code: 'FRESHDESK_MODULES',
    mend: 'name a module beside common, such as support_ticket',
    find: ({ files }) =>
      modulesOf(files).some(([name]) => name !== 'common') ? none : fault('the app stands in no module'),
  },
  {
    code: 'FRESHDESK_EMPTY_PART',
    mend: 'leave it out where there is nothing in it',
    find: ({ files }) =>
      modulesOf(files).flatMap(([name, module]) =>
        ['requests', 'functions', 'events']
          .filter((part) => partOf(module, part) !== undefined && Object.keys(groupOf(module, part)).length === 0)
          .flatMap((part) => fault(`${name}.${part} is empty`)),
      ),
  },
  {
    code: 'FRESHDESK_LOCATION',
    mend: 'name pages and icons below app/',
    find: ({ files }) =>
      modulesOf(files).flatMap(([, module]) =>
        Object.entries(groupOf(module, 'location')).flatMap(([place, one]) =>
          ['url', 'icon']
            .filter((part) => !files.has(`app/${wordsOf(one, part)}`))
            .flatMap((part) => fault(`the ${part} of ${place} is not there`)),
        ),
      ),
  },
  {
    code: 'FRESHDESK_HANDLER',
    mend: 'define it in the exports of server/server.js',
    find: ({ files }) => {
      const server = textOf(files, 'server/server.js') ?? '';
      return eventsOf(files)
        .filter(([, handler]) => handler === '' || !new RegExp(`^\\s+${handler}:\\s`, 'mu').test(server))
        .flatMap(([event, handler]) => fault(`nothing handles ${event}: there is no ${handler || 'handler'}`));
    },
  },
  {
    code: 'FRESHDESK_TEST_DATA',
    mend: 'add server/test_data/EVENT.json',
    find: ({ files }) =>
      eventsOf(files)
        .map(([event]) => `server/test_data/${event}.json`)
        .filter((sample) => !files.has(sample))
        .map((sample) => ({ path: sample, what: 'there is no sample of the event' })),
  },
  {
    code: 'FRESHDESK_ENGINES',
    mend: 'write the versions out: "node": "24.11.0", "fdk": "10.1.9"',
    find: ({ files }) => {
      const { node, fdk } = groupOf(manifestOf(files), 'engines');
      const isExact = /^24\.11\.\d+$/u.test(String(node)) && /^10\.\d+\.\d+$/u.test(String(fdk));
      return isExact ? none : fault('engines does not name versions that the platform runs');
    },
  },
  {
    code: 'FRESHDESK_UNIT_TESTS',
    mend: 'give manifest.json the script fdk-unit-test, and the folder a vitest.config.js and tests/',
    find: ({ files }) => {
      const hasScript = wordsOf(manifestOf(files), 'scripts', 'fdk-unit-test') !== '';
      const hasTests = [...files.keys()].some((file) => /^tests\/.+\.test\.js$/u.test(file));
      const lacking = [
        ...(hasScript ? [] : ['the script']),
        ...(hasTests ? [] : ['the tests']),
        ...(files.has('vitest.config.js') ? [] : ['vitest.config.js']),
      ];
      return lacking.length === 0 ? none : fault(`of the unit tests ${lacking.join(' and ')} is missing`);
    },
  },
];
