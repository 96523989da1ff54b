import { expect, test } from 'vitest';
import { carryOut } from '#apps/runtime/carry-out.ts';
import type { Press } from '#apps/runtime/press.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import type { TicketRef } from '#core/ticket.ts';
import { IntegrationError } from '#integrations/errors.ts';

const ticket: TicketRef = { platform: 'zendesk', account: 'acme', id: '12' };
const pressed: Press = { ticket, at: 0, by: { id: 'U1', name: 'Mara', email: undefined }, action: 'acknowledge' };

test('a ticket is read again after a press, also where the helpdesk did not answer: it may be written all the same', async () => {
  const failure = new IntegrationError('zendesk', 'timeout', { message: 'no answer' });
  const enqueued: TicketRef[] = [];
  const engine = {
    exclusively: async <T>(_ref: TicketRef, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
      expect(enqueued).toEqual([]);
      return work(new AbortController().signal);
    },
    enqueue: (ref: TicketRef): void => void enqueued.push(ref),
  };
  const clicks = {
    desks: [{ platform: 'zendesk', account: 'acme', source: { read: () => Promise.reject(failure) } }],
  } as unknown as Shell;
  await expect(carryOut(pressed, { clicks, engine })).rejects.toBe(failure);
  expect(enqueued).toEqual([ticket]);
});
