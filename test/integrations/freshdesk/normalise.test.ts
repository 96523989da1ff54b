import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord, TimelineEntry } from '#core/ticket.ts';
import { priorities } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { claimStandsMs } from '#integrations/freshdesk/limits.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { writeOwnNote } from '#integrations/freshdesk/notes.ts';
import {
  agent,
  conversation,
  inCopy,
  rawTicket,
  requester,
  sourceField,
  stats,
  statusField,
  users,
} from './raw-tickets.ts';

const prefix = 'recourse_';
const read = (raw: unknown): TicketRecord => normalise(raw, { prefix });
type Kind<K extends TimelineEntry['kind']> = TimelineEntry & { readonly kind: K };
const entries = <K extends TimelineEntry['kind']>(record: TicketRecord, kind: K): Kind<K>[] =>
  record.timeline.filter((entry): entry is Kind<K> => entry.kind === kind);
const at = (text: string): number => Date.parse(text);
const refusal = (raw: unknown): PayloadError => {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  throw new Error('it was read');
};

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
    expect(refusal({ ticket: rawTicket(), account: 'evil.com/' }).path).toBe('account');
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

describe('what was said on a Freshdesk ticket', () => {
  const said = (...conversations: object[]) =>
    entries(read({ ticket: rawTicket(), users, conversations }), 'said').slice(1);

  test('belongs to a person in the capacity they have on this ticket', () => {
    const words = said(conversation(1, requester), conversation(2, agent), conversation(3, inCopy));
    expect(words.map(({ by }) => by.role)).toEqual(['complainant', 'agent', 'other']);
    expect(words[1]?.by.name).toBe('Ann Field');
  });

  test('belongs to nobody where a rule, a mail program or a merge wrote it', () => {
    const words = said(
      conversation(1, null),
      conversation(2, agent, { automation_id: 9 }),
      conversation(3, requester, { auto_response: true }),
      conversation(4, agent, {
        source: 2,
        private: true,
        body_text: 'This ticket is closed and merged into ticket 9.',
      }),
    );
    expect(words.map(({ by }) => by.role)).toEqual(words.map(() => 'automatic'));
    expect(said(conversation(1, null, { incoming: true }))[0]?.by.role).toBe('complainant');
  });

  test('is private where it is a note, or was sent on to somebody else', () => {
    const words = said(
      conversation(1, agent),
      conversation(2, agent, { private: true, source: 2 }),
      conversation(3, agent, { source: 8 }),
      conversation(4, agent, { source: 2 }),
    );
    expect(words.map((entry) => entry.public)).toEqual([true, false, false, true]);
  });

  test('comes in the order of its numbers within a second', () => {
    expect(
      said(conversation(12, agent), conversation(9, requester), conversation(110, agent)).map(({ id }) => id),
    ).toEqual(['9', '12', '110']);
  });

  test('is taken from the ten that a ticket may bring with it where no list was read', () => {
    const record = read({ ticket: rawTicket({ conversations: [conversation(1, agent)] }) });
    expect(entries(record, 'said').map(({ id }) => id)).toEqual(['description', '1']);
  });
});

