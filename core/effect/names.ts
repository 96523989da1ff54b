import type { Severity } from '../complaint/vocabulary.ts';

const severityTags: Readonly<Record<Severity, string>> = {
  low: 'severity_low',
  medium: 'severity_medium',
  high: 'severity_high',
  critical: 'severity_critical',
};

/**
 * Every tag Recourse writes, without the policy's prefix (`recourse_` by default). An index that people can search and
 * build views on; nothing is read back from them but `open`, by which complaints are found again.
 */
export const tagNames = {
  complaint: 'complaint',
  possible: 'possible',
  /** A complaint not yet closed. The only tag a search of ours relies on. */
  open: 'open',
  warned: 'warned',
  breached: 'breached',
  escalated: 'escalated',
  vulnerable: 'vulnerable',
  severity: (severity: Severity): string => severityTags[severity],
  category: (category: string): string => `category_${category}`,
} as const;

/** Wherever we write one, a tag may be so long, with its prefix; where it is longer, the whole save is refused. */
const longestTag = 32;

/** A prefix may be so long: with a longer one the longest tag whose words are not ours to cut would be refused. */
export const longestPrefix = longestTag - Math.max(...Object.values(severityTags).map(({ length }) => length));

/**
 * The tag of a category as helpdesks keep tags, with neither blanks nor capital letters, and no longer than they take: one
 * that comes back in other words than it was written in would be found lacking, and written, for ever. `undefined` where
 * nothing of it is left.
 */
export function categoryTag(category: string, prefix: string): string | undefined {
  const start = tagNames.category('');
  const word = category
    .toLowerCase()
    .replaceAll(/[\s,"]+/gu, '_')
    .slice(0, longestTag - prefix.length - start.length)
    // Not half a letter, and no blank at the end.
    .replace(/[\u{D800}-\u{DBFF}]$/u, '')
    .replace(/_+$/u, '');
  return word === '' ? undefined : `${start}${word}`;
}

/** The ledger's field; see `core/complaint/fields.ts` for the others. */
export const ledgerField = 'ledger';
