import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClosing, writeClosing } from '#core/complaint/closing.ts';
import { readRecorded, writeRecorded } from '#core/complaint/recorded.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { asOf } from '#core/report/as-of.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, toIso } from '#core/time.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';

const closed = recordOf(
  {
    timeline: [
      { at: '2026-11-02T09:00:00Z', who: 'complainant', says: 'The kettle leaked again. This is a complaint.' },
      { at: '2026-11-03T10:00:00Z', who: 'agent', says: 'We send another one.', status: 'solved' },
      { at: '2026-11-07T10:00:00Z', who: 'robot', status: 'closed' },
    ],
  },
  { isFrozen: true },
);

describe('a ticket as of an earlier instant', () => {
  test.each([
    ['2026-11-02T12:00:00Z', 'new', undefined],
    ['2026-11-05T12:00:00Z', 'solved', undefined],
    ['2026-11-07T10:00:00Z', 'closed', true],
  ])('has at %s the status it had, and is frozen only once the helpdesk froze it', (at, status, isFrozen) => {
    expect(asOf(closed, instantOf(at))).toMatchObject({ status, isFrozen });
  });

  test('knows nothing of what was said later', () => {
    expect(asOf(closed, instantOf('2026-11-02T12:00:00Z')).timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'said',
    ]);
  });

  test('is what the ticket was when only that had happened, whatever it was and in whatever order it is told', () => {
    const startAt = instantOf('2026-11-02T09:00:00Z');
    const happening = fc.record(
      {
        says: fc.constantFrom('Where is it?', 'We look into it.'),
        status: fc.constantFrom('open', 'pending', 'hold', 'solved'),
        severity: fc.constantFrom('low', 'high'),
        outcome: fc.constantFrom('upheld', undefined),
        pressed: fc.constantFrom('take', 'acknowledge'),
      },
      { requiredKeys: [] },
    );
    const instant = (i: number): number => startAt + i * MINUTE_MS;
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 8 }), fc.nat(8), fc.gen(), (happenings, until, g) => {
        const linesTo = (count: number): readonly Line[] => [
          { at: toIso(startAt), who: 'complainant', says: 'It is broken.' },
          ...happenings.slice(0, count).map(({ says, status, ...fields }, i): Line => {
            const { pressed: _, ...decided } = fields;
            const words = says === undefined ? {} : { says };
            const set = status === undefined ? {} : { status };
            return { at: toIso(instant(i + 1)), who: 'agent', fields: decided, ...words, ...set };
          }),
        ];
        const ledgerTo = (count: number): readonly LedgerEntry[] =>
          happenings
            .slice(0, count)
            .flatMap(({ pressed }, i) =>
              pressed === undefined ? [] : [{ kind: 'pressed', action: pressed, by: 'Dana', at: instant(i + 1) }],
            );
        const after = (count: number): TicketRecord =>
          recordOf({ timeline: linesTo(count), ledger: ledgerTo(count) }, { targets: undefined });
        const whole = after(happenings.length);
        const { length } = whole.timeline;
        const timeline = g(fc.shuffledSubarray, [...whole.timeline], { minLength: length, maxLength: length });
        const cut = asOf({ ...whole, timeline }, instant(until));
        const then = after(until);
        expect(cut).toMatchObject({ status: then.status, ledger: then.ledger });
        expect(cut.fields).toEqual(then.fields);
        expect(new Set(cut.timeline)).toEqual(new Set(then.timeline));
      }),
    );
  });

  test('knows neither a recognition nor an ending that was written down later', () => {
    const recognised = writeRecorded({
      hash: 'h',
      pack: 'en@1',
      band: 'yes',
      score: 5,
      category: undefined,
      severity: 'low',
      at: instantOf('2026-11-03T10:00:00Z'),
      update: '1001',
      reasons: [],
    });
    const ended = ['2026-11-03T10:00:00Z', '2026-11-07T10:00:00Z'].map(instantOf);
    const closing = writeClosing(ended.map((at) => ({ at, policy: '7', clocks: [] })));
    const record = { ...closed, fields: { recognition: recognised, closing } };
    const kept = (at: string) => {
      const { fields } = asOf(record, instantOf(at));
      return [readRecorded(fields.recognition) !== undefined, readClosing(fields.closing).length];
    };
    expect(kept('2026-11-03T09:59:59Z')).toEqual([false, 0]);
    expect(kept('2026-11-03T10:00:00Z')).toEqual([true, 1]);
    expect(kept('2026-11-07T09:59:59Z')).toEqual([true, 1]);
    expect(kept('2026-11-07T10:00:00Z')).toEqual([true, 2]);
  });

  test('was read at that instant, with no word of the helpdesk’s own targets', () => {
    const at = instantOf('2026-11-05T12:00:00Z');
    const cut = asOf({ ...closed, targets: [] }, at);
    expect([cut.readAt, cut.targets]).toEqual([at, undefined]);
    expect(asOf(closed, instantOf('2026-11-20T12:00:00Z'))).toBe(closed);
  });
});