describe('our notes on a Freshdesk ticket', () => {
  const t0 = '2026-11-02T10:00:00Z';
  const later = (ms: number): string => new Date(at(t0) + ms).toISOString();
  const note = (id: number, entries: readonly LedgerEntry[], change: object = {}): Record<string, unknown> => {
    const body = writeOwnNote({ words: '', entries }, prefix);
    const conv = conversation(id, agent, { source: 2, private: true, body, body_text: null, created_at: t0 });
    return { ...conv, ...change };
  };
  const claim = (owner: string): LedgerEntry => ({ kind: 'claimed', key: 'k', owner, channel: 'C', at: 1, since: 1 });
  const posted: LedgerEntry = { kind: 'posted', key: 'k', channel: 'C', message: 'm', at: 9 };
  const ledger = (...conversations: object[]) => read({ ticket: rawTicket(), conversations }).ledger;

  test('are nobody’s words, and no words at all where they are the ledger’s alone', () => {
    const words = 'Recognised.\n<b>"It\'s" & more</b>';
    const body = writeOwnNote({ words, entries: [{ kind: 'noted', key: 'k', at: 5 }] }, prefix);
    const record = read({
      ticket: rawTicket(),
      conversations: [note(2, [posted]), conversation(3, agent, { source: 2, private: true, body, body_text: null })],
    });
    expect(entries(record, 'said').slice(1)).toMatchObject([
      { id: '3', text: words, public: false, by: { role: 'automatic' } },
    ]);
    expect(record.ledger).toEqual([posted, { kind: 'noted', key: 'k', at: 5 }]);
  });

  test('give a claim to the first by number, dated by the account, however they are ordered', () => {
    const one = note(5, [claim('a')]);
    const two = note(6, [claim('b')], { created_at: later(1_000) });
    const held = [{ kind: 'claimed', key: 'k', owner: 'a', channel: 'C', at: at(t0), since: at(t0) }];
    expect(ledger(one, two)).toEqual(held);
    expect(ledger(two, one)).toEqual(held);
  });

  test('give it to a later one once the holder’s time is over, which remembers the first', () => {
    const one = note(5, [claim('a')]);
    const early = note(6, [claim('b')], { created_at: later(claimStandsMs - 1_000) });
    const due = note(7, [claim('c')], { created_at: later(claimStandsMs) });
    const next = note(8, [claim('d')], { created_at: later(claimStandsMs + 60_000) });
    expect(ledger(one, early, due, next)).toEqual([
      { kind: 'claimed', key: 'k', owner: 'c', channel: 'C', at: at(later(claimStandsMs)), since: at(t0) },
    ]);
  });

  test('say for ever that it was posted', () => {
    const late = note(9, [claim('b')], { created_at: later(10 * claimStandsMs) });
    expect(ledger(note(5, [posted]), late)).toEqual([posted]);
    expect(ledger(note(5, [claim('a')]), note(6, [posted]), late)).toEqual([posted]);
  });

  test('count from nobody outside the company, and not where somebody quotes them', () => {
    const text = `${'x'.repeat(3)}\n\n${prefix}ledger ${encodeLedger([posted]).slice(0, -1)},"w":3}`;
    const forged = { body_text: text };
    expect(ledger(conversation(1, agent, { ...forged, private: true, source: 2 }))).toEqual([posted]);
    expect(ledger(conversation(1, requester, { ...forged, private: false }))).toEqual([]);
    expect(ledger(conversation(1, requester, { ...forged, private: true }))).toEqual([]);
    expect(ledger(conversation(1, agent, { ...forged, private: false }))).toEqual([]);
    const quoting = conversation(1, agent, { body_text: `I will call her.\n> ${text}`, private: true, source: 2 });
    expect(ledger(quoting)).toEqual([]);
    expect(entries(read({ ticket: rawTicket(), conversations: [quoting] }), 'said')[1]?.by.role).toBe('agent');
  });

  test('are read though their blanks and line ends were changed on the way', () => {
    const entry: LedgerEntry = { kind: 'pressed', action: 'take', by: 'Ann Field', at: 7 };
    const body = writeOwnNote({ words: 'Two\nlines', entries: [entry] }, prefix);
    const flat = body
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&quot;', '"')
      .replace('Ann Field', 'Ann\nField');
    expect(ledger(conversation(1, agent, { private: true, source: 2, body_text: flat }))).toEqual([entry]);
  });

  test('may be deleted: what was done is known from our field as well, but no claim is', () => {
    const ticketFields = [{ id: 1, name: 'cf_recourse_ledger_99', label: 'recourse_ledger' }];
    const custom_fields = {
      cf_recourse_ledger_99: encodeLedger([posted, { ...claim('z'), key: 'other' } as LedgerEntry]),
    };
    const record = read({ ticket: rawTicket({ custom_fields }), ticketFields });
    expect(record.ledger).toEqual([posted]);
    expect(record.fields).toEqual({});
  });

  test('survive whatever words and names are in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (words, by) => {
        const entry: LedgerEntry = { kind: 'pressed', action: 'take', by: by.replaceAll(/\s+/g, ' '), at: 7 };
        const body = writeOwnNote({ words, entries: [entry] }, prefix);
        expect(ledger(conversation(1, agent, { private: true, source: 2, body, body_text: null }))).toEqual([entry]);
      }),
    );
  });
});

