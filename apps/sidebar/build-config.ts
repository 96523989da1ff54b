import { readFileSync } from 'node:fs';
import type { InlineConfig, Plugin } from 'vite';

const fromRoot = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;

/** The host that a panel is bundled for. */
export interface PanelBuild {
  /** Its folder below `apps`. */
  readonly app: string;
  /** Below that. */
  readonly html: string;
  /** Below `dist`. */
  readonly outDir: string;
  /** Where the host's own client comes from. */
  readonly sdk: string;
  /** Script origins beside our own. */
  readonly scriptOrigins: readonly string[];
  /** A file of the app that is bundled as `sdk.js`, where the client comes from a package. */
  readonly sdkEntry?: string | undefined;
}

/**
 * The content policy a panel's page carries: nothing but its own files and the host's client, nothing inline. Who may frame
 * it cannot be said in a page; the server that hands it out says so.
 */
export function panelPolicy(scriptOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scriptOrigins].join(' '),
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** How the bundler makes a panel: each file apart, none inlined, so that the strict content policy holds. */
export function panelConfig(build: PanelBuild): InlineConfig {
  const root = fromRoot(`apps/${build.app}`);
  return {
    root,
    base: './',
    publicDir: false,
    configFile: false,
    // As in the packages, whatever tool bundles.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    plugins: [page(build), wordsLater(), plainImports()],
    build: {
      outDir: fromRoot(`dist/${build.outDir}`),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2023',
      rolldownOptions: {
        input: `${root}/${build.html}`,
        output: { entryFileNames: 'panel.js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  };
}

/**
 * What is loaded later is imported and nothing more: it has no styles, and what the bundler would put around each import to
 * fetch those ahead weighs more than a kilobyte. A browser that could not have a file once never asks for it again, so
 * that it is asked for under another name, be it at once or when somebody tries again.
 */
function plainImports(): Plugin {
  const helper = `export const __vitePreload = (load) =>
    load().catch(() => import(/* @vite-ignore */ './' + /[\\w-]+\\.js/.exec(load) + '?' + Date.now()));`;
  return {
    name: 'recourse-panel-plain-imports',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? helper : undefined),
  };
}

/** The host's client stands last: whatever waits for it is fetched meanwhile. */
function page({ sdk, scriptOrigins }: PanelBuild): Plugin {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${panelPolicy(scriptOrigins)}" />`;
  return {
    name: 'recourse-panel-page',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace('%CONTENT_POLICY%', () => policy)
          .replace('  </head>', () => `    <script src="${sdk}"></script>\n  </head>`),
    },
  };
}

/**
 * Puts `judge-words-later.ts` where the core reads words; the real one comes with the cues, when they are fetched. And
 * `reply-words-later.ts` where it asks what people say in a language.
 */
function wordsLater(): Plugin {
  return {
    name: 'recourse-words-later',
    enforce: 'pre',
    resolveId: (source, importer) => {
      if (source.endsWith('/judge-words.ts') && importer?.includes('/core/complaint/') === true) {
        return fromRoot('apps/sidebar/judge-words-later.ts');
      }
      return source.endsWith('/replies/words-of.ts') ? fromRoot('apps/sidebar/reply-words-later.ts') : undefined;
    },
  };
}

/** The version that the panel bears. */
export const version = (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version;
