import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { pressActions } from '#core/effect/ledger.ts';
import { decodeLedger, encodeLedger, maxLedgerChars, maxLedgerEntries, mergeLedger } from '#core/effect/ledger-text.ts';
import { snoozeEnd } from '#core/effect/snooze.ts';
import { judge } from '#core/pipeline.ts';
import type { Instant } from '#core/time.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const key = fc.oneof(
  fc.constantFrom('a:card:1', 'a:breach:1', 'b:level1:2'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const words = fc.string({ unit: 'binary', maxLength: 30 });
const entry: fc.Arbitrary<LedgerEntry> = fc.oneof(
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
      at: instant,
      until: instant,
    },
    { requiredKeys: ['kind', 'action', 'by', 'at'] },
  ),
  fc.record({ kind: fc.constant('withdrawn' as const), by: words, at: instant, of: instant }),
);
const ledger = fc.array(entry, { maxLength: 30 });

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

describe('the text of a ledger', () => {
  test('says again exactly what was written into it', () => {
    fc.assert(
      fc.property(ledger, (entries) => {
        expect(decodeLedger(encodeLedger(entries))).toEqual(entries);
      }),
    );
  });

  test('is an empty ledger where it is empty, damaged, or of a version not known', () => {
    for (const text of [
      undefined,
      '',
      '  ',
      'null',
      '[]',
      '{}',
      '{"v":1}',
      '{"v":1,"e":{}}',
      '{"v":2,"e":[]}',
      'x'.repeat(9),
    ]) {
      expect(decodeLedger(text)).toEqual([]);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeLedger(text)).toEqual([]);
      }),
    );
  });

  test('never throws whatever JSON it holds, and leaves out only what is damaged', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(Array.isArray(decodeLedger(json))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), entry, (rows, good) => {
        const row = (JSON.parse(encodeLedger([good])) as { e: unknown[] }).e[0];
        expect(decodeLedger(JSON.stringify({ v: 1, e: [...rows, row] }))).toContainEqual(good);
      }),
    );
    expect(
      decodeLedger('{"v":1,"e":[["pressed","shout","A",1],["constructor"],["noted","k","1"],["noted","k",2]]}'),
    ).toEqual([{ kind: 'noted', key: 'k', at: 2 }]);
  });
});

describe('a ledger that a person edited', () => {
  test('never stops the complaint, whatever instants stand in it', () => {
    const policy = samplePolicy({
      alerts: { channel: 'complaints', cardAtOnce: ['low', 'medium', 'high', 'critical'] },
    });
    const now = instantOf('2026-11-05T09:00Z');
    const line = { at: '2026-11-02T09:00Z', who: 'complainant', says: 'I make a formal complaint.' } as const;
    const card: LedgerEntry = {
      kind: 'posted',
      key: 'acknowledge:card:2026-11-02T09:00:00.000Z',
      channel: 'C1',
      message: '1.2',
      at: now - 7_200_000,
    };
    for (const at of [9e15, 8.64e15, 253_402_300_799_999, -1, -62_135_596_800_000, -9e15]) {
      for (const edited of [
        { kind: 'pressed', action: 'escalate', by: 'Priya', at },
        { kind: 'pressed', action: 'snooze', by: 'Priya', at: now - 3_600_000, until: at },
        { kind: 'withdrawn', by: 'Priya', at, of: at },
        { kind: 'noted', key: 'k', at },
      ] satisfies LedgerEntry[]) {
        const ledger = decodeLedger(encodeLedger([card, edited]));
        const record = recordOf({ timeline: [line], ledger });
        expect(judge(record, policy, now).complaint?.isOpen, `${edited.kind} ${at}`).toBe(true);
      }
    }
  });
});

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
