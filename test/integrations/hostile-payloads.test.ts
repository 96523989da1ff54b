import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { complaintFields } from '#core/complaint/fields.ts';
import { priorities, ticketStatuses } from '#core/ticket.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import * as freshdeskPayload from '#integrations/freshdesk/payload.ts';
import { readJsonBody } from '#integrations/json-body.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import * as zendeskPayload from '#integrations/zendesk/payload.ts';
import * as freshdesk from './freshdesk/full-ticket.ts';
import { anySpoilt, hostileTexts, jsonTestSuite, placesIn, spoilt, surprises } from './hostile.ts';
import * as zendesk from './zendesk/full-ticket.ts';

type Json = Record<string, unknown>;

const prefix = 'recourse_';
const desks = [
  {
    name: 'Zendesk',
    code: 'ZENDESK_PAYLOAD',
    normalise: (raw: unknown) => normaliseZendesk(raw, { prefix }),
    full: {
      ...zendesk.fullRaw(1, 2),
      ticketFields: zendesk.ownTicketFields.slice(0, 2),
      customStatuses: [{ id: 5, status_category: 'open' }],
      mergedTickets: [{ id: 7, created_at: '2026-11-01T09:00:00Z' }],
    },
    readers: [
      zendeskPayload.readRawTicket,
      zendeskPayload.readTicketFields,
      (raw: unknown) => zendeskPayload.readTicketFields({ ticket_fields: raw }),
    ],
  },
  {
    name: 'Freshdesk',
    code: 'FRESHDESK_PAYLOAD',
    normalise: (raw: unknown) => normaliseFreshdesk(raw, { prefix }),
    full: {
      ...freshdesk.fullRaw(1, 2),
      ticketFields: freshdesk.ownTicketFields.slice(0, 4),
      satisfactionRatings: [{ created_at: '2026-11-03T09:00:00Z', user_id: 5, ratings: { default_question: 103 } }],
      mergedTickets: [{ id: 7, created_at: '2026-11-01T09:00:00Z' }],
    },
    readers: [
      freshdeskPayload.readRawTicket,
      freshdeskPayload.readTicketFields,
      freshdeskPayload.readConversations,
      freshdeskPayload.readRows,
      freshdeskPayload.readFound,
      (raw: unknown) => freshdeskPayload.readFound({ total: 1, results: raw }),
    ],
  },
] as const;

/** What a reader makes of a payload: something, or a PayloadError with a place and none of the payload. */
function outcome(read: () => unknown, code: string): 'taken' | 'refused' {
  try {
    read();
    return 'taken';
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const by = code.startsWith('Z') ? 'Zendesk' : 'Freshdesk';
    const what = error.path === '' ? 'what was given' : `'${error.path}'`;
    const isPlain = /^[\w.]*$/u.test(error.path) && error.message === `${what} is not as ${by} documents it`;
    if (isPlain && error.code === code) return 'refused';
    throw new Error('a refusal that says too little or too much', { cause: error });
  }
}

/** A record holds together, whatever it was made of. */
function expectSound(record: TicketRecord): void {
  const { timeline, createdAt, updatedAt, readAt } = record;
  const instants = timeline.map((entry) => entry.at);
  const isSound =
    ticketStatuses.includes(record.status) &&
    (record.priority === undefined || priorities.includes(record.priority)) &&
    [createdAt, updatedAt, readAt, ...instants].every(Number.isSafeInteger) &&
    [record.ref.id, record.url, record.subject, record.version, ...record.tags].every(
      (text) => typeof text === 'string',
    ) &&
    instants.every((at, n) => n === 0 || at >= (instants[n - 1] ?? at));
  if (!isSound) expect(record).toBe('a record that holds together');
}

