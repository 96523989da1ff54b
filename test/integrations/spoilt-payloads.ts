import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { refusalOf } from './of-records.ts';

type Read = (raw: unknown) => TicketRecord;

/** What must not be found in any refusal. */
export const secretWords = 'secret words';

/** Each is refused by its code and path, without a word of what it held. */
export function expectRefusals(read: Read, code: string, cases: readonly (readonly [unknown, string])[]): void {
  for (const [raw, path] of cases) {
    const error = refusalOf(() => read(raw));
    expect(error).toMatchObject({ code, path });
    expect(`${error.message}${String(error.stack)}`).not.toContain(secretWords);
  }
}

/** What no helpdesk documents, each with the path that a refusal names; `ticket` makes a raw ticket with some other keys. */
export const refusedEverywhere = (
  ticket: (change: Record<string, unknown>) => object,
): readonly (readonly [unknown, string])[] => [
  [undefined, ''],
  [null, ''],
  [secretWords, ''],
  [{}, 'ticket'],
  [{ ticket: 7 }, 'ticket'],
  [{ ticket: ticket({ id: null }) }, 'ticket.id'],
  [{ ticket: ticket({ id: 2 ** 53 }) }, 'ticket.id'],
  [{ ticket: ticket({ created_at: secretWords }) }, 'ticket.created_at'],
  [{ ticket: ticket({ tags: secretWords }) }, 'ticket.tags'],
];

/** Something that a payload may hold by mistake. */
export const fragment = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, [], {}, 'x', -1, 1.5, '7', true, '2026-11-02T10:00:00Z', [null], [{}], [{ id: 1 }]),
);

/** An object of which one or two keys hold something else. */
export function spoilt(base: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .dictionary(fc.constantFrom(...Object.keys(base)), fragment, { maxKeys: 2 })
    .map((change) => ({ ...base, ...change }));
}

/** Mostly not there. */
export function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Whatever came is a record, now and then at least, or a `PayloadError`. */
export function expectRecordOrRefusal(read: Read, raws: fc.Arbitrary<unknown>): void {
  let records = 0;
  fc.assert(
    fc.property(fc.oneof(raws, fc.jsonValue()), (raw) => {
      try {
        read(raw);
        records += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(PayloadError);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(records).toBeGreaterThan(30);
}
