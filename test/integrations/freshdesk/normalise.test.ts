import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { priorities } from '#core/ticket.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { entries, refusalOf } from '#test/integrations/of-records.ts';
import { rawTicket, sourceField, statusField, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });
const at = (text: string): number => Date.parse(text);

describe('a Freshdesk ticket alone', () => {
  test('is a record in neutral words', () => {
    const record = read({ ticket: rawTicket(), users, account: 'acme', readAt: '2026-11-03T10:00:05Z' });
    expect(record).toMatchObject({
      ref: { platform: 'freshdesk', account: 'acme', id: '42' },
      url: 'https://acme.freshdesk.com/a/tickets/42',
      subject: 'The kettle',
      channel: 'email',
      status: 'open',
      priority: 'high',
      complainant: { id: '7001', name: 'Rosa Marin', role: 'complainant' },
      assignee: { id: '7002', name: 'Ann Field', role: 'agent' },
      group: '55',
      brand: '66',
      tags: ['kitchen', 'recourse_open'],
      fields: {},
      ledger: [],
      createdAt: at('2026-11-02T09:00:00Z'),
      updatedAt: at('2026-11-03T10:00:00Z'),
      readAt: at('2026-11-03T10:00:05Z'),
      version: '2026-11-03T10:00:00Z',
    });
  });

  test('has a timeline of its opening and its own text, one update', () => {
    const { timeline } = read({ ticket: rawTicket() });
    expect(timeline.map(({ kind }) => kind)).toEqual(['opened', 'said']);
    expect(timeline[1]).toMatchObject({ text: 'The kettle leaks.', public: true, by: { role: 'complainant' } });
    expect(timeline[0]?.update).toBe(timeline[1]?.update);
  });

  test('keeps of the complainant’s address the domain alone, and what the form says that it is', () => {
    const from = (email: unknown) =>
      read({ ticket: rawTicket({ type: 'Complaint', requester: { id: 7001, name: 'Rosa Marin', email } }) });
    expect(from('Rosa.Marin@Ombudsman.Example')).toMatchObject({
      senderDomain: 'ombudsman.example',
      form: 'Complaint',
    });
    expect(JSON.stringify(from('rosa.marin@ombudsman.example'))).not.toContain('rosa.marin@');
    for (const odd of [null, 7, 'rosa', 'rosa@', 'rosa@a b', {}]) expect(from(odd).senderDomain).toBeUndefined();
    expect(read({ ticket: rawTicket({ type: 4 }) }).form).toBeUndefined();
  });

  test('is read although nearly everything of it is null', () => {
    const bare = Object.fromEntries(Object.keys(rawTicket()).map((key) => [key, null]));
    const record = read({ ticket: { ...bare, id: 1, created_at: '2026-11-02T09:00:00Z' } });
    expect(record).toMatchObject({ subject: '', status: 'open', channel: 'other', priority: undefined, tags: [] });
    expect(record.ref.account).toBe('unknown');
  });

  test('is linked by its account’s name only', () => {
    expect(refusalOf(() => read({ ticket: rawTicket(), account: 'evil.com/' })).path).toBe('account');
  });

  test('has text where only its HTML is given', () => {
    const ticket = rawTicket({
      description_text: null,
      description: '<div>a &lt;b&gt;<br>c &amp;#60; &#233;</div><p>d</p>',
    });
    expect(entries(read({ ticket }), 'said')[0]?.text).toBe('a <b>\nc &#60; é\nd');
  });

  test('has the cells, blocks and characters that a reader of its HTML sees, and nothing of its scripts and styles', () => {
    const textOfHtml = (description: string): string | undefined =>
      entries(read({ ticket: rawTicket({ description_text: null, description }) }), 'said')[0]?.text;
    expect(
      textOfHtml('<style>p{x:1}</style><!-- a > b --><p>M&uuml;ller &ndash; 5&nbsp;&euro;</p><td>a</td><td>b</td>'),
    ).toBe('Müller – 5 €\na b');
    // What is never closed hides nothing, however often it is opened; what is no name of a character stays.
    expect(textOfHtml(`${'<style>'.repeat(20_000)}a &nosuch; &#xd800; 1 < 2`)).toBe('a &nosuch; &#xd800; 1 < 2');
    expect(textOfHtml('<script>alert(1)</script >')).toBe('');
  });

  test('has the status of its number, and of a label where the account made it up', () => {
    const ofStatus = (status: unknown, ticketFields: unknown[] = [statusField]) =>
      read({ ticket: rawTicket({ status }), ticketFields }).status;
    expect([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((status) => ofStatus(status))).toEqual([
      'open',
      'pending',
      'solved',
      'closed',
      'pending',
      'hold',
      'open',
      'open',
      'solved',
      'pending',
      'open',
    ]);
    const labelled = (labels: Readonly<Record<number, string>>): unknown[] => [
      {
        ...statusField,
        choices: Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, [label, '']])),
      },
    ];
    // Named in another language they stand still as every account's do; named for something else they are that.
    const german = labelled({ 6: 'Wartet auf Kunden', 7: 'Wartet auf Dritte', 8: 'Beim Labor' });
    expect([6, 7, 8].map((status) => ofStatus(status, german))).toEqual(['pending', 'hold', 'open']);
    const renamed = labelled({ 6: 'Escalated', 7: 'Closed as a duplicate' });
    expect([6, 7].map((status) => ofStatus(status, renamed))).toEqual(['open', 'solved']);
    expect([4, 6, 7, '4', null, {}, 1.5].map((status) => ofStatus(status, []))).toEqual([
      'solved',
      'pending',
      'hold',
      'solved',
      'open',
      'open',
      'open',
    ]);
  });

  test('is deleted in the bin and among the spam, and closed in the archive', () => {
    expect(read({ ticket: rawTicket({ deleted: true }) }).status).toBe('deleted');
    expect(read({ ticket: rawTicket({ spam: true }) }).status).toBe('deleted');
    expect(read({ ticket: rawTicket({ archived: true, status: 4 }) }).status).toBe('closed');
  });

  test('has a channel for every source Freshdesk names, and by its label for those of the account’s own', () => {
    const channels = [1, 2, 3, 5, 6, 7, 9, 10, 13, 15, 101, 102, 103, 104, 99, null].map(
      (source) => read({ ticket: rawTicket({ source }), ticketFields: [sourceField] }).channel,
    );
    expect(channels).toEqual([
      'email',
      'web',
      'phone',
      'social',
      'social',
      'chat',
      'web',
      'email',
      'chat',
      'chat',
      'letter',
      'regulatorPortal',
      'inPerson',
      'other',
      'other',
      'other',
    ]);
  });

  test('has a priority of four, and none for a number that is new', () => {
    expect([1, 2, 3, 4, 5, 0, null].map((priority) => read({ ticket: rawTicket({ priority }) }).priority)).toEqual([
      ...priorities,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that an agent began is the agent’s own words', () => {
    expect(read({ ticket: rawTicket({ source: 10 }) }).timeline[1]?.by).toMatchObject({ id: '7002', role: 'agent' });
  });
});

