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

/** The panel for a helpdesk as it lies ready. Its files are empty where it was never built. */
export async function readPanel(host: PanelHost): Promise<BuiltPanel> {
  const texts = await readFolder(folderOf('apps/sidebar/translations', 'translations'));
  const words = Object.fromEntries(locales.map((locale) => [locale, jsonOf(texts, `${locale}.json`) ?? {}]));
  const files = await readFolder(folderOf(`dist/${host}-sidebar`, `${host}-sidebar`));
  return { files, words: words as Record<Locale, unknown> };
}

/**
 * Builds the panel for a helpdesk where its sources are, so that what is packed is what they say. An installed package
 * brought it along, and nothing is done.
 */
export async function buildPanel(host: PanelHost): Promise<void> {
  const configFile = folderOf(`apps/${host}-sidebar/vite.config.ts`, 'none');
  if (!isClone || !existsSync(configFile)) return;
  const { build } = await import('vite');
  await build({ configFile, logLevel: 'error' });
}
