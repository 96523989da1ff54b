import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PayloadError } from '#integrations/errors.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';

const folder = new URL('../../../../shared/data/zendesk/', import.meta.url).pathname;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object in a recording that is a ticket, an audit or a comment, told by what only those have. */
function found(value: unknown): { readonly tickets: Json[]; readonly audits: Json[]; readonly comments: Json[] } {
  const all = { tickets: [] as Json[], audits: [] as Json[], comments: [] as Json[] };
  const visit = (value: unknown, within: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, within);
    if (!isObject(value)) return;
    if ('requester_id' in value && 'subject' in value) all.tickets.push(value);
    else if ('events' in value && 'ticket_id' in value) all.audits.push(value);
    else if (within.startsWith('comment') && 'author_id' in value) all.comments.push(value);
    for (const [key, item] of Object.entries(value)) visit(item, key);
  };
  visit(value, '');
  return all;
}

describe.skipIf(!existsSync(folder))('recorded Zendesk payloads (skipped where ../shared/data is absent)', () => {
  test('each become a record or a PayloadError that names the path, and nothing else', () => {
    const counts = { tickets: 0, audits: 0, comments: 0, records: 0, payloadErrors: new Map<string, number>() };
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
    for (const file of globSync('**/*.json', { cwd: folder }).toSorted()) {
      const { tickets, audits, comments } = found(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
      counts.tickets += tickets.length;
      counts.audits += audits.length;
      counts.comments += comments.length;
      for (const ticket of tickets) {
        tried({ ticket });
        tried({ ticket, audits, comments });
      }
      // Audits and comments come without their ticket: with a bare one each must be a record of its own.
      const bare = { id: 1, created_at: '2011-01-01T00:00:00Z' };
      for (const audit of audits) {
        tried({ ticket: bare, audits: [audit] });
        tried({ audits: [audit] });
      }
      for (const comment of comments) tried({ ticket: bare, comments: [comment] });
    }
    console.info('recorded Zendesk payloads:', { ...counts, payloadErrors: Object.fromEntries(counts.payloadErrors) });
    expect(counts.tickets).toBeGreaterThan(10);
    expect(counts.audits).toBeGreaterThan(4);
    expect(counts.comments).toBeGreaterThan(2);
    // An audit without its ticket; and a comment of a redaction's answer, which bears no date.
    expect([...counts.payloadErrors.keys()].toSorted()).toEqual(['comments.0.created_at', 'ticket']);
  });
});
