import { describe, expect, it } from 'vitest';
import { createRetries } from '#apps/runtime/retries.ts';
import type { TicketRef } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError, PayloadError, type FailureReason } from '#integrations/errors.ts';

const ticket = (id: string, account = 'acme'): TicketRef => ({ platform: 'zendesk', account, id });
const failure = (reason: FailureReason): IntegrationError => new IntegrationError('zendesk', reason, { message: 'no' });

describe('tickets that failed', () => {
  it('come again as soon as their account’s credentials are taken again, and not before', () => {
    const retries = createRetries();
    expect(retries.failed(ticket('1'), failure('auth'))).toBe(15 * MINUTE_MS);
    expect(retries.wentWell(ticket('9', 'other'))).toEqual([]);
    expect(retries.wentWell(ticket('9'))).toEqual([ticket('1')]);
    expect(retries.wentWell(ticket('9'))).toEqual([]);
  });

  it('come again as soon as anything else of their account was given, where they had been refused', () => {
    const retries = createRetries();
    for (const id of ['1', '2', '3']) retries.failed(ticket(id), failure('unavailable'));
    expect(retries.wasLetIn(ticket('9'))).toEqual([]);
    retries.failed(ticket('1', 'other'), failure('auth'));
    expect(retries.wasLetIn(ticket('9'))).toEqual([]);
    retries.failed(ticket('4'), failure('auth'));
    expect(retries.wasLetIn(ticket('9'))).toEqual(['1', '2', '3', '4'].map((id) => ticket(id)));
    expect(retries.wasLetIn(ticket('9'))).toEqual([]);
  });

  it('come again when a helpdesk that was down answers, without the one that it answered', () => {
    const retries = createRetries();
    for (const id of ['1', '2', '3', '4']) retries.failed(ticket(id), failure('unavailable'));
    expect(retries.wentWell(ticket('2'))).toEqual([ticket('1'), ticket('3'), ticket('4')]);
  });

  it('wait ever longer where they alone fail, however often others go well', () => {
    const retries = createRetries();
    const waits: number[] = [];
    for (let times = 0; times < 12; times += 1) {
      waits.push(retries.failed(ticket('1'), failure('unavailable')));
      retries.failed(ticket('2'), failure('unavailable'));
      expect(retries.wentWell(ticket('9'))).toEqual([]);
    }
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16].map((seconds) => seconds * SECOND_MS));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBe(5 * MINUTE_MS);
  });

  it('wait as long as a platform asked them to, whoever else goes well', () => {
    const retries = createRetries();
    for (const id of ['1', '2', '3', '4']) {
      const slowDown = new IntegrationError('zendesk', 'rate-limited', { message: 'no', retryAfterMs: 40 * MINUTE_MS });
      expect(retries.failed(ticket(id), slowDown)).toBe(40 * MINUTE_MS);
    }
    expect(retries.wentWell(ticket('9'))).toEqual([]);
  });

  it('are not put off for days, whatever an answer says', () => {
    const retries = createRetries();
    for (const reason of ['rate-limited', 'unavailable'] as const) {
      const absurd = new IntegrationError('zendesk', reason, { message: 'no', retryAfterMs: 10_000 * DAY_MS });
      expect(retries.failed(ticket('1'), absurd)).toBe(HOUR_MS);
    }
  });

  it('of which each cannot be read are no sign of an outage', () => {
    const retries = createRetries();
    for (const id of ['1', '2', '3', '4']) {
      expect(retries.failed(ticket(id), new PayloadError('zendesk', 'ticket', 'odd'))).toBe(15 * MINUTE_MS);
    }
    expect(retries.wentWell(ticket('9'))).toEqual([]);
  });
});
