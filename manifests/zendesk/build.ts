import type { CompiledPolicy } from '#core/policy/compiled.ts';
import { locales } from '../listing.ts';
import { jsonFile, textFile, under, type PackageFiles } from '../package-files.ts';
import type { BuiltPackage } from '../package-rule.ts';
import type { BuiltPanel } from '../panel.ts';
import { listingText } from '../listing-text.ts';
import { zendeskManifest, type Variant } from './app-manifest.ts';
import { zendeskRequirements } from './requirements.ts';
import { zendeskTranslation } from './translation.ts';

/** What a package is made of beside its own sources. */
export interface Ingredients {
  readonly policy: CompiledPolicy;
  readonly panel: BuiltPanel;
  /** Logos and screenshots, by file name. */
  readonly images: PackageFiles;
  /** The server's host, where it is known. */
  readonly ourHost: string | undefined;
}

/** A Zendesk app, ready for `zcli` or for upload: both variants are of one source. */
export function buildZendesk(variant: Variant, { policy, panel, images, ourHost }: Ingredients): BuiltPackage {
  const files = new Map<string, Uint8Array>([
    ['manifest.json', jsonFile(zendeskManifest(variant, ourHost))],
    ['requirements.json', jsonFile(zendeskRequirements(policy.prefix, ourHost))],
    ...locales.map(
      (locale) =>
        [`translations/${locale}.json`, jsonFile(zendeskTranslation(locale, panel.words[locale], ourHost))] as const,
    ),
    ...under('assets', panel.files),
    ['assets/policy.json', textFile(JSON.stringify(policy))],
    ...picked(images, { 'logo-320.png': 'assets/logo.png', 'logo-128.png': 'assets/logo-small.png' }),
  ]);
  const listing =
    variant === 'private'
      ? new Map<string, Uint8Array>()
      : new Map([['listing.md', textFile(listingText('Zendesk Marketplace'))], ...screenshots(images)]);
  return { name: `zendesk-${variant}`, files, listing, isPublic: variant === 'marketplace' };
}

/** Pictures under other names; those that are missing stay missing, and a rule says so. */
export function picked(
  images: PackageFiles,
  names: Readonly<Record<string, string>>,
): readonly (readonly [string, Uint8Array])[] {
  return Object.entries(names).flatMap(([from, to]) => {
    const bytes = images.get(from);
    return bytes === undefined ? [] : [[to, bytes] as const];
  });
}

function screenshots(images: PackageFiles): readonly (readonly [string, Uint8Array])[] {
  return [...images].filter(([name]) => name.startsWith('zendesk-screenshot-'));
}
