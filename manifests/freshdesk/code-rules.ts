import { htmlFiles } from '../html.ts';
import { jsonOf, textOf, type PackageFiles } from '../package-files.ts';
import { wordsOf, type Fault, type PackageRule } from '../package-rule.ts';
import { notOfSize } from '../png.ts';

const serverPath = 'server/server.js';

/** What the vendor's linter refuses in handlers. Comments and texts are left out before looking. */
const refusedCode: readonly (readonly [string, RegExp])[] = [
  ['eval', /\beval\(|\bnew Function\(/u],
  ['var', /\bvar\s/u],
  ['alert', /\b(?:alert|confirm|prompt)\(/u],
  ['debugger', /\bdebugger\b/u],
  ['== or !=', /[^=!<>]==[^=]|!=[^=]/u],
  ['process.env', /\bprocess\.env\b/u],
  ['a timer: the sandbox has none', /\bset(?:Timeout|Interval)\(/u],
  ['the file system', /require\(['"](?:node:)?(?:fs|child_process)['"]\)/u],
  ['a request that is no template', /\$request\.(?:get|post|put|patch|delete)\(/u],
  ['an empty block', /(?:catch\s*\([^)]*\)|=>|\))\s*\{\s*\}/u],
  ['an event’s data in the log', /console\.\w+\([^)]*\b(?:args|data|JSON)\b/u],
];

/** What the vendor's linter and its code review ask of pages and handlers, and its content review of the listing. */
export const freshdeskCodeRules: readonly PackageRule[] = [
  {
    code: 'FRESHDESK_SERVER_CODE',
    mend: 'write it without: the platform or its linter refuses it',
    find: ({ files }) => {
      const text = bare(textOf(files, serverPath) ?? '');
      return refusedCode
        .filter(([, shape]) => shape.test(text))
        .map(([what]) => ({ path: serverPath, what: `it holds ${what}` }));
    },
  },
  {
    code: 'FRESHDESK_SERVER_EXPORTS',
    mend: 'write one "exports = { … };" with the handlers, and helper functions after it',
    find: ({ files }) => {
      const count = [...(textOf(files, serverPath) ?? '').matchAll(/^exports = \{/gmu)].length;
      return count === 1 ? [] : [{ path: serverPath, what: `handlers are exported ${count} times` }];
    },
  },
  {
    code: 'FRESHDESK_INSTALL_ANSWER',
    mend: 'call renderData() where all went well, and renderData({ message }) in our own words where it did not',
    find: ({ files }) => {
      const text = textOf(files, serverPath) ?? '';
      const isAnswered = /renderData\(\)/u.test(text);
      const leaks = /renderData\(\{\s*message:\s*(?:String\()?(?:error|err|e)\b/u.test(text);
      return isAnswered && !leaks
        ? []
        : [{ path: serverPath, what: 'installing never ends, or shows what an API said' }];
    },
  },
  {
    code: 'FRESHDESK_CLIENT',
    mend: 'let the page load <script src="{{{appclient}}}"></script>',
    find: ({ files }) =>
      htmlFiles(files)
        .filter(([, text]) => !/<script[^>]*\ssrc="\{\{\{appclient\}\}\}"/u.test(text))
        .map(([path]) => ({ path, what: 'the page does not load the platform’s client' })),
  },
  {
    code: 'FRESHDESK_FOREIGN_SCRIPT',
    mend: 'pack it, or take Crayons from jsdelivr',
    find: ({ files }) =>
      htmlFiles(files).flatMap(([path, text]) =>
        [...text.matchAll(/(?:src|href)="(https?:)?\/\/([^"/]+)/gu)]
          .filter(([, , host]) => host !== 'cdn.jsdelivr.net')
          .map(([, , host]) => ({ path, what: `it loads something from ${host}` })),
      ),
  },
  {
    code: 'FRESHDESK_APP_NAME',
    mend: 'call the app by two or three words, and describe it in 100 characters',
    find: ({ listing }) => {
      const [, name = '', overview = ''] = /\*\*(.+)\*\*\n\n(.+)\n/u.exec(textOf(listing, 'listing.md') ?? '') ?? [];
      return nameFaults({ name, overview });
    },
  },
  {
    code: 'FRESHDESK_LISTING',
    mend: 'write listing.md with a support address, a privacy policy and terms',
    find: ({ listing }) => {
      const text = textOf(listing, 'listing.md') ?? '';
      const isWhole = /@/u.test(text) && /privacy/iu.test(text) && /terms/iu.test(text);
      return isWhole ? [] : [{ path: 'listing/listing.md', what: 'the form’s texts are missing, or not all there' }];
    },
  },
  {
    code: 'FRESHDESK_ICON',
    mend: 'draw icon.png of 400 × 400 pixels for the listing',
    find: ({ listing }) => pictures(listing, ['icon.png'], { width: 400, height: 400 }),
  },
  {
    code: 'FRESHDESK_SCREENSHOTS',
    mend: 'take three or more pictures of the panel, PNG of 1280 × 720',
    find: ({ listing }) => {
      const shots = [...listing.keys()].filter((path) => path.startsWith('freshdesk-screenshot-'));
      const few = shots.length < 3 ? [{ path: 'listing', what: `there are ${shots.length} screenshots` }] : [];
      return [...few, ...pictures(listing, shots, { width: 1280, height: 720 })];
    },
  },
  {
    code: 'FRESHDESK_PACKAGE_JSON',
    mend: 'let package.json bring vitest and @vitest/coverage-v8 as devDependencies',
    find: ({ files }) => {
      const manifest = jsonOf(files, 'package.json');
      const lacking = ['vitest', '@vitest/coverage-v8'].filter(
        (name) => wordsOf(manifest, 'devDependencies', name) === '',
      );
      return lacking.map((name) => ({ path: 'package.json', what: `the unit tests lack ${name}` }));
    },
  },
];

/** Name and overview, by the marketplace's guide for content. */
function nameFaults(texts: { readonly name: string; readonly overview: string }): readonly Fault[] {
  const words = texts.name.split(' ').length;
  return [
    ...(words < 2 || words > 3 ? [{ path: 'listing', what: `the name has ${words} words` }] : []),
    ...(texts.overview.length > 100 ? [{ path: 'listing', what: 'the overview is too long' }] : []),
  ];
}

/** Code without its comments and texts. */
function bare(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/gu, (part) =>
    /^['"](?:node:)?(?:fs|child_process)['"]$/u.test(part) ? part : part.startsWith('/') ? '' : "''",
  );
}

function pictures(
  listing: PackageFiles,
  paths: readonly string[],
  size: { readonly width: number; readonly height: number },
): readonly Fault[] {
  return paths.flatMap((path) => {
    const what = notOfSize(listing.get(path), size);
    return what === undefined ? [] : [{ path: `listing/${path}`, what }];
  });
}
