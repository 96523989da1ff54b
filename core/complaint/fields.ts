/**
 * Our own fields of a ticket, by the key each has in the helpdesk (after the policy's prefix), as the text it holds.
 * Lists and records are versioned JSON. `undefined`: empty, or not there.
 *
 * This and `core/effect/names.ts` are the whole of what Recourse adds to a helpdesk.
 */
export interface ComplaintFields {
  /** A person's word on whether this is a complaint: `yes` or `no`, and why: `no: reason`. Wins over every rule. */
  readonly complaint?: string | undefined;
  readonly category?: string | undefined;
  /** A severity's word, and why: `high: reason`. */
  readonly severity?: string | undefined;
  /** Impact, safety and complexity, each with its word: `impact: several; safety: possible; complexity: complex`. */
  readonly assessment?: string | undefined;
  readonly vulnerability?: string | undefined;
  /** An outcome's word, and the reasons given: `partlyUpheld: reasons`. */
  readonly outcome?: string | undefined;
  /** A record, or the words of remedies given. See `decided-records.ts` for this and the next three. */
  readonly remedy?: string | undefined;
  /** A record, or the word of a cause. */
  readonly root_cause?: string | undefined;
  /** A list. */
  readonly action?: string | undefined;
  /** A record, or the name of the body. */
  readonly referral?: string | undefined;
  /** What was recognised and why: text hash, pack, band, score, reasons. Written by us; spares reading unchanged text. */
  readonly recognition?: string | undefined;
  /** Status changes seen, where the platform keeps no history of them. */
  readonly history?: string | undefined;
  /** The result at closing time, with the policy's version. */
  readonly closing?: string | undefined;
}

export const complaintFields = [
  'complaint',
  'category',
  'severity',
  'assessment',
  'vulnerability',
  'outcome',
  'remedy',
  'root_cause',
  'action',
  'referral',
  'recognition',
  'history',
  'closing',
] as const satisfies readonly (keyof ComplaintFields)[];
