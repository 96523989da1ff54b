import { ledgerField } from '#core/effect/names.ts';

/** Those of our fields that hold JSON or a list and need more than one line; the others are a few words. */
export const longFields: ReadonlySet<string> = new Set([
  ledgerField,
  'remedy',
  'root_cause',
  'action',
  'referral',
  'recognition',
  'history',
  'closing',
]);
