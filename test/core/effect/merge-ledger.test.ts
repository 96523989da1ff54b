import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { decodeLedger, encodeLedger } from '#core/effect/ledger-text.ts';
import { maxLedgerChars, maxLedgerEntries, mergeLedger } from '#core/effect/merge-ledger.ts';
import { snoozeEnd } from '#core/effect/snooze.ts';
import type { Instant } from '#core/time.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';
import { ledger } from './any-ledger.ts';

const claim = (over: Partial<LedgerEntry & { kind: 'claimed' }> = {}): LedgerEntry => ({
  kind: 'claimed',
  key: 'k',
  owner: 'n1',
  channel: 'C1',
  at: 100,
  since: 100,
  ...over,
});
const posted: LedgerEntry = { kind: 'posted', key: 'k', channel: 'C1', message: '1.2', at: 200 };
const covered: LedgerEntry = { kind: 'covered', key: 'k', by: 'stronger', at: 200 };

describe('writing into a ledger', () => {
  test('what was posted or covered takes the place of its claim', () => {
    expect(mergeLedger([claim()], [posted])).toEqual([posted]);
    expect(mergeLedger([claim()], [covered])).toEqual([covered]);
  });

  test('a claim does not undo what was posted or covered', () => {
    expect(mergeLedger([posted], [claim({ at: 300 })])).toEqual([posted]);
    expect(mergeLedger([covered], [claim({ at: 300 })])).toEqual([covered]);
    expect(mergeLedger([posted], [covered])).toEqual([posted]);
  });

  test('a message that was posted after all outweighs having been covered', () => {
    expect(mergeLedger([covered], [posted])).toEqual([posted]);
  });

  test('what first covered an alert goes on covering it', () => {
    expect(mergeLedger([covered], [{ ...covered, by: 'stronger', at: 900 }])).toEqual([covered]);
  });

  test('a new claim takes the old one’s place and remembers when the first was made', () => {
    expect(mergeLedger([claim()], [claim({ owner: 'n2', at: 900, since: 900 })])).toEqual([
      claim({ owner: 'n2', at: 900, since: 100 }),
    ]);
  });

  test('a note of a key stands beside its alert', () => {
    const noted: LedgerEntry = { kind: 'noted', key: 'k', at: 1 };
    expect(mergeLedger([posted], [noted])).toEqual([posted, noted]);
    expect(mergeLedger([noted], [posted, claim()])).toEqual([noted, posted]);
  });

  test('the same press is written once, another press is added', () => {
    const press: LedgerEntry = { kind: 'pressed', action: 'take', by: 'Ann', at: 5 };
    expect(mergeLedger([press], [{ ...press }, { ...press, at: 6 }])).toEqual([press, { ...press, at: 6 }]);
  });

  test('writing the same again changes nothing', () => {
    fc.assert(
      fc.property(ledger, ledger, (old, add) => {
        const once = mergeLedger(mergeLedger([], old), add);
        expect(
          mergeLedger(
            once,
            once.filter(({ kind }) => kind !== 'claimed'),
          ),
        ).toEqual(once);
      }),
    );
  });

  test('a key that was posted stays posted, whatever is written later', () => {
    fc.assert(
      fc.property(ledger, ledger, (old, add) => {
        const kept = new Set(
          mergeLedger(mergeLedger([], old), add).flatMap((e) => (e.kind === 'posted' ? [e.key] : [])),
        );
        for (const e of mergeLedger([], old)) if (e.kind === 'posted') expect(kept).toContain(e.key);
      }),
    );
  });

  test('at most one claim, post or cover stands for a key', () => {
    fc.assert(
      fc.property(ledger, (add) => {
        const keys = mergeLedger([], add).flatMap((e) => ('key' in e && e.kind !== 'noted' ? [e.key] : []));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('stays within its bounds and lets go of the oldest presses and covered keys first', () => {
    const presses = Array.from({ length: 300 }, (_, n): LedgerEntry => ({
      kind: 'pressed',
      action: 'snooze',
      by: 'A',
      at: n,
    }));
    const posts = Array.from({ length: 150 }, (_, n): LedgerEntry => ({ ...posted, key: `p${n}`, at: 0 }));
    const kept = mergeLedger(presses, posts);
    expect(kept.length).toBe(maxLedgerEntries);
    expect(kept.filter(({ kind }) => kind === 'posted').length).toBe(150);
    expect(kept.flatMap((e) => (e.kind === 'pressed' ? [e.at] : []))).toEqual(
      Array.from({ length: 50 }, (_, n) => 250 + n),
    );
    const long = Array.from({ length: 100 }, (_, n): LedgerEntry => ({
      kind: 'covered',
      key: `${n}${'x'.repeat(2000)}`,
      by: 'b',
      at: n,
    }));
    const text = encodeLedger(mergeLedger(long, [claim()]));
    expect(text.length).toBeLessThanOrEqual(maxLedgerChars);
    expect(text.length).toBeGreaterThan(maxLedgerChars - 3_000);
    expect(decodeLedger(text)).toContainEqual(claim());
  });
});

describe('a complaint that people snooze every working day for a year', () => {
  const policy = samplePolicy({ ladder: [{ name: 'Team lead', after: '1 hour', channel: 'complaints-leads' }] });
  const line = { at: '2026-11-02T09:00Z', who: 'complainant', says: 'I make a formal complaint.' } as const;
  let record = recordOf({ timeline: [line] });
  const told: string[] = [];
  const lost: Instant[] = [];
  const end = instantOf('2027-11-02T09:00Z');
  for (let now = instantOf('2026-11-02T09:00Z'); now < end;) {
    const { record: rested, posted } = settle(record, policy, now);
    told.push(...posted);
    const at = now + 300_000;
    const press = {
      kind: 'pressed',
      action: 'snooze',
      by: 'Priya',
      at,
      until: snoozeEnd('nextDay', at, policy),
    } as const;
    record = { ...rested, ledger: mergeLedger(rested.ledger, [press]) };
    if (!record.ledger.includes(press)) lost.push(at);
    now = press.until;
  }

  test('outgrows what its ledger holds, and each thing about it is told once all the same', () => {
    expect(told.length).toBeGreaterThan(2 * maxLedgerEntries);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((key) => key.startsWith('complaint:card:'))).toHaveLength(1);
  });

  test('has each press on its ledger when it is made', () => {
    expect(lost).toEqual([]);
    expect(record.ledger.length).toBe(maxLedgerEntries);
  });

  test('has its note once, and keeps what was told before anybody snoozed it', () => {
    expect(record.ledger.filter(({ kind }) => kind === 'noted')).toHaveLength(1);
    const kept = record.ledger.flatMap((entry) => ('key' in entry ? [entry.key] : []));
    for (const step of ['acknowledge:breach', 'respond:breach', 'resolve:breach']) {
      expect(kept).toContain(`${step}:2026-11-02T09:00:00.000Z`);
    }
  });

  test('goes on with a snooze that was pressed where the ledger is full of what was told first', () => {
    const full = Array.from({ length: maxLedgerEntries }, (_, n): LedgerEntry => ({ ...posted, key: `p${n}`, at: n }));
    const press = { kind: 'pressed', action: 'snooze', by: 'Priya', at: 9_000, until: 99_000 } as const;
    expect(mergeLedger(full, [press])).toContain(press);
  });
});