describe.each(desks)('a $name payload', ({ code, normalise, full, readers }) => {
  test('with anything in place of any one thing is a record or a PayloadError that names the place', () => {
    const counts = { taken: 0, refused: 0 };
    for (const place of placesIn(full)) {
      for (const surprise of surprises) {
        counts[outcome(() => expectSound(normalise(spoilt(full, place, surprise))), code)] += 1;
      }
    }
    console.info('places spoilt:', counts);
    // Most keys are not ours to mind.
    expect(counts.taken).toBeGreaterThan(counts.refused * 2);
    expect(counts.refused).toBeGreaterThan(200);
  });

  test('with several things spoilt is so too', () => {
    fc.assert(
      fc.property(anySpoilt(full), (raw) => void outcome(() => expectSound(normalise(raw)), code)),
      { numRuns: 600 },
    );
  });

  test('never is refused for a key that is unknown, null or gone, but for ids and instants without which there is no record', () => {
    const needed: string[] = [];
    for (const place of placesIn(full)) {
      for (const surprise of [undefined, null]) {
        if (outcome(() => normalise(spoilt(full, place, surprise)), code) === 'refused')
          needed.push(String(place.at(-1)));
      }
    }
    expect([...new Set(needed)].toSorted()).toEqual(['created_at', 'id', 'ticket', 'undefined']);
    expect(
      normalise({
        ...full,
        unheard_of: 1,
        ticket: { ...((full as Json)['ticket'] as Json), unheard_of: { of: [1] } },
      }),
    ).toEqual(normalise(full));
  });

  test('of JSONTestSuite is read as JSON.parse reads it, refused, or no payload (skipped where ../shared/data is absent)', async () => {
    for (const { name, kind, bytes } of jsonTestSuite()) {
      const body = await readJsonBody(Readable.from([bytes]));
      if (kind === 'n' && bytes.length > 0) expect([name, body.readable]).toEqual([name, false]);
      if (kind === 'y')
        expect([name, body]).toEqual([name, { readable: true, value: JSON.parse(bytes.toString('utf8')) as unknown }]);
      if (!body.readable) continue;
      for (const read of [...readers, normalise]) outcome(() => read(body.value), code);
      for (const key of Object.keys(full)) outcome(() => normalise({ ...full, [key]: body.value }), code);
      for (const key of Object.keys((full as Json)['ticket'] as Json)) {
        outcome(() => expectSound(normalise(spoilt(full, ['ticket', key], body.value))), code);
      }
    }
  });

  test('keeps its own keys from everybody’s objects', () => {
    const raw = JSON.parse(
      `{"__proto__":{"ticket":{"id":9}},"ticket":{"id":1,"id":2,"created_at":"2026-11-02T10:00:00Z","__proto__":{"subject":"x","status":"closed","tags":["y"]},"custom_fields":null}}`,
    ) as unknown;
    const record = normalise(raw);
    expect(record).toMatchObject({ ref: { id: '2' }, subject: '', status: 'open', tags: [] });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Json)['subject']).toBeUndefined();
  });

  test('takes ids as text, as webhooks give them, and none beyond what a number holds', () => {
    const ticket = (full as Json)['ticket'] as Json;
    const asText = Object.fromEntries(
      Object.entries(ticket).map(([key, value]) => [
        key,
        /(?:^|_)id$/.test(key) && typeof value === 'number' ? String(value) : value,
      ]),
    );
    expect(normalise({ ...full, ticket: asText })).toEqual(normalise(full));
    for (const key of ['id', 'requester_id', 'group_id']) {
      expect(outcome(() => normalise(spoilt(full, ['ticket', key], 2 ** 53 + 2)), code)).toBe('refused');
      expect(outcome(() => normalise(spoilt(full, ['ticket', key], '9007199254740993')), code)).toBe('refused');
    }
  });
});

const ownFields = complaintFields.filter((name) => name !== 'history');
const saidIn = (record: TicketRecord): readonly string[] =>
  record.timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));

