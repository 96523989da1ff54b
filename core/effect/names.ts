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
  severity: (severity: string): string => `severity_${severity}`,
  category: (category: string): string => `category_${category}`,
} as const;

/** The ledger's field; see `core/complaint/fields.ts` for the others. */
export const ledgerField = 'ledger';
