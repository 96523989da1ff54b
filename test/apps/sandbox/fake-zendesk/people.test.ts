import { describe, expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { ada, late, openAccount, priya } from './account-for-tests.ts';

interface RawEvent {
  readonly type: string;
  readonly field_name?: string;
  readonly value?: unknown;
  readonly previous_value?: unknown;
}

async function lastAudit(account: TestAccount, id: string): Promise<ReturnType<typeof JSON.parse>> {
  const { body } = await account.get(`/tickets/${id}/audits.json`);
  return body.audits.at(-1);
}

/** `field: before -> after` of every Change event. */
function changes(audit: { readonly events: readonly RawEvent[] }): string[] {
  return audit.events
    .filter(({ type, field_name }) => type === 'Change' && field_name !== 'custom_status_id')
    .map(({ field_name, previous_value, value }) => `${field_name}: ${String(previous_value)} -> ${String(value)}`);
}

describe('what people do', () => {
  test('a letter opens a ticket with Create events, its comment and the trigger’s receipt in one audit', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    const audit = await lastAudit(account, id);
    const types = audit.events.map(({ type }: RawEvent) => type);
    expect([types[0], types.at(-1)]).toEqual(['Comment', 'Notification']);
    expect(new Set(types.slice(1, -1))).toEqual(new Set(['Create']));
    expect(audit.events.at(-1).via).toMatchObject({ channel: 'rule', source: { rel: 'trigger' } });
    expect(audit.events[0]).toMatchObject({ public: true, body: late.text, author_id: audit.author_id });
  });

  test('each happens at the account’s time, comment, audit and both stamps alike', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    await account.pass(90_500);
    account.desk.agentReplies(id, { by: priya.name, text: 'Sorry.', public: true });
    const { body } = await account.get(`/tickets/${id}.json`);
    expect(body.ticket).toMatchObject({ updated_at: '2026-03-02T09:01:30Z', generated_timestamp: 1_772_442_090 });
    expect((await lastAudit(account, id)).created_at).toBe('2026-03-02T09:01:30Z');
    expect(account.desk.ticket(id)?.comments.at(-1)?.at).toBe('2026-03-02T09:01:30.500Z');
  });

  test('a public reply to an unassigned ticket takes it and opens it; a private note does not', async () => {
    const account = await openAccount();
    const { desk } = account;
    const id = desk.customerWrites(late);
    desk.agentReplies(id, { by: priya.email, text: 'Look at this.', public: false });
    expect(desk.ticket(id)).toMatchObject({ status: 'new', assignee: undefined });
    desk.agentReplies(id, { by: priya.email, text: 'We look.', public: true });
    expect(desk.ticket(id)).toMatchObject({ status: 'open', assignee: 'Priya Nair' });
    expect(changes(await lastAudit(account, id))[0]).toMatch(/^assignee_id: null -> \d{13}$/);
  });

  test('a reply and a status in one save are one audit', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    account.desk.agentReplies(id, { by: priya.name, text: 'Done.', public: true, status: 'solved' });
    const audit = await lastAudit(account, id);
    expect(audit.events[0].type).toBe('Comment');
    expect(changes(audit)).toContain('status: new -> solved');
  });

  test.each(['pending', 'hold', 'solved'] as const)(
    'the requester’s word opens a ticket that was %s',
    async (status) => {
      const account = await openAccount();
      const id = account.desk.customerWrites(late);
      account.desk.changeStatus(id, { by: priya.name, status });
      expect(account.desk.reopenByCustomer(id)).toBe(id);
      expect(changes(await lastAudit(account, id))).toEqual([`status: ${status} -> open`]);
    },
  );

  test('the requester’s word on a closed ticket opens a follow-up that names it', async () => {
    const { desk, get } = await openAccount();
    const id = desk.customerWrites(late);
    desk.closeTicket(id);
    const next = desk.customerReplies(id, 'Again.');
    expect(next).not.toBe(id);
    const { ticket } = (await get(`/tickets/${next}.json`)).body;
    expect(ticket.via).toMatchObject({ channel: 'web', source: { from: { ticket_id: Number(id) }, rel: 'follow_up' } });
    expect((await get(`/tickets/${id}.json`)).body.ticket.followup_ids).toEqual([Number(next)]);
  });

  test('an automatic reply is by nobody, through a rule', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    account.desk.automaticReply(id, 'We are closed.');
    const audit = await lastAudit(account, id);
    expect(audit).toMatchObject({ author_id: -1, via: { channel: 'rule', source: { rel: 'trigger' } } });
    expect(account.desk.ticket(id)?.comments.at(-1)).toMatchObject({ role: 'automatic', public: true });
    expect(account.desk.ticket(id)?.status).toBe('new');
  });

  test('a merge closes the one with a tag and tells both', async () => {
    const account = await openAccount();
    const { desk } = account;
    const [one, other] = [desk.customerWrites(late), desk.customerWrites({ ...late, subject: 'Same again' })];
    desk.merge(other, one, priya.name);
    expect(desk.ticket(other)).toMatchObject({ status: 'closed', tags: ['closed_by_merge'] });
    expect((await lastAudit(account, other)).via.source.to.ticket_id).toBe(Number(one));
    expect((await lastAudit(account, one)).via.source.from.ticket_id).toBe(Number(other));
    expect(desk.ticket(one)?.comments.at(-1)).toMatchObject({ public: false });
  });

  test('merging through the API answers with a job', async () => {
    const { desk, ask } = await openAccount();
    const [one, other] = [desk.customerWrites(late), desk.customerWrites(late)];
    const { body } = await ask('POST', `/tickets/${one}/merge.json`, { ids: [Number(other)], target_comment: 'Both.' });
    expect(body.job_status.status).toBe('queued');
    expect(desk.ticket(other)?.status).toBe('closed');
    expect(desk.ticket(one)?.comments.at(-1)?.text).toBe('Both.');
    expect((await ask('POST', `/tickets/${one}/merge.json`, { ids: [Number(one)] })).status).toBe(404);
  });

  test('priority, tags, assignee and fields change by an agent’s hand', async () => {
    const account = await openAccount();
    const { desk } = account;
    const id = desk.customerWrites(late);
    desk.changePriority(id, { by: priya.name, priority: 'urgent' });
    desk.changeTags(id, { by: priya.name, add: ['b', 'a'] });
    desk.changeTags(id, { by: priya.name, remove: ['b'] });
    desk.assign(id, { by: priya.name, to: priya.email });
    desk.setFieldsByAgent(id, { by: priya.name, fields: { recourse_severity: 'high' } });
    expect(desk.ticket(id)).toMatchObject({
      priority: 'urgent',
      tags: ['a'],
      assignee: 'Priya Nair',
      fields: { recourse_severity: 'high' },
    });
    expect(changes(await lastAudit(account, id))).toEqual([`${desk.fieldId('recourse_severity')}: null -> high`]);
  });

  test('a rating is offered by an automation and given by the requester', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    account.desk.changeStatus(id, { by: priya.name, status: 'solved' });
    account.desk.rate(id, 'bad');
    expect(changes(await lastAudit(account, id))).toEqual(['satisfaction_score: offered -> bad']);
    expect((await account.get(`/tickets/${id}.json`)).body.ticket.satisfaction_rating).toMatchObject({ score: 'bad' });
  });

  test('somebody in copy is neither complainant nor agent', async () => {
    const { desk } = await openAccount();
    const id = desk.customerWrites(late);
    desk.otherWrites(id, { name: 'Max', email: 'max@customer.example' }, 'I am her husband.');
    expect(desk.ticket(id)?.comments.map(({ role }) => role)).toEqual(['complainant', 'other']);
  });

  test('nobody writes on what is closed or gone, and nobody unknown writes at all', async () => {
    const { desk } = await openAccount();
    const id = desk.customerWrites(late);
    expect(() => desk.changeStatus(id, { by: 'Nobody', status: 'open' })).toThrow('no agent');
    desk.closeTicket(id);
    expect(() => desk.agentReplies(id, { by: priya.name, text: 'x', public: true })).toThrow('closed');
    expect(() => desk.changeStatus('77', { by: priya.name, status: 'open' })).toThrow('no ticket');
  });

  test('a listener hears of every change until it stops', async () => {
    const { desk, ask } = await openAccount();
    const heard: string[] = [];
    const stop = desk.subscribe((id) => heard.push(id));
    const id = desk.customerWrites(late);
    await ask('PUT', `/tickets/${id}/tags.json`, { tags: ['x'] });
    stop();
    desk.deleteTicket(id);
    expect(heard).toEqual([id, id]);
  });

  test('letters come by the ways the account knows, and the same address is the same person', async () => {
    const { desk, get } = await openAccount();
    const ids = (['phone', 'chat', 'web', 'social'] as const).map((channel) =>
      desk.customerWrites({ ...late, channel }),
    );
    expect(desk.tickets().map(({ channel }) => channel)).toEqual(['voice', 'chat', 'web', 'twitter_dm']);
    const { tickets } = (await get(`/tickets/show_many.json?ids=${ids.join(',')}`)).body;
    expect(new Set(tickets.map((ticket: { requester_id: number }) => ticket.requester_id)).size).toBe(1);
    expect(desk.tickets()[0]?.requester).toBe(ada.name);
  });
});

