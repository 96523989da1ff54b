import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';
import {
  expectRecordOrRefusal,
  expectRefusals,
  fragment,
  refusedEverywhere,
  seldom,
  spoilt,
} from '#test/integrations/spoilt-payloads.ts';
import { agent, audit, changed, comment, rawTicket, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });

describe('what is not as Zendesk documents it', () => {
  test('is a PayloadError that names the path and quotes nothing', () => {
    expectRefusals(read, 'ZENDESK_PAYLOAD', [
      ...refusedEverywhere(rawTicket),
      [{ ticket: rawTicket({ id: '9007199254740993' }) }, 'ticket.id'],
      [{ ticket: rawTicket({ created_at: '2026-13-45T00:00:00Z' }) }, 'ticket.created_at'],
      [{ ticket: rawTicket(), comments: [comment(1, agent), { id: 2 }] }, 'comments.1.created_at'],
      [{ ticket: rawTicket(), audits: [{ id: 1, created_at: '2026-11-02T10:00:00Z', events: {} }] }, 'audits.0.events'],
    ]);
  });

  test('never is anything but a record or a PayloadError, whatever came', () => {
    const raws = fc.record({
      ticket: fc.oneof({ weight: 1, arbitrary: fragment }, { weight: 9, arbitrary: spoilt(rawTicket()) }),
      comments: seldom(fc.oneof(fragment, fc.array(spoilt(comment(1, agent)), { maxLength: 3 }))),
      audits: seldom(
        fc.oneof(fragment, fc.array(spoilt(audit(1, agent, [changed('status', 'open', 'x')])), { maxLength: 3 })),
      ),
      users: seldom(fc.oneof(fragment, fc.constant(users))),
      ticketFields: seldom(fragment),
      ticketForms: seldom(fragment),
      account: seldom(fragment),
      readAt: seldom(fragment),
      self: seldom(fragment),
      mergedTickets: seldom(fragment),
    });
    expectRecordOrRefusal(read, raws);
  });

  test('does not include keys that Zendesk adds: they pass unread, a prototype’s among them', () => {
    const raw = JSON.parse(
      '{"ticket":{"id":1,"created_at":"2026-11-02T10:00:00Z","__proto__":{"status":"closed"},"new_key":{"a":1}},"constructor":1}',
    ) as unknown;
    expect(read(raw).status).toBe('open');
    expect(({} as Record<string, unknown>)['status']).toBeUndefined();
  });
});
