import { mostLinks, type Link } from '../complaint/linked.ts';
import type { Policy } from '../policy/policy.ts';
import { inWords } from './words.ts';

/** In a note. */
const mostNamed = 5;

/** Other complaints of the same person, for an agent: what to compare and, where it is the same matter, what to do. */
export function linkLines(links: readonly Link[], policy: Policy): readonly string[] {
  const named = links.slice(0, mostNamed);
  const lines = named.map(({ kind, ref, url, receivedAt, isOpen }) => {
    const state = isOpen ? 'still open' : 'over';
    return `• ticket ${ref.id}, received ${inWords(receivedAt, policy)}, ${state}: ${kindWords[kind]} (${url})`;
  });
  if (lines.length === 0) return [];
  const more = links.length - named.length;
  return [
    'The same person’s other complaints:',
    ...lines,
    ...(more > 0 ? [`• and ${links.length < mostLinks ? '' : 'at least '}${more} more`] : []),
    ...(links.some(({ kind }) => kind === 'duplicate')
      ? ['Where it is the same matter, merge the tickets: that is for you to decide, and nothing was merged.']
      : []),
  ];
}

const kindWords: Readonly<Record<Link['kind'], string>> = {
  duplicate: 'perhaps the same matter',
  repeat: 'of the same category',
  related: 'about something else, or not known',
};
