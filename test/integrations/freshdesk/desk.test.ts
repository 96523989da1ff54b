import { describe, expect, test } from 'vitest';
import { graceMs, leaseMs } from '#apps/runtime/claim.ts';
import { MINUTE_MS } from '#core/time.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import { claimStandsMs } from '#integrations/freshdesk/limits.ts';
import { hasTags, tagsAfter } from '#integrations/freshdesk/own-tags.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { deskOptions, opened, scripted, write } from './opened-desk.ts';
import { agent, conversation, rawTicket, requester } from './raw-tickets.ts';

describe('a Freshdesk desk', () => {
  test('is of an account, by its name alone', () => {
    for (const account of ['acme', 'a-1', 'a'.repeat(63)])
      expect(() => createFreshdeskDesk(deskOptions({ account }))).not.toThrow();
    for (const account of ['', 'Acme', '-a', 'a.b', 'evil.com#', 'a/b', 'a@b', 'a:80', 'a'.repeat(64), 'a\n']) {
      expect(() => createFreshdeskDesk(deskOptions({ account }))).toThrow(RangeError);
    }
  });

  test('takes a test host only as scheme, host and port', () => {
    expect(() => createFreshdeskDesk(deskOptions({ baseUrl: 'http://127.0.0.1:4001' }))).not.toThrow();
    for (const baseUrl of ['', 'x', 'ftp://127.0.0.1', 'http://user@127.0.0.1', 'http://127.0.0.1/path']) {
      expect(() => createFreshdeskDesk(deskOptions({ baseUrl }))).toThrow(RangeError);
    }
  });

  test('presents its key as the name of the basic authentication', async () => {
    const { baseUrl, heard } = await scripted({ '/api/v2/agents': [] });
    expect(
      await createFreshdeskDesk(deskOptions({ baseUrl })).agents.byEmail('ann@acme.example', never),
    ).toBeUndefined();
    expect(heard).toEqual([`Basic ${Buffer.from('key-canary:X').toString('base64')} GET /api/v2/agents`]);
  });

  test('knows no agent who was deactivated', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/agents': [
        { id: 1, deactivated: true, contact: { email: 'ann@acme.example' } },
        { id: 2, contact: { email: 'joann@acme.example' } },
        { id: 3, deactivated: false, contact: { email: 'Ann@acme.example' } },
      ],
    });
    expect(await createFreshdeskDesk(deskOptions({ baseUrl })).agents.byEmail('ann@acme.example', never)).toBe('3');
  });

  test('reads a ticket though it may not ask for the names of agents', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/tickets/42': rawTicket(),
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [conversation(1, agent), conversation(2, requester)],
      [`/api/v2/agents/${agent}`]: 403,
    });
    const ref = { platform: 'freshdesk', account: 'acme', id: '42' };
    const record = await createFreshdeskDesk(deskOptions({ baseUrl })).source.read(ref, never);
    expect(record.complainant.name).toBe('Rosa Marin');
    expect(record.timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.by.role] : []))).toEqual([
      'complainant',
      'agent',
      'complainant',
    ]);
  });

  test('takes a write that is not allowed for a ticket that takes none', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/tickets/42': { ...rawTicket(), updated_at: '2026-11-03T10:00:00Z' },
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [],
      '/api/v2/tickets/42/notes': 405,
    });
    const desk = createFreshdeskDesk(deskOptions({ baseUrl }));
    const record = await desk.source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never);
    await expect(desk.actions.write(record, { note: 'x' }, never)).rejects.toMatchObject({
      code: 'FRESHDESK_CLOSED',
      outcome: 'not-done',
      status: 405,
    });
  });

  test('keeps a claim as long as the protocol lets nobody else post', () => {
    expect(claimStandsMs).toBe(leaseMs + graceMs);
  });
});

