import { listingTexts, locales } from './listing.ts';
import { publisher } from './publisher.ts';

/** The texts that a marketplace's form asks for, for whoever fills it in. */
export function listingText(marketplace: string): string {
  const parts = locales.map((locale) => {
    const { name, overview, long_description: long } = listingTexts[locale];
    return `## ${locale}\n\n**${name}**\n\n${overview}\n\n${long}\n`;
  });
  return [
    `# ${marketplace}\n`,
    `Support: ${publisher.email}  `,
    `Privacy policy: ${publisher.url}/privacy  `,
    `Terms: ${publisher.url}/terms\n`,
    ...parts,
  ].join('\n');
}
