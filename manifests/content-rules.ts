import { gzipSync } from 'node:zlib';
import { parseDocument } from 'yaml';
import { readCompiledPolicy } from '#core/policy/compiled.ts';
import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { htmlFiles, loadedAtOnce } from './html.ts';
import { jsonOf, textOf, type PackageFiles } from './package-files.ts';
import { faultsAt, type Fault, type PackageRule } from './package-rule.ts';

/** What every package of ours keeps to, whatever the helpdesk. `page` is the panel's page in it, `policy` its policy. */
export function contentRules(of: { readonly page: string; readonly policy: string }): readonly PackageRule[] {
  return [...fileRules, ...pageRules(of.page), policyRule(of.policy)];
}

const textNames = /\.(?:html|js|css|json|svg|md)$/u;
/** Kinds that Zendesk's validator refuses, and that no package of ours needs. */
const refusedNames = /\.(?:zip|gz|tar|7z|pdf|docx?|xlsx?|pptx?|sh|bat|exe|dll|mp3|mp4|mov|map|DS_Store)$/iu;
/** Vendors' validators read paths as patterns. */
const plainPath = /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/u;

/** Addresses that name a vocabulary and are never fetched. */
const vocabularies = /^http:\/\/(?:www\.w3\.org|json-schema\.org)\//u;

/** Shapes of credentials as their issuers publish them. */
const secretShapes: readonly (readonly [string, RegExp])[] = [
  ['a Slack token', /xox[abeoprs]-[\w-]{10,}/u],
  ['an access key of AWS', /\bAKIA[0-9A-Z]{16}\b/u],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/u],
  ['a token of GitHub', /\bgh[oprsu]_[A-Za-z0-9]{30,}/u],
  ['credentials in an address', /https?:\/\/[\w%.-]+:[^@\s/"'`<>{}$]+@/u],
  ['a credential of Basic authentication', /Basic [A-Za-z0-9+/]{16,}={0,2}["'`]/u],
];

function textsIn(files: PackageFiles): readonly (readonly [string, string])[] {
  return [...files.keys()].filter((path) => textNames.test(path)).map((path) => [path, textOf(files, path) ?? '']);
}

const fileRules: readonly PackageRule[] = [
  {
    code: 'FILE_KIND',
    mend: 'leave the file out',
    find: ({ files }) =>
      faultsAt(
        [...files.keys()].filter((path) => refusedNames.test(path)),
        () => 'files of this kind are refused',
      ),
  },
  {
    code: 'FILE_PATH',
    mend: 'use letters, digits, dashes and dots in its name',
    find: ({ files }) =>
      faultsAt(
        [...files.keys()].filter(
          (path) => !plainPath.test(path) || path.split('/').some((step) => step.startsWith('.')),
        ),
        () => 'the name holds signs that validators trip over',
      ),
  },
  {
    code: 'JSON_UNREADABLE',
    mend: 'mend the JSON; each key once',
    find: ({ files }) =>
      textsIn(files)
        .filter(([path]) => path.endsWith('.json'))
        .flatMap(([path, text]) => jsonFaults(path, text)),
  },
  {
    code: 'HTTP_ADDRESS',
    mend: 'write it with https, or leave it out',
    find: ({ files }) =>
      textsIn(files).flatMap(([path, text]) => {
        const found = [...text.matchAll(/http:\/\/[\w.-]+\/?/gu)].map(([address]) => address);
        return found
          .filter((address) => !vocabularies.test(address) && !/^http:\/\/localhost\b/u.test(address))
          .slice(0, 1)
          .map((address) => ({ path, what: `${address} is not encrypted` }));
      }),
  },
  {
    code: 'SECRET_INSIDE',
    mend: 'take it out, and have it revoked: whoever has the package can read it',
    find: ({ files }) =>
      textsIn(files).flatMap(([path, text]) =>
        secretShapes.filter(([, shape]) => shape.test(text)).map(([name]) => ({ path, what: `it holds ${name}` })),
      ),
  },
];

function jsonFaults(path: string, text: string): readonly Fault[] {
  try {
    JSON.parse(text);
  } catch {
    return [{ path, what: 'it is no JSON' }];
  }
  // JSON is YAML, and a parser of YAML tells of keys that come twice.
  const [error] = parseDocument(text, { uniqueKeys: true, prettyErrors: false }).errors;
  return error === undefined ? [] : [{ path, what: 'a key comes twice' }];
}

/** What the panel may weigh on the wire before it shows: the bound that the panel is built to. */
const mostPanelBytes = 80_000;

function pageRules(page: string): readonly PackageRule[] {
  return [
    {
      code: 'PANEL_MISSING',
      mend: 'build the panel first; in a clone that is done by itself',
      find: ({ files }) => (files.has(page) ? [] : [{ path: page, what: 'there is no panel in the package' }]),
    },
    {
      code: 'PANEL_FILE_MISSING',
      mend: 'build the panel again',
      find: ({ files }) =>
        files.has(page)
          ? faultsAt(
              loadedAtOnce(files, page).filter((path) => !files.has(path)),
              () => `${page} loads it, and it is not there`,
            )
          : [],
    },
    {
      code: 'PANEL_TOO_HEAVY',
      mend: 'load what is not needed to show the panel later, or leave it out',
      find: ({ files }) => {
        const sizeOf = (path: string): number => gzipSync(files.get(path) ?? new Uint8Array()).length;
        const bytes = loadedAtOnce(files, page).reduce(
          (sum, path) => sum + sizeOf(path),
          heaviest(files, sizeOf, /\/(?:en|de|fr|es|pt)\.js$/u) + heaviest(files, sizeOf, replyWords),
        );
        const what = `scripts and styles come to ${bytes} bytes packed, and ${mostPanelBytes} are allowed`;
        return bytes > mostPanelBytes ? [{ path: page, what }] : [];
      },
    },
    {
      code: 'INLINE_CODE',
      mend: 'move it into a file of its own',
      find: ({ files }) =>
        htmlFiles(files).flatMap(([path, text]) =>
          inlineShapes.filter(([, shape]) => shape.test(text)).map(([what]) => ({ path, what })),
        ),
    },
    {
      code: 'CONTENT_POLICY',
      mend: "give the page a <meta http-equiv=\"Content-Security-Policy\"> without 'unsafe-inline', 'unsafe-eval' and *",
      find: ({ files }) =>
        htmlFiles(files).flatMap(([path, text]) => {
          const policy = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]*content="([^"]*)"/iu.exec(text)?.[1];
          if (policy === undefined) return [{ path, what: 'it has no content security policy' }];
          const loose = /'unsafe-(?:inline|eval|hashes)'|(?:^|[\s;])(?:\*|https?:|data:)(?=[\s;]|$)/u.exec(
            policy.replace(/img-src[^;]*/u, ''),
          )?.[0];
          if (loose !== undefined) return [{ path, what: `its content security policy allows ${loose.trim()}` }];
          return policy.includes("default-src 'none'")
            ? []
            : [{ path, what: "it does not begin with default-src 'none'" }];
        }),
    },
  ];
}