/** Through JSON, as every payload comes; a record goes out through it, too. */
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('text in a payload comes out of the record without a character lost', () => {
  const values = (text: string): ComplaintFields => Object.fromEntries(ownFields.map((name) => [name, text]));

  test.each([['Zendesk']])('%s', () => {
    const ids = new Map(
      zendesk.ownTicketFields.map((field) => [String(field['key']).slice(prefix.length), Number(field['id'])]),
    );
    for (const text of hostileTexts) {
      const raw = {
        ticketFields: zendesk.ownTicketFields,
        users: [{ id: 5, name: text, locale: text, role: text }],
        ticket: {
          id: 1,
          created_at: '2026-11-02T09:00:00Z',
          subject: text,
          description: 'not read: there are comments',
          status: text,
          priority: text,
          via: { channel: text },
          requester_id: 5,
          tags: [text, text],
          custom_fields: ownFields.map((name) => ({ id: ids.get(name), value: text })),
        },
        comments: [
          { id: 1, author_id: 5, created_at: '2026-11-02T09:00:00Z', plain_body: text, body: 'other' },
          { id: 2, author_id: 5, created_at: '2026-11-02T09:00:01Z', plain_body: '', body: text },
        ],
        audits: [
          {
            id: 3,
            author_id: 5,
            created_at: '2026-11-02T09:00:02Z',
            events: [
              { id: 31, type: 'Comment', body: text },
              { id: 32, type: text, field_name: text, value: text },
              { id: 33, type: 'Change', field_name: String(ids.get('remedy')), previous_value: text, value: text },
              { id: 34, type: 'Change', field_name: 'group_id', value: text },
              { id: 35, type: 'Change', field_name: 'status', value: text },
            ],
          },
          {
            id: 4,
            author_id: -1,
            created_at: '2026-11-02T09:00:03Z',
            events: [{ id: 41, type: 'Notification', recipients: [5], body: text }],
          },
        ],
      };
      const record = throughJson(normaliseZendesk(throughJson(raw), { prefix }));
      expect(record).toMatchObject({ subject: text, language: text, tags: [text, text], fields: values(text) });
      expect(record.complainant.name).toBe(text);
      expect(saidIn(record)).toEqual([text, text, text, text]);
      expect(record.timeline.find((entry) => entry.kind === 'field')).toMatchObject({ field: 'remedy', value: text });
      expect(record.timeline.find((entry) => entry.kind === 'assigned')).toMatchObject({ group: text });
      expect(record.status).toBe('open');
      const alone = { ...raw.ticket, subject: null, raw_subject: text, description: text };
      const told = throughJson(normaliseZendesk(throughJson({ ticket: alone }), { prefix }));
      expect([told.subject, ...saidIn(told)]).toEqual([text, text]);
    }
  });

  test.each([['Freshdesk']])('%s; HTML is read as the text it shows', () => {
    for (const text of hostileTexts) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const raw = {
        ticketFields: [...freshdesk.ownTicketFields, { name: text, label: text, choices: { [text]: 1 } }],
        users: [
          { id: 6, name: text },
          { id: 7, contact: { name: text } },
        ],
        ticket: {
          id: 1,
          created_at: '2026-11-02T09:00:00Z',
          subject: text,
          description_text: text,
          description: 'other',
          status: `code ${text}`,
          requester_id: 5,
          responder_id: 6,
          requester: { id: 5, name: text },
          tags: [text, text],
          custom_fields: Object.fromEntries([[text, text], ...ownFields.map((name) => [`cf_recourse_${name}`, text])]),
        },
        conversations: [
          { id: 2, user_id: 6, created_at: '2026-11-02T10:00:00Z', body_text: text, body: 'other' },
          { id: 3, user_id: 7, created_at: '2026-11-02T11:00:00Z', body_text: text, private: true },
          {
            id: 4,
            user_id: 5,
            created_at: '2026-11-02T12:00:00Z',
            body: `<div dir="ltr">${escaped}</div>`,
            incoming: true,
          },
        ],
      };
      const record = throughJson(normaliseFreshdesk(throughJson(raw), { prefix }));
      expect(record).toMatchObject({ subject: text, tags: [text, text], fields: values(text), status: 'open' });
      const names = record.timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.by.name] : []));
      expect([record.complainant.name, record.assignee?.name, ...names]).toEqual([text, text, text, text, text, text]);
      expect(saidIn(record)).toEqual([text, text, text, text.trim()]);
    }
  });
});
