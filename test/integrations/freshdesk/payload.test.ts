import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import {
  expectRecordOrRefusal,
  expectRefusals,
  fragment,
  refusedEverywhere,
  secretWords,
  seldom,
  spoilt,
} from '#test/integrations/spoilt-payloads.ts';
import { agent, conversation, rawTicket, stats, statusField, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });

describe('what is not as Freshdesk documents it', () => {
  test('is a PayloadError that names the path and quotes nothing', () => {
    expectRefusals(read, 'FRESHDESK_PAYLOAD', [
      ...refusedEverywhere(rawTicket),
      [{ ticket: rawTicket({ custom_fields: secretWords }) }, 'ticket.custom_fields'],
      [{ ticket: rawTicket(), conversations: [conversation(1, agent), { id: 2 }] }, 'conversations.1.created_at'],
    ]);
  });

  test('never is anything but a record or a PayloadError, whatever came', () => {
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
    expectRecordOrRefusal(read, raws);
  });

  test('does not include keys that Freshdesk adds: they pass unread, a prototype’s among them', () => {
    const raw = JSON.parse(
      '{"ticket":{"id":1,"created_at":"2026-11-02T10:00:00Z","__proto__":{"status":5},"custom_fields":{"__proto__":"x","constructor":"y"},"new_key":{"a":1}},"constructor":1}',
    ) as unknown;
    expect(read(raw)).toMatchObject({ status: 'open', fields: {} });
  });
});
