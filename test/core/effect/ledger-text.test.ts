import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { decodeLedger, encodeLedger } from '#core/effect/ledger-text.ts';
import { judge } from '#core/pipeline.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';
import { entry, ledger } from './any-ledger.ts';

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

  test('keeps who pressed behind what was kept before, so that an older reader reads the same press', () => {
    const press = { kind: 'pressed', action: 'take', by: 'Sam Reed', member: 'U1', at: 1 } as const;
    expect(encodeLedger([press, { ...press, action: 'snooze', until: 2 }])).toBe(
      '{"v":1,"e":[["pressed","take","Sam Reed",1,"","U1"],["pressed","snooze","Sam Reed",1,2,"U1"]]}',
    );
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
