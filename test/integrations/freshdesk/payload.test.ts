import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { refusalOf } from '#test/integrations/of-records.ts';
import { agent, conversation, rawTicket, stats, statusField, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });

describe('what is not as Freshdesk documents it', () => {
  test('is a PayloadError that names the path and quotes nothing', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, ''],
      [null, ''],
      ['secret words', ''],
      [{}, 'ticket'],
      [{ ticket: 7 }, 'ticket'],
      [{ ticket: rawTicket({ id: null }) }, 'ticket.id'],
      [{ ticket: rawTicket({ id: 2 ** 53 }) }, 'ticket.id'],
      [{ ticket: rawTicket({ created_at: 'secret words' }) }, 'ticket.created_at'],
      [{ ticket: rawTicket({ tags: 'secret words' }) }, 'ticket.tags'],
      [{ ticket: rawTicket({ custom_fields: 'secret words' }) }, 'ticket.custom_fields'],
      [{ ticket: rawTicket(), conversations: [conversation(1, agent), { id: 2 }] }, 'conversations.1.created_at'],
    ];
    for (const [raw, path] of cases) {
      const error = refusalOf(() => read(raw));
      expect(error).toMatchObject({ code: 'FRESHDESK_PAYLOAD', path });
      expect(`${error.message}${String(error.stack)}`).not.toContain('secret words');
    }
  });

  test('never is anything but a record or a PayloadError, whatever came', () => {
    const fragment = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        null,
        [],
        {},
        'x',
        -1,
        1.5,
        '7',
        true,
        '2026-11-02T10:00:00Z',
        [null],
        [{}],
        [{ id: 1 }],
      ),
    );
    const spoilt = (base: Record<string, unknown>) =>
      fc
        .dictionary(fc.constantFrom(...Object.keys(base)), fragment, { maxKeys: 2 })
        .map((change) => ({ ...base, ...change }));
    const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
    const raws = fc.record({
      ticket: fc.oneof(
        { weight: 1, arbitrary: fragment },
        { weight: 9, arbitrary: spoilt({ ...rawTicket(), stats: stats() }) },
      ),
      conversations: seldom(fc.oneof(fragment, fc.array(spoilt(conversation(1, agent)), { maxLength: 3 }))),
      users: seldom(fc.oneof(fragment, fc.constant(users))),
      ticketFields: seldom(fc.oneof(fragment, fc.array(spoilt(statusField), { maxLength: 2 }))),
      satisfactionRatings: seldom(fragment),
      mergedTickets: seldom(fragment),
      account: seldom(fragment),
      readAt: seldom(fragment),
    });
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
  });

  test('does not include keys that Freshdesk adds: they pass unread, a prototype’s among them', () => {
    const raw = JSON.parse(
      '{"ticket":{"id":1,"created_at":"2026-11-02T10:00:00Z","__proto__":{"status":5},"custom_fields":{"__proto__":"x","constructor":"y"},"new_key":{"a":1}},"constructor":1}',
    ) as unknown;
    expect(read(raw)).toMatchObject({ status: 'open', fields: {} });
  });
});
