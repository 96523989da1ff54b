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

/** The ledger's field; see `core/complaint/fields.ts` for the others. */
export const ledgerField = 'ledger';
