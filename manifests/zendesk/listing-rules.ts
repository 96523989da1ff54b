import { jsonOf, textOf, type PackageFiles } from '../package-files.ts';
import { groupOf, listOf, partOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';
import { panelPages } from '../panel.ts';
import { notOfSize } from '../png.ts';

const localePath = /^translations\/([a-z-]+)\.json$/u;
const translationsOf = (files: PackageFiles): readonly string[] =>
  [...files.keys()].filter((path) => localePath.test(path));
const texts = ['name', 'short_description', 'long_description', 'installation_instructions'];
const defaultPath = (files: PackageFiles): string =>
  `translations/${wordsOf(jsonOf(files, 'manifest.json'), 'defaultLocale')}.json`;

/** All keys of a translation, as paths. */
function keysOf(value: unknown, before = ''): readonly string[] {
  return Object.entries(groupOf(value)).flatMap(([key, part]) =>
    typeof part === 'string' ? [`${before}${key}`] : keysOf(part, `${before}${key}.`),
  );
}

/** What the installation page and the marketplace show: texts in each language, logos, screenshots. */
export const zendeskListingRules: readonly PackageRule[] = [
  {
    code: 'ZENDESK_DEFAULT_LOCALE',
    mend: 'name a defaultLocale of which there is a file in translations/',
    find: ({ files }) => {
      const path = defaultPath(files);
      return files.has(path) ? [] : [{ path: 'manifest.json', what: `there is no ${path}` }];
    },
  },
  {
    code: 'ZENDESK_LISTING_TEXT',
    mend: `write ${texts.map((text) => `app.${text}`).join(', ')}`,
    find: ({ files }) =>
      translationsOf(files).flatMap((path) =>
        texts
          .filter((text) => wordsOf(jsonOf(files, path), 'app', text).trim() === '')
          .map((text) => ({ path, what: `app.${text} is missing` })),
      ),
  },
  {
    code: 'ZENDESK_PARAMETER_TEXT',
    mend: 'write app.parameters.NAME.label and .helpText',
    find: ({ files }) => {
      const names = listOf(jsonOf(files, 'manifest.json'), 'parameters').map((one) => wordsOf(one, 'name'));
      return translationsOf(files).flatMap((path) =>
        names
          .filter((name) =>
            ['label', 'helpText'].some((part) => wordsOf(jsonOf(files, path), 'app', 'parameters', name, part) === ''),
          )
          .map((name) => ({ path, what: `nothing explains the setting ${name}` })),
      );
    },
  },
  {
    code: 'ZENDESK_TRANSLATION_KEYS',
    mend: 'translate each text once into each language',
    find: ({ files }) => {
      const wanted = new Set(keysOf(jsonOf(files, defaultPath(files))));
      return translationsOf(files).flatMap((path) => keyFaults(path, wanted, new Set(keysOf(jsonOf(files, path)))));
    },
  },
  {
    code: 'ZENDESK_LOGO',
    mend: 'draw assets/logo.png of 320 × 320 and assets/logo-small.png of 128 × 128 pixels',
    find: ({ files }) =>
      [['assets/logo.png', 320] as const, ['assets/logo-small.png', 128] as const].flatMap(([path, edge]) =>
        pictureFault(path, files, { width: edge, height: edge }),
      ),
  },
  {
    code: 'ZENDESK_BANNER',
    mend: 'draw it 830 × 200 pixels, or leave it out',
    find: ({ files }) =>
      files.has('assets/banner.png') ? pictureFault('assets/banner.png', files, { width: 830, height: 200 }) : [],
  },
  {
    code: 'ZENDESK_SCREENSHOTS',
    mend: 'take three or more pictures of the panel, PNG of 1024 × 768',
    find: ({ isPublic, listing }) => {
      if (!isPublic) return [];
      const shots = [...listing.keys()].filter((path) => path.startsWith('zendesk-screenshot-'));
      const few = shots.length < 3 ? [{ path: 'listing', what: `there are ${shots.length} screenshots` }] : [];
      return [...few, ...shots.flatMap((path) => pictureFault(path, listing, { width: 1024, height: 768 }))];
    },
  },
  {
    code: 'ZENDESK_DRAWING_UNCLEAN',
    mend: 'take scripts, handlers and foreign addresses out of the drawing',
    find: ({ files }) =>
      [...files.keys()]
        .filter((path) => path.endsWith('.svg'))
        .filter((path) => /<script|\son[a-z]+=|<foreignObject|href="(?!#)/iu.test(textOf(files, path) ?? ''))
        .map((path) => ({ path, what: 'the drawing holds more than a drawing' })),
  },
  {
    code: 'ZENDESK_SDK',
    mend: 'let the page load the SDK from https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js',
    find: ({ files }) => {
      const path = `assets/${panelPages.zendesk}`;
      const page = textOf(files, path);
      if (page === undefined || page.includes('https://static.zdassets.com/zendesk_app_framework_sdk/2.0/')) return [];
      return [{ path, what: 'the page does not load the SDK of Zendesk from Zendesk' }];
    },
  },
  {
    code: 'ZENDESK_TERMS',
    mend: 'name the terms in "termsConditionsURL"',
    find: ({ files, isPublic }) => {
      const url = partOf(jsonOf(files, 'manifest.json'), 'termsConditionsURL');
      const isGiven = typeof url === 'string' && url.startsWith('https://');
      return !isPublic || isGiven ? [] : [{ path: 'manifest.json', what: 'an app for everybody names its terms' }];
    },
  },
];

function keyFaults(path: string, wanted: ReadonlySet<string>, given: ReadonlySet<string>): readonly Fault[] {
  const lacking = [...wanted].filter((key) => !given.has(key)).map((key) => ({ path, what: `${key} is missing` }));
  const extra = [...given].filter((key) => !wanted.has(key)).map((key) => ({ path, what: `${key} is in no other` }));
  return [...lacking, ...extra].slice(0, 5);
}

function pictureFault(
  path: string,
  files: PackageFiles,
  size: { readonly width: number; readonly height: number },
): readonly Fault[] {
  const what = notOfSize(files.get(path), size);
  return what === undefined ? [] : [{ path, what }];
}
