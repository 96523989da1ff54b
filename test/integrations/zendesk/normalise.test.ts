import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { priorities, ticketStatuses } from '#core/ticket.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';
import { entries, refusalOf } from '#test/integrations/of-records.ts';
import { rawTicket, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });
const at = (text: string): number => Date.parse(text);

describe('a Zendesk ticket alone', () => {
  test('is a record in neutral words', () => {
    const record = read({ ticket: rawTicket(), users, readAt: '2026-11-03T10:00:05Z' });
    expect(record).toMatchObject({
      ref: { platform: 'zendesk', account: 'acme', id: '42' },
      url: 'https://acme.zendesk.com/agent/tickets/42',
      subject: 'The kettle',
      channel: 'email',
      status: 'open',
      priority: 'high',
      complainant: { id: '7001', name: 'Rosa Marin', role: 'complainant' },
      assignee: { id: '7002', name: 'Ann Field', role: 'agent' },
      group: '55',
      brand: '66',
      language: 'en-GB',
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
    expect(timeline[1]).toMatchObject({
      id: 'description',
      text: 'The kettle leaks.',
      public: true,
      by: { role: 'complainant' },
    });
    expect(timeline[0]?.update).toBe(timeline[1]?.update);
  });

  test('keeps of the complainant’s address the domain alone', () => {
    const from = (email: unknown) => read({ ticket: rawTicket(), users: [{ id: 7001, name: 'Rosa Marin', email }] });
    expect(from('Rosa.Marin@Ombudsman.Example').senderDomain).toBe('ombudsman.example');
    expect(JSON.stringify(from('rosa.marin@ombudsman.example'))).not.toContain('rosa.marin@');
    for (const odd of [null, 7, 'rosa', 'rosa@', 'rosa@a b', {}]) expect(from(odd).senderDomain).toBeUndefined();
  });

  test('is the complainant’s words where it names nobody', () => {
    const nobody = { requester_id: null, submitter_id: null };
    const by = (via: object) => read({ ticket: rawTicket({ ...nobody, via }) }).timeline.map((entry) => entry.by.role);
    expect(by({ channel: 'email' })).toEqual(['complainant', 'complainant']);
    expect(by({ channel: 'rule' })).toEqual(['automatic', 'automatic']);
  });

  test('is linked by its account’s name, not by what the payload says', () => {
    expect(read({ ticket: rawTicket({ url: 'https://evil.test/x' }) }).url).toBe(
      'https://unknown.zendesk.com/agent/tickets/42',
    );
    expect(read({ ticket: rawTicket(), account: 'fernhill' }).url).toBe(
      'https://fernhill.zendesk.com/agent/tickets/42',
    );
    expect(refusalOf(() => read({ ticket: rawTicket(), account: 'evil.com/' })).path).toBe('account');
  });

  test('keeps its status where the word is new to us: by its custom status, else as open', () => {
    const customStatuses = [{ id: 9, status_category: 'pending' }];
    expect(read({ ticket: rawTicket({ status: 'waiting', custom_status_id: 9 }), customStatuses }).status).toBe(
      'pending',
    );
    expect(read({ ticket: rawTicket({ status: 'waiting', custom_status_id: 8 }), customStatuses }).status).toBe('open');
    expect(read({ ticket: rawTicket({ status: null }) }).status).toBe('open');
    for (const status of ticketStatuses) {
      expect(read({ ticket: rawTicket({ status }) }).status).toBe(status);
      expect(read({ ticket: rawTicket({ status: status.toUpperCase() }) }).status).toBe(status);
    }
  });

  test('is frozen once it is closed, and in no other', () => {
    expect(read({ ticket: rawTicket({ status: 'closed' }) }).isFrozen).toBe(true);
    expect(read({ ticket: rawTicket({ status: 'solved' }) }).isFrozen).toBeUndefined();
  });

  test('is deleted once it was scrubbed', () => {
    expect(read({ ticket: rawTicket({ subject: 'SCRUBBED', description: 'X', status: 'closed' }) }).status).toBe(
      'deleted',
    );
  });

  test('has a channel for every way in that Zendesk names, by word or by number', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['email', 'email'],
      ['mail', 'email'],
      [4, 'email'],
      ['web', 'web'],
      ['web_form', 'web'],
      [0, 'web'],
      ['voice', 'phone'],
      [33, 'phone'],
      ['chat', 'chat'],
      ['native_messaging', 'chat'],
      ['twitter_dm', 'social'],
      ['api', 'api'],
      [37, 'chat'],
      [69, 'other'],
      ['whatsapp', 'chat'],
      ['sunshine_conversations_facebook_messenger', 'social'],
      ['answer_bot_for_web_widget', 'chat'],
      ['side_conversation', 'other'],
      ['sample_ticket', 'other'],
      ['rule', 'other'],
      ['carrier_pigeon', 'other'],
      [null, 'other'],
    ];
    for (const [channel, ours] of cases) expect(read({ ticket: rawTicket({ via: { channel } }) }).channel).toBe(ours);
    expect(read({ ticket: rawTicket({ via: null }) }).channel).toBe('other');
  });

  test('has no priority where Zendesk has none or a new one', () => {
    expect(read({ ticket: rawTicket({ priority: null }) }).priority).toBeUndefined();
    expect(read({ ticket: rawTicket({ priority: 'extreme' }) }).priority).toBeUndefined();
    for (const priority of priorities) expect(read({ ticket: rawTicket({ priority }) }).priority).toBe(priority);
  });

  test('tells that it was merged away by its tag where no history names the other ticket', () => {
    const [merged] = entries(read({ ticket: rawTicket({ tags: ['closed_by_merge'] }) }), 'merged');
    expect(merged).toMatchObject({ into: undefined, from: undefined });
  });

  test('carries the rating Zendesk shows, and none that was only offered', () => {
    const rating = (score: string) => entries(read({ ticket: rawTicket({ satisfaction_rating: { score } }) }), 'rated');
    expect(rating('bad')).toMatchObject([{ score: 'bad', by: { role: 'complainant' } }]);
    expect(rating('goodwithcomment')).toMatchObject([{ score: 'good' }]);
    expect(rating('offered')).toEqual([]);
  });
});
