import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PayloadError } from '#integrations/errors.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';

const shared = new URL('../../../../shared/data/', import.meta.url).pathname;
const folder = `${shared}freshdesk/`;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object in a recording that is a ticket or a conversation, told by what only those have. */
function found(value: unknown): { readonly tickets: Json[]; readonly conversations: Json[] } {
  const all = { tickets: [] as Json[], conversations: [] as Json[] };
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, key);
    if (!isObject(value)) return;
    if (('requester_id' in value && 'subject' in value) || key === 'ticket') all.tickets.push(value);
    else if ('incoming' in value || key === 'conversation') all.conversations.push(value);
    for (const [key, item] of Object.entries(value)) visit(item, key);
  };
  visit(value, '');
  return all;
}

describe.skipIf(!existsSync(folder))('recorded Freshdesk payloads (skipped where ../shared/data is absent)', () => {
  test('each become a record or a PayloadError that names the path, and nothing else', () => {
    const counts = { tickets: 0, conversations: 0, records: 0, payloadErrors: new Map<string, number>() };
    const tried = (raw: unknown): void => {
      try {
        normalise(raw, { prefix: 'recourse_' });
        counts.records += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(PayloadError);
        const { path } = error as PayloadError;
        counts.payloadErrors.set(path, (counts.payloadErrors.get(path) ?? 0) + 1);
      }
    };
    const bare = { id: 1, created_at: '2011-01-01T00:00:00Z' };
    for (const file of globSync('**/*.json', { cwd: folder }).toSorted()) {
      const { tickets, conversations } = found(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
      counts.tickets += tickets.length;
      counts.conversations += conversations.length;
      for (const ticket of tickets) {
        tried({ ticket });
        tried({ ticket, conversations });
      }
      for (const conversation of conversations) tried({ ticket: bare, conversations: [conversation] });
    }
    console.info('recorded Freshdesk payloads:', {
      ...counts,
      payloadErrors: Object.fromEntries(counts.payloadErrors),
    });
    expect(counts.tickets).toBeGreaterThan(6);
    expect(counts.conversations).toBeGreaterThan(4);
    // The events that tell of a deletion know hardly more than a number.
    expect([...counts.payloadErrors.keys()].toSorted()).toEqual(['conversations.0.created_at', 'ticket.created_at']);
  });
});

const naughty = `${shared}security/blns/blns.json`;

test.skipIf(!existsSync(naughty))('naughty strings lose no character (skipped where ../shared/data is absent)', () => {
  const strings = JSON.parse(readFileSync(naughty, 'utf8')) as readonly string[];
  expect(strings.length).toBeGreaterThan(500);
  for (const text of strings) {
    const record = normalise(
      {
        ticket: {
          id: 1,
          created_at: '2011-01-01T00:00:00Z',
          subject: text,
          description_text: text,
          tags: [text],
          requester_id: 5,
          requester: { id: 5, name: text },
          custom_fields: { cf_recourse_remedy: text },
        },
        conversations: [{ id: 2, created_at: '2011-01-02T00:00:00Z', user_id: 6, body_text: text }],
      },
      { prefix: 'recourse_' },
    );
    expect([record.subject, record.tags, record.complainant.name, record.fields.remedy ?? '']).toEqual([
      text,
      [text],
      text,
      text,
    ]);
    expect(record.timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []))).toEqual([text, text]);
  }
});
