import { jsonOf, type PackageFiles } from '../package-files.ts';
import { groupOf, partOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';
import { version } from '../publisher.ts';

const path = 'manifest.json';
const manifestOf = (files: PackageFiles): unknown => jsonOf(files, path);
const fault = (what: string): readonly Fault[] => [{ path, what }];
const none: readonly Fault[] = [];

/** What Zendesk's validator (`zendesk_apps_support`) and the marketplace ask of an app's manifest. */
export const zendeskManifestRules: readonly PackageRule[] = [
  {
    code: 'ZENDESK_MANIFEST_MISSING',
    mend: 'put a manifest.json at the top of the package',
    find: ({ files }) => (files.has(path) ? none : fault('there is none')),
  },
  {
    code: 'ZENDESK_AUTHOR',
    mend: 'name the author: name, email, and a URL with https',
    find: ({ files }) => {
      const { name, email, url } = groupOf(manifestOf(files), 'author');
      if (typeof name !== 'string' || name === '') return fault('the author has no name');
      if (typeof email !== 'string' || !/^\S+@\S+\.\S+$/u.test(email)) return fault('the author has no e-mail address');
      return url === undefined || (typeof url === 'string' && URL.canParse(url))
        ? none
        : fault('the author’s url is none');
    },
  },
  {
    code: 'ZENDESK_FRAMEWORK',
    mend: 'write "frameworkVersion": "2.0"',
    find: ({ files }) =>
      partOf(manifestOf(files), 'frameworkVersion') === '2.0' ? none : fault('frameworkVersion is not "2.0"'),
  },
  {
    code: 'ZENDESK_VERSION',
    mend: 'give it the version of package.json',
    find: ({ files }) =>
      partOf(manifestOf(files), 'version') === version ? none : fault(`the version is not ${version}`),
  },
  {
    code: 'ZENDESK_VARIANT',
    mend: 'write "private": false for the marketplace, true for an account’s own upload',
    find: ({ files, isPublic }) =>
      partOf(manifestOf(files), 'private') === !isPublic ? none : fault('private does not say whom the app is for'),
  },
  {
    code: 'ZENDESK_NAME',
    mend: 'choose a name of 40 characters at most without Zendesk’s own',
    find: ({ files }) => {
      const name = wordsOf(manifestOf(files), 'name');
      if (name === '' || name.length > 40) return fault(`the name has ${name.length} characters`);
      return /zendesk/iu.test(name) ? fault('the name holds a trademark of Zendesk') : none;
    },
  },
  {
    code: 'ZENDESK_LOCATION',
    mend: 'name a file of assets/ or an address with https',
    find: ({ files }) => {
      const locations = groupOf(manifestOf(files), 'location', 'support');
      const urls = Object.values(locations).map((one) => (typeof one === 'string' ? one : wordsOf(one, 'url')));
      if (urls.length === 0) return fault('the app stands nowhere in Support');
      return urls.filter((url) => !isReachable(files, url)).flatMap((url) => fault(`there is no page at ${url}`));
    },
  },
];

function isReachable(files: PackageFiles, url: string): boolean {
  if (url.startsWith('assets/')) return files.has(url);
  return url.startsWith('https://');
}
