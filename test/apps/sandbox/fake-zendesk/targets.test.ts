import { expect, test } from 'vitest';
import { late, openAccount } from './account-for-tests.ts';

test('the account’s own promises are told beside a ticket where they are asked for', async () => {
  const { desk, get, time, pass } = await openAccount();
  const [id, other] = [desk.customerWrites(late), desk.customerWrites(late)];
  const at = time.now();
  desk.setTargets(id, [
    { metric: 'first_reply_time', stage: 'active', breachAt: at + 25 * 3_600_000 },
    { metric: 'next_reply_time', stage: 'active', breachAt: at + 3_600_000 },
    { metric: 'requester_wait_time', stage: 'paused', breachAt: null },
  ]);
  expect((await get(`/tickets/${id}.json`)).body.ticket).not.toHaveProperty('slas');
  expect((await get(`/tickets/${id}.json?include=users,slas`)).body.ticket.slas).toEqual({
    policy_metrics: [
      { breach_at: '2026-03-03T10:00:00Z', stage: 'active', metric: 'first_reply_time', days: 1 },
      { breach_at: '2026-03-02T10:00:00Z', stage: 'active', metric: 'next_reply_time', hours: 1 },
      { breach_at: null, stage: 'paused', metric: 'requester_wait_time' },
    ],
  });
  await pass(90 * 60_000);
  const { tickets } = (await get(`/tickets/show_many.json?ids=${id},${other}&include=slas`)).body;
  expect(tickets[0].slas.policy_metrics[1]).toMatchObject({ minutes: -30 });
  expect(tickets[1].slas).toEqual({ policy_metrics: [] });
});

test('a plan without them passes the question over, or refuses it', async () => {
  const { desk, get } = await openAccount();
  const id = desk.customerWrites(late);
  desk.setFeatures({ slas: false });
  expect((await get(`/tickets/${id}.json?include=slas`)).body.ticket).not.toHaveProperty('slas');
  desk.setSwitches({ slasWithoutPlan: 'refused' });
  expect((await get(`/tickets/${id}.json?include=slas`)).status).toBe(403);
  expect((await get(`/tickets/${id}.json?include=users`)).status).toBe(200);
});
