import manifest from '../package.json' with { type: 'json' };

/** Who stands behind the packages, as marketplaces show it. */
export interface Publisher {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

const author = (manifest as { readonly author?: Partial<Publisher> }).author ?? {};

/** From `author` in package.json; until somebody is named there, addresses that belong to nobody (RFC 2606). */
export const publisher: Publisher = {
  name: author.name ?? 'Recourse',
  email: author.email ?? 'support@recourse.example',
  url: author.url ?? 'https://recourse.example',
};

/** One version for everything: the package's. */
export const version: string = manifest.version;

/** Whether an address is one that stands for none. */
export function isPlaceholder(address: string): boolean {
  return /\.example(?:[/:]|$)/u.test(address);
}