describe('comments and audits', () => {
  test('are paged by cursor, with links even on the last page', async () => {
    const { desk, get } = await openAccount();
    const id = desk.customerWrites(late);
    for (const text of ['one', 'two', 'three']) desk.agentReplies(id, { by: priya.name, text, public: false });
    const first = (await get(`/tickets/${id}/comments.json?page[size]=3`)).body;
    expect(first.comments.map(({ body }: { body: string }) => body)).toEqual([late.text, 'one', 'two']);
    expect(first.meta.has_more).toBe(true);
    const rest = (await get(`/tickets/${id}/comments.json?page[size]=3&page[after]=${first.meta.after_cursor}`)).body;
    expect(rest.comments.map(({ body }: { body: string }) => body)).toEqual(['three']);
    expect(rest.meta.has_more).toBe(false);
    expect(rest.links.next).toContain('page%5Bafter%5D');
    expect((await get(`/tickets/${id}/audits.json?page[size]=2`)).body.audits).toHaveLength(2);
    expect((await get(`/tickets/${id}/audits.json?page[size]=2&page[after]=xyz`)).status).toBe(400);
  });

  test('a comment tells its audit, its way in and its text, plain and as HTML that harms nobody', async () => {
    const { desk, get } = await openAccount();
    const id = desk.customerWrites({ ...late, text: 'A <b>bold</b> word' });
    const [comment] = (await get(`/tickets/${id}/comments.json`)).body.comments;
    const [audit] = (await get(`/tickets/${id}/audits.json`)).body.audits;
    expect(comment).toMatchObject({ type: 'Comment', public: true, audit_id: audit.id, via: { channel: 'email' } });
    expect(comment.body).toBe('A <b>bold</b> word');
    expect(comment.html_body).toContain('A &lt;b&gt;bold&lt;/b&gt; word');
  });

  test('making a comment private moves the generated timestamp only', async () => {
    const { desk, get, ask, pass } = await openAccount();
    const id = desk.customerWrites(late);
    const [comment] = (await get(`/tickets/${id}/comments.json`)).body.comments;
    await pass(5000);
    await ask('PUT', `/tickets/${id}/comments/${comment.id}/make_private.json`);
    const { ticket } = (await get(`/tickets/${id}.json`)).body;
    expect(ticket).toMatchObject({
      is_public: false,
      updated_at: '2026-03-02T09:00:00Z',
      generated_timestamp: 1_772_442_005,
    });
  });
});