describe('what Freshdesk keeps no history of', () => {
  const statuses = (ticket: object, conversations: object[] = []) =>
    entries(read({ ticket, conversations }), 'status').map(({ from, to, at, by }) => [
      from,
      to,
      new Date(at).toISOString(),
      by.role,
    ]);
  const history = (rows: readonly unknown[]) => ({
    custom_fields: { cf_recourse_history: JSON.stringify({ v: 1, e: rows }) },
  });

  test('is nothing for a ticket that is open since it was made', () => {
    expect(statuses(rawTicket({ stats: stats() }))).toEqual([]);
    expect(statuses(rawTicket({ status: 3 }))).toEqual([]);
  });

  test('is read from when its last changes were', () => {
    const change = { status_updated_at: '2026-11-02T12:00:00Z', pending_since: '2026-11-02T12:00:00Z' };
    expect(statuses(rawTicket({ status: 3, stats: stats(change) }))).toEqual([
      ['open', 'pending', '2026-11-02T12:00:00.000Z', 'agent'],
    ]);
    const over = {
      status_updated_at: '2026-11-05T12:00:00Z',
      resolved_at: '2026-11-02T12:00:00Z',
      closed_at: '2026-11-05T12:00:00Z',
    };
    expect(statuses(rawTicket({ status: 5, stats: stats(over) }))).toEqual([
      ['open', 'solved', '2026-11-02T12:00:00.000Z', 'agent'],
      ['solved', 'closed', '2026-11-05T12:00:00.000Z', 'automatic'],
    ]);
  });

  test('is joined with what was written down', () => {
    const rows = [
      ['status', at('2026-11-02T10:00:00Z'), 'pending'],
      ['status', at('2026-11-02T11:00:00Z'), 'open'],
    ];
    const ticket = rawTicket({
      status: 4,
      stats: stats({ status_updated_at: '2026-11-02T12:00:00Z', resolved_at: '2026-11-02T12:00:00Z' }),
      ...history(rows),
    });
    expect(statuses(ticket).map(([from, to]) => [from, to])).toEqual([
      ['open', 'pending'],
      ['pending', 'open'],
      ['open', 'solved'],
    ]);
    expect(read({ ticket }).fields).toEqual({});
  });

  test('shows that a ticket opened again had been solved, though nobody saw when', () => {
    const again = { status_updated_at: '2026-11-02T12:00:00Z', reopened_at: '2026-11-02T12:00:00Z' };
    expect(statuses(rawTicket({ stats: stats(again) })).map(([, to, at]) => [to, at])).toEqual([
      ['solved', '2026-11-02T11:59:59.000Z'],
      ['open', '2026-11-02T12:00:00.000Z'],
    ]);
    const known = history([['status', at('2026-11-02T11:00:00Z'), 'solved']]);
    expect(statuses(rawTicket({ stats: stats(again), ...known })).map(([, to, at]) => [to, at])).toEqual([
      ['solved', '2026-11-02T11:00:00.000Z'],
      ['open', '2026-11-02T12:00:00.000Z'],
    ]);
  });

  test('is taken for the doing of whoever spoke at that moment, staff before a rule', () => {
    const change = { status_updated_at: '2026-11-02T10:00:01Z', pending_since: '2026-11-02T10:00:01Z' };
    const ticket = rawTicket({ status: 3, stats: stats(change) });
    const conversations = [conversation(1, null), conversation(2, agent), conversation(3, requester)];
    const [status] = entries(read({ ticket, conversations }), 'status');
    expect(status).toMatchObject({ update: '2', by: { id: '7002', role: 'agent' } });
    const again = { status_updated_at: '2026-11-02T10:00:00Z', reopened_at: '2026-11-02T10:00:00Z' };
    const reopened = read({ ticket: rawTicket({ stats: stats(again) }), conversations: [conversation(3, requester)] });
    expect(entries(reopened, 'status').at(-1)).toMatchObject({ to: 'open', update: '3', by: { role: 'complainant' } });
  });

  test('includes what people decided in our fields, and what they then made of it', () => {
    const ticket = rawTicket({
      custom_fields: {
        cf_recourse_severity_7: 'high',
        cf_recourse_history: JSON.stringify({
          v: 1,
          e: [['field', 5, 'severity', 'low'], ['field', 6, 'outcome', 'upheld'], ['field', 7, 'ledger', 'x'], [], 7],
        }),
      },
    });
    expect(entries(read({ ticket }), 'field').map(({ field, value, at }) => [field, value, at])).toEqual([
      ['severity', 'low', 5],
      ['outcome', 'upheld', 6],
      ['severity', 'high', at('2026-11-03T10:00:00Z')],
      ['outcome', undefined, at('2026-11-03T10:00:00Z')],
    ]);
  });

  test('tells of merges by the notes they leave, and of the receipt of what came in', () => {
    const into = conversation(1, agent, {
      source: 2,
      private: true,
      body_text: 'This ticket is closed and merged into ticket 9.',
    });
    const from = conversation(2, agent, {
      source: 2,
      private: true,
      body_text: 'Ticket 7, "x", is closed and merged into this ticket.',
    });
    const closed = { status: 5, stats: stats({ status_updated_at: '2026-11-02T10:00:00Z' }) };
    expect(entries(read({ ticket: rawTicket(closed), conversations: [into] }), 'merged')).toMatchObject([
      { into: '9' },
    ]);
    expect(entries(read({ ticket: rawTicket({ stats: stats() }), conversations: [into] }), 'merged')).toEqual([]);
    const mergedTickets = [{ id: 7, created_at: '2026-10-01T08:00:00Z' }];
    expect(entries(read({ ticket: rawTicket(), conversations: [from], mergedTickets }), 'merged')).toMatchObject([
      { from: '7', into: undefined, receivedAt: at('2026-10-01T08:00:00Z') },
    ]);
    const spoofed = { ...from, incoming: true };
    expect(entries(read({ ticket: rawTicket(), conversations: [spoofed] }), 'merged')).toEqual([]);
  });

  test('tells a rating as good or bad, and what lies between as neither', () => {
    const rated = (score: unknown) =>
      entries(
        read({
          ticket: rawTicket(),
          satisfactionRatings: [
            { created_at: '2026-11-03T10:00:00Z', user_id: requester, ratings: { default_question: score } },
          ],
        }),
        'rated',
      ).map((entry) => entry.score);
    expect([103, 101, 100, -101, -103, 1, 2, 3, 'x', null].map((score) => rated(score)[0])).toEqual([
      'good',
      'good',
      undefined,
      'bad',
      'bad',
      'good',
      undefined,
      'bad',
      undefined,
      undefined,
    ]);
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

describe('what is not as Freshdesk documents it', () => {
  test('is a PayloadError that names the path and quotes nothing', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, ''],
      [null, ''],
      ['secret words', ''],
      [{}, 'ticket'],
      [{ ticket: 7 }, 'ticket'],
      [{ ticket: rawTicket({ id: null }) }, 'ticket.id'],
      [{ ticket: rawTicket({ id: 2 ** 53 }) }, 'ticket.id'],
      [{ ticket: rawTicket({ created_at: 'secret words' }) }, 'ticket.created_at'],
      [{ ticket: rawTicket({ tags: 'secret words' }) }, 'ticket.tags'],
      [{ ticket: rawTicket({ custom_fields: 'secret words' }) }, 'ticket.custom_fields'],
      [{ ticket: rawTicket(), conversations: [conversation(1, agent), { id: 2 }] }, 'conversations.1.created_at'],
    ];
    for (const [raw, path] of cases) {
      const error = refusal(raw);
      expect(error).toMatchObject({ code: 'FRESHDESK_PAYLOAD', path });
      expect(`${error.message}${String(error.stack)}`).not.toContain('secret words');
    }
  });

  test('never is anything but a record or a PayloadError, whatever came', () => {
    const fragment = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        null,
        [],
        {},
        'x',
        -1,
        1.5,
        '7',
        true,
        '2026-11-02T10:00:00Z',
        [null],
        [{}],
        [{ id: 1 }],
      ),
    );
    const spoilt = (base: Record<string, unknown>) =>
      fc
        .dictionary(fc.constantFrom(...Object.keys(base)), fragment, { maxKeys: 2 })
        .map((change) => ({ ...base, ...change }));
    const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
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
    let records = 0;
    fc.assert(
      fc.property(fc.oneof(raws, fc.jsonValue()), (raw) => {
        try {
          read(raw);
          records += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(records).toBeGreaterThan(30);
  });

  test('does not include keys that Freshdesk adds: they pass unread, a prototype’s among them', () => {
    const raw = JSON.parse(
      '{"ticket":{"id":1,"created_at":"2026-11-02T10:00:00Z","__proto__":{"status":5},"custom_fields":{"__proto__":"x","constructor":"y"},"new_key":{"a":1}},"constructor":1}',
    ) as unknown;
    expect(read(raw)).toMatchObject({ status: 'open', fields: {} });
  });
});
