import { existsSync } from 'node:fs';
import { locales, type Locale } from './listing.ts';
import { jsonOf, readFolder, type PackageFiles } from './package-files.ts';
import { folderOf, isClone } from './resources.ts';

export const panelHosts = ['zendesk', 'freshdesk'] as const;
/** The helpdesks that the panel is built for. */
export type PanelHost = (typeof panelHosts)[number];

/** The panel as it was built for one helpdesk, and its words by language. */
export interface BuiltPanel {
  /** Its page and what that loads. */
  readonly files: PackageFiles;
  readonly words: Readonly<Record<Locale, unknown>>;
}

/** The page of the panel, as its build names it. */
export const panelPages = { zendesk: 'iframe.html', freshdesk: 'index.html' } as const satisfies Record<
  PanelHost,
  string
>;

/**
 * The panel for a helpdesk: bundled anew from its sources where they are, so that what is packed is what they say; in an
 * installed package as it came with it. Its files are empty where there is neither.
 */
export async function loadPanel(host: PanelHost): Promise<BuiltPanel> {
  const texts = await readFolder(folderOf('apps/sidebar/translations', 'translations'));
  const words = Object.fromEntries(locales.map((locale) => [locale, jsonOf(texts, `${locale}.json`) ?? {}]));
  const configFile = folderOf(`apps/${host}-sidebar/vite.config.ts`, 'none');
  const files =
    isClone && existsSync(configFile)
      ? await bundle(configFile)
      : await readFolder(folderOf('none', `${host}-sidebar`));
  return { files, words: words as Record<Locale, unknown> };
}

/** Bundles without writing: two who pack at once do not meet. */
async function bundle(configFile: string): Promise<PackageFiles> {
  const { build } = await import('vite');
  // The bundler makes something else of the same sources where this is set otherwise, as test runners do.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  const built = await build({ configFile, logLevel: 'error', build: { write: false } }).finally(() => {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const files = outputs.map((one): readonly [string, Uint8Array] => {
    const content = one.type === 'chunk' ? one.code : one.source;
    return [one.fileName, typeof content === 'string' ? new TextEncoder().encode(content) : content];
  });
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
