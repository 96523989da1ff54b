import { describe, expect, test } from 'vitest';
import type { Circumstances } from '#core/complaint/circumstances.ts';
import { readRecognition } from '#core/complaint/read-recognition.ts';
import { recognise, signalsOf } from '#core/complaint/recognise.ts';
import { reasonsInWords } from '#core/effect/reason-words.ts';
import { instantOf, recordOf, type Ticket } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';
import { settings, shipped } from './english.ts';

const tags = ['complaint'];
const question = 'Could I have an invoice for the table?';
const readWith = (circumstances: Circumstances, text = question) =>
  recognise({ subject: '', messages: [text] }, shipped, { ...settings, complaintTags: tags }, circumstances);

describe('what is not text', () => {
  test.each<[string, Circumstances, string]>([
    ['a bad rating asks a person', { rating: 'bad' }, 'possible'],
    ['a good rating says nothing', { rating: 'good' }, 'no'],
    ['coming back once asks a person', { reopened: 1 }, 'possible'],
    ['coming back twice makes a complaint', { reopened: 2 }, 'yes'],
    ['an earlier complaint asks a person', { earlierComplaints: 1 }, 'possible'],
    ['a tag or form that says complaint decides alone', { tags: ['vip', 'Complaint'] }, 'yes'],
    ['a tag that only holds the word decides nothing', { tags: ['no_complaint'] }, 'no'],
    ['a regulator’s portal decides alone', { channel: 'regulatorPortal' }, 'yes'],
    ['any other channel says nothing', { channel: 'phone' }, 'no'],
    ['an ombudsman’s name decides alone', { sender: 'Financial Ombudsman Service' }, 'yes'],
    ['an ombudsman’s address decides alone', { sender: 'case.handler@financial-ombudsman.example' }, 'yes'],
    ['anybody else’s does not', { sender: 'Joan Marsh <joan@example.com>' }, 'no'],
  ])('%s', (_, circumstances, band) => {
    expect(readWith(circumstances, 'Invoice 4711 for the table.').band).toBe(band);
  });

  test('stands among the reasons, quotes nothing, and is part of the sum', () => {
    const { reasons, score } = readWith({ rating: 'bad', reopened: 1 }, 'The table.');
    expect(reasons).toEqual([
      { cue: 'ticket.rated-badly', quote: '', start: 0, end: 0, weight: 1.5 },
      { cue: 'ticket.reopened', quote: '', start: 0, end: 0, weight: 1.5 },
    ]);
    expect(score).toBe(3);
    expect(signalsOf({ reasons }, shipped)).toEqual(['repeat']);
  });

  test('is said in words', () => {
    const found = readWith({ reopened: 2, tags: ['complaint'] }, 'The table.');
    expect(reasonsInWords(found, samplePolicy()).map(({ title }) => title)).toEqual([
      'a form or tag says that it is a complaint',
      'the ticket was reopened twice or more',
    ]);
  });
});

describe('on a ticket', () => {
  const policy = samplePolicy();
  const lines: Ticket['timeline'] = [
    { at: '2026-11-02T09:00Z', who: 'complainant', says: 'Which oil is right for the oak table?' },
    { at: '2026-11-02T10:00Z', who: 'agent', says: 'Linseed oil.', status: 'solved' },
  ];
  const readTicket = (timeline: Ticket['timeline'], more: Partial<Ticket> = {}) => {
    const record = recordOf({ timeline, ...more });
    return readRecognition(record, { timeline: record.timeline, recorded: undefined }, policy);
  };

  test('a question that is answered is no complaint', () => {
    expect(readTicket(lines)).toMatchObject({ band: 'no' });
  });

  test('a bad rating makes it a possible one from when it was given', () => {
    const rated = readTicket([...lines, { at: '2026-11-05T12:00Z', who: 'complainant', rated: 'bad' }]);
    expect(rated).toMatchObject({ band: 'possible', at: instantOf('2026-11-05T12:00Z') });
  });

  test('a rating taken back counts no more', () => {
    const timeline: Ticket['timeline'] = [
      { at: '2026-11-05T12:00Z', who: 'complainant', rated: 'good' },
      { at: '2026-11-05T13:00Z', who: 'complainant', rated: 'good' },
    ];
    expect(readTicket([...lines, ...timeline])).toMatchObject({ band: 'no' });
  });

  test('reopened twice, it is one from the second time', () => {
    const again: Ticket['timeline'] = [
      { at: '2026-11-03T09:00Z', who: 'complainant', says: 'Linseed from where?', status: 'open' },
      { at: '2026-11-03T10:00Z', who: 'agent', says: 'Any shop.', status: 'solved' },
      { at: '2026-11-04T09:00Z', who: 'complainant', says: 'Which shop?', status: 'open' },
    ];
    expect(readTicket([...lines, ...again])).toMatchObject({ band: 'yes', at: instantOf('2026-11-03T09:00Z') });
  });

  test('a tag that says complaint counts from the first words', () => {
    const tagged = readTicket(lines, { tags: ['Complaint'] });
    expect(tagged).toMatchObject({ band: 'yes', at: instantOf('2026-11-02T09:00Z') });
  });

  test('a form that says complaint counts like a tag, and one that says anything else does not', () => {
    const facts = recordOf({ timeline: lines });
    const { timeline } = facts;
    const by = (form: string) => readRecognition({ ...facts, form }, { timeline, recorded: undefined }, policy)?.band;
    expect([by('Complaint'), by('Question')]).toEqual(['yes', 'no']);
  });

  test('an ombudsman’s domain counts without a word about one', () => {
    const facts = recordOf({ timeline: lines });
    const { timeline } = facts;
    const from = (senderDomain: string) =>
      readRecognition({ ...facts, senderDomain }, { timeline, recorded: undefined }, policy);
    expect(from('financial-ombudsman.example')?.reasons).toEqual([
      expect.objectContaining({ cue: 'ticket.from-regulator', quote: '' }),
    ]);
    expect([from('financial-ombudsman.example')?.band, from('marsh.example')?.band]).toEqual(['yes', 'no']);
  });

  test('what was written down is read again when a rating comes, though the words are the same', () => {
    const before = readTicket(lines);
    const record = recordOf({ timeline: [...lines, { at: '2026-11-05T12:00Z', who: 'complainant', rated: 'bad' }] });
    const after = readRecognition(record, { timeline: record.timeline, recorded: before }, policy);
    expect(after?.band).toBe('possible');
    const again = readRecognition(record, { timeline: record.timeline, recorded: after }, policy);
    expect(again).toBe(after);
  });
});
