import * as fc from 'fast-check';
import { pressActions, type LedgerEntry } from '#core/effect/ledger.ts';

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const key = fc.oneof(
  fc.constantFrom('a:card:1', 'a:breach:1', 'b:level1:2'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const words = fc.string({ unit: 'binary', maxLength: 30 });
export const entry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  fc.record({ kind: fc.constant('claimed' as const), key, owner: words, channel: words, at: instant, since: instant }),
  fc.record({ kind: fc.constant('posted' as const), key, channel: words, message: words, at: instant }),
  fc.record(
    {
      kind: fc.constant('posted' as const),
      key,
      channel: words,
      message: words,
      at: instant,
      shared: fc.constant(true),
      named: words,
    },
    { requiredKeys: ['kind', 'key', 'channel', 'message', 'at'] },
  ),
  fc.record({ kind: fc.constant('covered' as const), key, by: words, at: instant }),
  fc.record({ kind: fc.constant('noted' as const), key, at: instant }),
  fc.record(
    {
      kind: fc.constant('pressed' as const),
      action: fc.constantFrom(...pressActions),
      by: words,
      member: words,
      at: instant,
      until: instant,
    },
    { requiredKeys: ['kind', 'action', 'by', 'at'] },
  ),
  fc.record({ kind: fc.constant('withdrawn' as const), by: words, at: instant, of: instant }),
);
/** Entries as they may stand in a ledger, in any order. */
export const ledger = fc.array(entry, { maxLength: 30 });