/** What people say in a language beside English. */
const replyWords = /\/(?:french|german|italian|portuguese|spanish)\.js$/u;

/** A panel shows itself in one language, and needs the words of one at most to read replies: the weight of the heaviest. */
function heaviest(files: PackageFiles, sizeOf: (path: string) => number, names: RegExp): number {
  return Math.max(0, ...[...files.keys()].filter((path) => names.test(path)).map(sizeOf));
}

const inlineShapes: readonly (readonly [string, RegExp])[] = [
  ['a script stands in the page itself', /<script(?![^>]*\ssrc=)[^>]*>\s*[^\s<]/iu],
  ['a style stands in the page itself', /<style[\s>]|<[a-z][^>]*\sstyle=/iu],
  ['a handler stands in the page itself', /<[a-z][^>]*\son[a-z]+=/iu],
  ['an address runs code', /(?:href|src)="javascript:/iu],
];

function policyRule(path: string): PackageRule {
  return {
    code: 'POLICY_UNREADABLE',
    mend: 'pack with --policy FILE, a policy that recourse check finds in order',
    find: ({ files }) => {
      if (!files.has(path)) return [{ path, what: 'there is no policy in the package' }];
      const read = readCompiledPolicy(jsonOf(files, path), compileCuePacks(shippedCues));
      return 'fault' in read ? [{ path, what: `the policy cannot be read: ${read.fault}` }] : [];
    },
  };
}