describe('a field of ours', () => {
  test('that the account does not have is not written, and the error says what to do', async () => {
    const subject = await opened({ provisioned: false });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    const failure = await failureOf(subject, () =>
      subject.ports.actions.write(record, { fields: { category: 'x' } }, never),
    );
    expect(failure).toMatchObject({ code: 'FRESHDESK_REJECTED', retryable: false, outcome: 'not-done' });
    expect(failure.message).toContain("'recourse_category'");
    expect(failure.message).toContain('recourse provision');
    expect(subject.asked().writes).toBe(0);
  });

  test('is found under the name the account made of it, and once somebody has created it', async () => {
    const subject = await opened({ provisioned: false, switches: { fieldNames: 'suffixed' } });
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    expect(subject.fake.addField({ label: 'recourse_category', type: 'custom_text' })).toMatch(
      /^cf_recourse_category_\d+$/,
    );
    expect(await write(subject, record, { fields: { category: 'x' } })).toBe('written');
    expect((await readSettled(subject, ticket)).fields).toEqual({ category: 'x' });
  });

  test('is not written where the form wants another one filled: the error names that one by its label', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    const failure = await failureOf(subject, () =>
      subject.ports.actions.write(record, { addTags: ['open'], note: 'n' }, never),
    );
    expect(failure).toMatchObject({ code: 'FRESHDESK_REJECTED', retryable: false, outcome: 'not-done', status: 400 });
    expect(failure.message).toContain("'Order number' (missing_field)");
    expect(failure.message).toContain('fill it in');
    expect(subject.seen(record.ref)?.comments.length).toBe(1);
  });

  test('is one of ours only: the account’s other fields stay', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'Order number', type: 'custom_text' });
    const ticket = subject.customerWrites(letter());
    subject.fake.setFieldsByAgent(ticket.id, { by: 'Ann Field', fields: { order_number: 'A-7' } });
    await write(subject, await readSettled(subject, ticket), { fields: { category: 'x' } });
    expect(subject.seen(ticket)?.fields).toEqual({ order_number: 'A-7', recourse_category: 'x' });
  });
});

describe('tags', () => {
  test('are written as a whole list that keeps everybody else’s', () => {
    const tags = ['VIP', 'recourse_open', 'recourse_warned'];
    expect(tagsAfter(tags, { addTags: ['Category Late delivery'] }, 'recourse_')).toEqual([
      ...tags,
      'recourse_category_late_delivery',
    ]);
    expect(tagsAfter(tags, { addTags: ['open'], removeTags: ['VIP', 'gone'] }, 'recourse_')).toBeUndefined();
    expect(tagsAfter(tags, { removeTags: ['warned'] }, 'recourse_')).toEqual(['VIP', 'recourse_open']);
    expect(hasTags(['RECOURSE_OPEN'], { addTags: ['open'] }, 'recourse_')).toBe(true);
    expect(hasTags(['recourse_ope'], { addTags: ['open'] }, 'recourse_')).toBe(false);
  });

  test('that the account writes its own way or adds to what is there are written all the same', async () => {
    for (const switches of [{ tagCase: 'lowered' }, { tagsOnPut: 'add' }] as const) {
      const subject = await opened({ switches });
      const ticket = subject.customerWrites(letter());
      subject.agentTags(ticket, 'vip');
      expect(await write(subject, await readSettled(subject, ticket), { addTags: ['open'] })).toBe('written');
      expect(subject.seen(ticket)?.tags).toEqual(['vip', 'recourse_open']);
    }
  });
});

describe('a change of ticket and note', () => {
  test('whose note was refused for now is unknown, for the ticket was saved', async () => {
    const subject = await opened();
    const record = await readSettled(subject, subject.customerWrites(letter()));
    subject.fake.faults.set({ match: { method: 'POST' }, kind: '429', ms: 10 * MINUTE_MS });
    const change = { addTags: ['open'], note: 'Recognised.' };
    const failure = await failureOf(subject, () => subject.ports.actions.write(record, change, never));
    expect(failure).toMatchObject({ reason: 'rate-limited', outcome: 'unknown' });
    expect(subject.seen(record.ref)?.tags).toEqual(['recourse_open']);
  });

  test('whose tags the account did not keep is no conflict, and no note is written for it', async () => {
    const { baseUrl, heard } = await scripted({
      '/api/v2/tickets/42': rawTicket({ tags: ['kitchen'] }),
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [],
    });
    const desk = createFreshdeskDesk(deskOptions({ baseUrl }));
    const record = await desk.source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never);
    expect(await desk.actions.write(record, { addTags: ['open'], note: 'x' }, never)).toBe('unkept');
    expect(heard.filter((line) => line.includes(' POST '))).toEqual([]);
  });
});

test('a tag of ours that somebody wrote with capitals is the same tag, and one of theirs stays as it is', async () => {
  const subject = await opened();
  const ticket = subject.customerWrites(letter());
  for (const tag of ['VIP', 'Recourse_Open', 'recourse_category_Billing']) subject.agentTags(ticket, tag);
  const record = await readSettled(subject, ticket);
  expect(record.tags).toEqual(['VIP', 'recourse_open', 'recourse_category_billing']);
  expect(await write(subject, record, { addTags: ['complaint'], removeTags: ['category_billing'] })).toBe('written');
  expect((await readSettled(subject, ticket)).tags).toEqual(['VIP', 'recourse_open', 'recourse_complaint']);
});
