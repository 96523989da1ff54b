import { SECOND_MS } from '#core/time.ts';
import { encodeHistory, historyOf, historyToWrite } from '#integrations/freshdesk/history.ts';
import { writeOwnNote } from '#integrations/freshdesk/notes.ts';
import { ownValues } from '#integrations/freshdesk/own-fields.ts';
import { tagsAfter } from '#integrations/freshdesk/own-tags.ts';
import { readRawTicket } from '#integrations/freshdesk/payload.ts';
import { readLabels, statusOf } from '#integrations/freshdesk/vocabulary.ts';
import { RefusedError } from '#apps/sidebar/asking.ts';
import { textAt } from '#apps/sidebar/host-values.ts';
import { pause } from '#apps/sidebar/browser-time.ts';
import { HostError, type PanelSave } from '#apps/sidebar/host.ts';
import { call, type FreshClient } from './fresh-client.ts';
import type { ReadTicket } from './read-ticket.ts';

/** Freshdesk's number for resolved. */
const resolved = 4;

/**
 * One save, and after it the note that goes with it, which Freshdesk takes apart. It has no compare and set: the ticket is
 * looked at as shortly before as can be, past the second of its last update.
 *
 * @throws {HostError}
 */
export async function saveTicket(client: FreshClient, read: ReadTicket, on: Saving): Promise<'written' | 'conflict'> {
  const { record } = read.seen;
  const context = { ticket: record.ref.id };
  if (!(await isUnchanged(client, read))) return 'conflict';
  const body = bodyOf(read, on);
  try {
    if (Object.keys(body).length > 0) await call(client, 'updateTicket', { context, body });
    const { note = '', ledger = [] } = on.save.change;
    if (note !== '' || ledger.length > 0) {
      const html = ledger.length > 0 ? writeOwnNote({ words: note, entries: ledger }, on.prefix) : escaped(note);
      await call(client, 'addNote', { context, body: { body: html, private: true } });
    }
    return 'written';
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) return 'conflict';
    throw error;
  }
}

async function isUnchanged(client: FreshClient, { seen }: ReadTicket): Promise<boolean> {
  const { record, now } = seen;
  const second = (at: number): number => Math.floor(at / SECOND_MS);
  if (second(now) <= second(record.updatedAt)) await pause((second(record.updatedAt) + 1) * SECOND_MS - now);
  const { body } = await call(client, 'getTicket', { context: { ticket: record.ref.id } });
  return textAt(body, 'updated_at') === record.version;
}

interface Saving {
  readonly save: PanelSave;
  readonly prefix: string;
}

/** Only what the save names, and with it the history that Freshdesk would forget; nothing where it names nothing. */
function bodyOf(read: ReadTicket, { save, prefix }: Saving): object {
  const { change, solve, reopenAs } = save;
  const tags = tagsAfter(read.seen.record.tags, change, prefix);
  const named = namedFields(read, change, prefix);
  if (tags === undefined && named.length === 0 && !solve && reopenAs === undefined) return {};
  const custom = Object.fromEntries([...historyField(read, change), ...named]);
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(Object.keys(custom).length === 0 ? {} : { custom_fields: custom }),
    ...(solve ? { status: resolved } : reopenAs === undefined ? {} : { status: Number(reopenAs) }),
  };
}

function namedFields(
  { fieldNames }: ReadTicket,
  { fields = {} }: PanelSave['change'],
  prefix: string,
): readonly (readonly [string, string | null])[] {
  return Object.entries(fields).map(([own, text]) => {
    const name = fieldNames.get(own);
    if (name === undefined) throw new HostError('lacking', `the account has no ticket field ${prefix}${own}`);
    return [name, text === '' ? null : text];
  });
}

/** It forgets what changed when: what it shows now, and what this save decides, is written down with whatever is saved. */
function historyField(read: ReadTicket, change: PanelSave['change']): readonly (readonly [string, string])[] {
  const name = read.fieldNames.get('history');
  const text = historyText(read, change);
  return name === undefined || text === undefined ? [] : [[name, text]];
}

function historyText({ raw, fieldNames, seen }: ReadTicket, { fields = {} }: PanelSave['change']): string | undefined {
  const { ticket, ticketFields } = readRawTicket(raw);
  const status = statusOf(ticket.status, readLabels(ticketFields));
  const values = ownValues(ticket.custom_fields, fieldNames as Parameters<typeof ownValues>[1]);
  const before = encodeHistory(historyOf(ticket, status, values));
  const decided = Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined));
  const after = historyOf({ ...ticket, updated_at: seen.now }, status, { ...values, ...decided, history: before });
  return historyToWrite(after, values.history);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
}
