import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { late, openAccount, priya } from './account-for-tests.ts';

describe('due dates', () => {
  test('a change shows the old ones first, and with the old engine the new ones at once', async () => {
    const { ask, get, desk, pass } = await openAccount();
    desk.customerWrites(late);
    await pass(MINUTE_MS);
    expect((await ask('PUT', '/tickets/1', { priority: 4 })).body.due_by).toBe('2026-03-05T09:00:00Z');
    await pass(3000);
    expect((await get('/tickets/1')).body.due_by).toBe('2026-03-02T13:00:00Z');
    desk.setSwitches({ slaEngine: 'classic' });
    expect((await ask('PUT', '/tickets/1', { priority: 3 })).body.due_by).toBe('2026-03-02T21:00:00Z');
  });

  test('time in a status that stops the timer pushes them out when the ticket leaves it', async () => {
    const { get, desk, pass } = await openAccount();
    const dueOf = async (): Promise<unknown> => (await get('/tickets/1')).body.due_by;
    desk.customerWrites(late);
    await pass(HOUR_MS);
    desk.changeStatus('1', { by: priya.name, status: 'pending' });
    await pass(HOUR_MS);
    desk.changeStatus('1', { by: priya.name, status: 6 });
    await pass(HOUR_MS);
    expect(await dueOf()).toBe('2026-03-05T09:00:00Z');
    desk.changeStatus('1', { by: priya.name, status: 'open' });
    await pass(3000);
    expect(await dueOf()).toBe('2026-03-05T11:00:00Z');
    desk.setSwitches({ dueAfterPause: 'kept' });
    desk.changePriority('1', { by: priya.name, priority: 'normal' });
    await pass(3000);
    expect(await dueOf()).toBe('2026-03-03T09:00:00Z');
  });

  test('a broken promise is flagged minutes later, which moves the ticket’s time', async () => {
    const { get, desk, pass } = await openAccount();
    desk.customerWrites(late);
    desk.changePriority('1', { by: priya.name, priority: 'urgent' });
    await pass(HOUR_MS);
    // Ticket 1 waits 38 s and 97 s.
    await pass(134_000);
    expect((await get('/tickets/1')).body).toMatchObject({ fr_escalated: false, updated_at: '2026-03-02T09:00:00Z' });
    await pass(1000);
    const flagged = (await get('/tickets/1')).body;
    expect(flagged).toMatchObject({ fr_escalated: true, is_escalated: false, updated_at: '2026-03-02T10:02:15Z' });
    await pass(4 * HOUR_MS);
    expect((await get('/tickets/1')).body).toMatchObject({ is_escalated: true, updated_at: '2026-03-02T13:02:15Z' });
  });

  test('a promise that was put off is not flagged when it would have been due', async () => {
    const { get, desk, pass } = await openAccount();
    desk.customerWrites(late);
    desk.changePriority('1', { by: priya.name, priority: 'urgent' });
    await pass(MINUTE_MS);
    desk.changePriority('1', { by: priya.name, priority: 'low' });
    await pass(23 * HOUR_MS);
    expect((await get('/tickets/1')).body).toMatchObject({ fr_escalated: false, is_escalated: false });
    await pass(2 * HOUR_MS);
    expect((await get('/tickets/1')).body).toMatchObject({ fr_escalated: true, is_escalated: false });
  });

  test('nothing is flagged on what was answered, resolved, deleted or waits', async () => {
    const { get, desk, pass } = await openAccount();
    for (let at = 0; at < 4; at += 1) desk.customerWrites(late);
    desk.agentReplies('1', { by: priya.name, text: 'Here', public: true });
    desk.changeStatus('2', { by: priya.name, status: 'solved' });
    desk.changeStatus('3', { by: priya.name, status: 'pending' });
    desk.deleteTicket('4');
    await pass(5 * DAY_MS);
    const flags = async (id: number): Promise<unknown> => {
      const { fr_escalated, is_escalated } = (await get(`/tickets/${id}`)).body;
      return [fr_escalated, is_escalated];
    };
    expect(await flags(1)).toEqual([false, true]);
    for (const id of [2, 3, 4]) expect(await flags(id)).toEqual([false, false]);
    desk.reopenByCustomer('2');
    await pass(HOUR_MS);
    expect(await flags(2)).toEqual([true, true]);
  });
});
