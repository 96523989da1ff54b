import { describe, expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { ada, late, openAccount, priya } from './account-for-tests.ts';

async function stats({ get }: TestAccount, id = '1'): Promise<Record<string, unknown>> {
  return (await get(`/tickets/${id}?include=stats`)).body.stats;
}

describe('what people do', () => {
  test('a letter opens a ticket of its channel’s source, shown in neutral words', async () => {
    const { desk, get } = await openAccount();
    for (const channel of ['email', 'web', 'phone', 'chat', 'social'] as const)
      desk.customerWrites({ ...late, channel });
    const sources = (await get('/tickets?order_type=asc')).body.map(({ source }: { source: number }) => source);
    expect(sources).toEqual([1, 2, 3, 7, 5]);
    expect(desk.ticket('1')).toEqual({
      id: '1',
      subject: late.subject,
      status: 'open',
      priority: 'low',
      tags: [],
      fields: {},
      comments: [
        {
          id: 'description-1',
          at: '2026-03-02T09:00:00.000Z',
          author: ada.name,
          role: 'complainant',
          public: true,
          text: late.text,
        },
      ],
      assignee: undefined,
      requester: ada.name,
      channel: 'email',
      createdAt: '2026-03-02T09:00:00.000Z',
      updatedAt: '2026-03-02T09:00:00.000Z',
      archived: false,
    });
    expect(desk.tickets().map(({ channel }) => channel)).toEqual(['email', 'web', 'voice', 'chat', 'other']);
  });

  test('the first public answer takes an unassigned ticket, where the rule for it is on', async () => {
    const { ask, desk } = await openAccount();
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    desk.agentReplies('1', { by: priya.email, text: 'Look', public: false });
    expect(desk.ticket('1')?.assignee).toBeUndefined();
    desk.agentReplies('1', { by: priya.email, text: 'We look', public: true, status: 'solved' });
    expect(desk.ticket('1')).toMatchObject({ assignee: priya.name, status: 'solved' });
    desk.addAgent({ name: 'Tom', email: 'tom@acme.example' });
    desk.agentReplies('1', { by: 'Tom', text: 'Me too', public: true });
    expect(desk.ticket('1')?.assignee).toBe(priya.name);
    await ask('POST', '/tickets/2/reply', { body: 'A program' });
    expect(desk.ticket('2')?.assignee).toBeUndefined();
    desk.setSwitches({ firstResponderTakes: false });
    desk.agentReplies('2', { by: priya.email, text: 'We look', public: true });
    expect(desk.ticket('2')?.assignee).toBeUndefined();
  });

  test('what happened when is kept as the latest instants only', async () => {
    const account = await openAccount();
    const { desk, pass } = account;
    desk.customerWrites(late);
    const step = async (act: () => void): Promise<Record<string, unknown>> => {
      await pass(60_000);
      act();
      return stats(account);
    };
    const by = priya.name;
    expect(await step(() => desk.agentReplies('1', { by, text: 'a', public: false }))).toMatchObject({
      first_responded_at: null,
    });
    expect(await step(() => desk.automaticReply('1', 'b'))).toMatchObject({ first_responded_at: null });
    expect(await step(() => desk.agentReplies('1', { by, text: 'c', public: true }))).toMatchObject({
      first_responded_at: '2026-03-02T09:03:00Z',
    });
    expect(await step(() => desk.changeStatus('1', { by, status: 'pending' }))).toMatchObject({
      pending_since: '2026-03-02T09:04:00Z',
      status_updated_at: '2026-03-02T09:04:00Z',
    });
    expect(await step(() => desk.changeStatus('1', { by, status: 'closed' }))).toMatchObject({
      pending_since: null,
      resolved_at: '2026-03-02T09:05:00Z',
      closed_at: '2026-03-02T09:05:00Z',
    });
    expect(await step(() => desk.reopenByCustomer('1'))).toMatchObject({
      reopened_at: '2026-03-02T09:06:00Z',
      requester_responded_at: '2026-03-02T09:06:00Z',
      resolved_at: null,
      closed_at: null,
    });
    expect(desk.ticket('1')?.status).toBe('open');
    desk.setSwitches({ resolvedAtOnReopen: 'kept', reopenOnReply: false });
    desk.changeStatus('1', { by, status: 'solved' });
    desk.customerReplies('1', 'And now?');
    expect(desk.ticket('1')?.status).toBe('solved');
    expect(await step(() => desk.changeStatus('1', { by, status: 'open' }))).toMatchObject({
      resolved_at: '2026-03-02T09:06:00Z',
    });
  });

  test('the customer’s mail program reopens nothing', async () => {
    const { desk } = await openAccount();
    desk.customerWrites(late);
    desk.closeTicket('1');
    desk.customerAutoReplies('1', 'I am away');
    expect(desk.ticket('1')?.status).toBe('closed');
  });

  test('the customer’s word on an archived ticket opens a new one', async () => {
    const { desk } = await openAccount();
    desk.customerWrites(late);
    desk.archive('1');
    expect(desk.customerReplies('1', 'It broke again')).toBe('2');
    expect(desk.ticket('2')).toMatchObject({ subject: `Re: ${late.subject}`, requester: ada.name });
  });

  test.each(['delete', 'spam'] as const)('nobody writes on a ticket after %s', async (end) => {
    const { desk } = await openAccount();
    desk.customerWrites(late);
    if (end === 'delete') desk.deleteTicket('1');
    else desk.markSpam('1');
    expect(desk.ticket('1')?.status).toBe('deleted');
    expect(() => desk.customerReplies('1', 'x')).toThrow();
    expect(() => desk.changeStatus('1', { by: priya.name, status: 'open' })).toThrow();
  });

  test('an agent’s own letter is closed from the start, all at one instant', async () => {
    const account = await openAccount();
    const id = account.desk.agentWrites({ by: priya.name, to: ada, subject: 'Recall', text: 'Dear Ada' });
    const { source, status } = (await account.get(`/tickets/${id}`)).body;
    expect([source, status]).toEqual([10, 5]);
    expect(await stats(account)).toMatchObject({
      resolved_at: '2026-03-02T09:00:00Z',
      closed_at: '2026-03-02T09:00:00Z',
    });
    expect(account.desk.ticket(id)?.comments).toMatchObject([{ author: priya.name, role: 'agent' }]);
  });

  test('somebody in copy is neither customer nor staff', async () => {
    const { desk } = await openAccount();
    desk.customerWrites(late);
    desk.otherWrites('1', { name: 'Bo', email: 'bo@customer.example' }, 'I saw it');
    expect(desk.ticket('1')?.comments.at(-1)).toMatchObject({ author: 'Bo', role: 'other', public: true });
    expect(desk.ticket('1')?.status).toBe('open');
  });

  test('statuses have neutral words; the account’s own are open ones', async () => {
    const { desk } = await openAccount();
    const id = desk.customerWrites(late);
    const own = desk.addStatus('With the courier');
    for (const [set, shown] of [
      ['pending', 'pending'],
      [6, 'pending'],
      ['hold', 'hold'],
      ['solved', 'solved'],
      [own, 'open'],
      ['closed', 'closed'],
      ['new', 'open'],
    ] as const) {
      desk.changeStatus(id, { by: priya.name, status: set });
      expect(desk.ticket(id)?.status).toBe(shown);
    }
    expect(() => desk.changeStatus(id, { by: priya.name, status: 'deleted' })).toThrow();
  });

  test('assigning, priorities and merging are saved as an agent would', async () => {
    const { desk } = await openAccount();
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    desk.assign('1', { by: priya.name, to: priya.email });
    desk.changePriority('1', { by: priya.name, priority: 'urgent' });
    expect(desk.ticket('1')).toMatchObject({ assignee: priya.name, priority: 'urgent' });
    desk.changePriority('1', { by: priya.name, priority: null });
    desk.assign('1', { by: priya.name, to: null });
    expect(desk.ticket('1')).toMatchObject({ assignee: undefined, priority: 'low' });
    desk.merge('2', '1', priya.name);
    expect(desk.ticket('2')).toMatchObject({ status: 'closed' });
    expect(desk.ticket('1')?.comments.at(-1)?.text).toContain(late.text);
  });

  test('names nobody knows are refused', async () => {
    const { desk } = await openAccount();
    desk.customerWrites(late);
    expect(() => desk.assign('1', { by: 'Nobody', to: null })).toThrow('no agent Nobody');
    expect(() => desk.changeStatus('7', { by: priya.name, status: 'open' })).toThrow('no ticket 7');
    expect(() => desk.setFieldsByAgent('1', { by: priya.name, fields: { colour: 'red' } })).toThrow('no field colour');
  });

  test('whoever looks on is told of every change, the account’s own too', async () => {
    const { desk, pass } = await openAccount();
    const heard: string[] = [];
    const stop = desk.subscribe((id) => heard.push(id));
    desk.customerWrites(late);
    desk.deleteTicket('1');
    desk.restoreTicket('1');
    expect(heard).toEqual(['1', '1', '1']);
    await pass(4 * 86_400_000);
    desk.tickets();
    expect(heard).toHaveLength(5);
    stop();
    desk.deleteTicket('1');
    expect(heard).toHaveLength(5);
  });
});
