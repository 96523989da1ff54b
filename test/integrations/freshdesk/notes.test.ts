import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { claimStandsMs } from '#integrations/freshdesk/limits.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { writeOwnNote } from '#integrations/freshdesk/notes.ts';
import { entries } from '#test/integrations/of-records.ts';
import { agent, conversation, rawTicket, requester } from './raw-tickets.ts';

const prefix = 'recourse_';
const read = (raw: unknown): TicketRecord => normalise(raw, { prefix });
const at = (text: string): number => Date.parse(text);

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