describe('our fields on a Freshdesk ticket', () => {
  const custom_fields = {
    cf_recourse_outcome_297457: 'upheld',
    cf_recourse_root_cause: 'x',
    cf_odd_name: 'yes',
    cf_theirs: 7,
  };

  test('are found by the names the account gave them, with a number behind, or by their label', () => {
    const ticketFields = [
      { id: 1, name: 'cf_recourse_outcome_297457', label: 'Outcome' },
      { id: 2, name: 'cf_recourse_root_cause', label: 'Cause' },
      { id: 3, name: 'cf_odd_name', label: 'recourse_complaint' },
      { id: 4, name: 'cf_recourse_severity_of_pain', label: 'Pain' },
      { id: 5, name: 'ticket_type', label: 'Type', choices: ['Question'] },
      { id: 6, name: 'group', label: 'Group', choices: { Support: 5 } },
      { id: 7, name: 'cf_nested', label: 'N', choices: { a: { b: ['c'] } } },
    ];
    const ticket = rawTicket({ custom_fields: { ...custom_fields, cf_recourse_severity_of_pain: 'much' } });
    expect(read({ ticket, ticketFields }).fields).toEqual({ outcome: 'upheld', root_cause: 'x', complaint: 'yes' });
  });

  test('are found by the ticket’s own keys where the account was not asked', () => {
    expect(read({ ticket: rawTicket({ custom_fields }) }).fields).toEqual({ outcome: 'upheld', root_cause: 'x' });
    expect(read({ ticket: rawTicket({ custom_fields: null }) }).fields).toEqual({});
  });
});
