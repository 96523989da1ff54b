import { normalise } from '#integrations/zendesk/normalise.ts';
import { findOwnFields, ownFieldNames } from '#integrations/zendesk/own-fields.ts';
import { readTicketFields, type RawTicketField } from '#integrations/zendesk/payload.ts';
import type { SeenTicket, Viewer } from '#apps/sidebar/host.ts';
import { toIso } from '#core/time.ts';
import { read, RefusedError } from './calls.ts';
import { isObject, textAt, type ZafClient } from './zaf.ts';

/** What does not change while an agent works: read once. */
export interface Surroundings {
  readonly account: string;
  /** Whether the address of tickets is not the account's own, as in tests. */
  readonly ticketId: string;
  readonly viewer: () => Viewer;
  /** This browser's time, for an answer that tells none. */
  readonly now: () => number;
}

/** Zendesk keeps at most 5,000 comments on a ticket, and gives at most 100 at once. */
const mostPages = 50;
const pageSize = 100;

/** Reads the ticket that the agent looks at, through the agent's own session. */
export interface TicketReader {
  read(prefix: string): Promise<SeenTicket>;
  /** The ids of our fields, by our names for them. */
  fieldIds(prefix: string): Promise<ReadonlyMap<string, string>>;
}

export function createTicketReader(client: ZafClient, around: Surroundings): TicketReader {
  const path = `tickets/${around.ticketId}`;
  let fields: Promise<readonly unknown[]> | undefined;
  let statuses: Promise<readonly unknown[]> | undefined;
  const knownFields = async (): Promise<readonly unknown[]> => {
    fields ??= rows(client, 'ticket_fields.json', 'ticket_fields');
    return fields.catch((error: unknown) => {
      fields = undefined;
      throw error;
    });
  };
  const own = async (prefix: string): Promise<ReadonlyMap<string, string>> =>
    findOwnFields(readFields(await knownFields()), prefix);
  return {
    fieldIds: own,
    async read(prefix) {
      statuses ??= orNone(rows(client, 'custom_statuses.json', 'custom_statuses')).catch((): readonly unknown[] => []);
      const history = async () =>
        Promise.all([
          rows(client, `${path}/comments.json`, 'comments'),
          orNone(rows(client, `${path}/audits.json`, 'audits')),
        ]);
      const [shown, before, ticketFields, customStatuses] = await Promise.all([
        read(client, `${path}.json?include=users`),
        history(),
        knownFields(),
        statuses,
      ]);
      const now = shown.at ?? around.now();
      // Read side by side: of a ticket that changed just then, what was said is read after it, so that it is never older.
      const [comments, audits] = isFresh(shown.body, now) ? await history() : before;
      const { ticket, users } = isObject(shown.body) ? shown.body : {};
      const known = Array.isArray(users) ? (users as unknown[]) : [];
      const others = await missingUsers(client, { ticket, comments, audits, known });
      const raw = {
        account: around.account,
        readAt: toIso(now),
        ticket,
        users: [...known, ...others],
        comments,
        ...(audits.length > 0 ? { audits } : {}),
        ticketFields,
        customStatuses,
      };
      const ids = await own(prefix);
      return {
        record: normalise(raw, { prefix }),
        now,
        viewer: around.viewer(),
        lacking: ownFieldNames.filter((name) => !ids.has(name)),
        statusCode: statusCode(ticket),
      };
    },
  };
}

/** An account with statuses of its own knows them by number; nothing goes back to being new. */
function statusCode(ticket: unknown): string {
  const status = textAt(ticket, 'status') ?? 'open';
  if (status === 'new') return 'open';
  const own = isObject(ticket) ? ticket['custom_status_id'] : undefined;
  return typeof own === 'number' ? String(own) : status;
}

/** Longer than two requests side by side take. */
const freshMs = 5_000;

function isFresh(body: unknown, now: number): boolean {
  const changedAt = Date.parse(textAt(isObject(body) ? body['ticket'] : undefined, 'updated_at') ?? '');
  return !(now - changedAt > freshMs);
}

function readFields(fields: readonly unknown[]): readonly RawTicketField[] {
  return readTicketFields({ ticket_fields: fields });
}

/** All rows of a list, page by page. */
async function rows(client: ZafClient, path: string, name: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let after = '';
  for (let page = 0; page < mostPages; page += 1) {
    const query = `page[size]=${pageSize}${after === '' ? '' : `&page[after]=${encodeURIComponent(after)}`}`;
    const { body } = await read(client, `${path}?${query}`);
    if (!isObject(body)) break;
    const list = body[name];
    if (Array.isArray(list)) found.push(...(list as unknown[]));
    const meta = isObject(body['meta']) ? body['meta'] : {};
    const next = meta['after_cursor'];
    if (meta['has_more'] !== true || typeof next !== 'string') break;
    after = next;
  }
  return found;
}

/** Not every plan has it, nor may every agent read it; the ticket is judged without. */
async function orNone(list: Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof RefusedError && (error.reason === 'forbidden' || error.reason === 'gone')) return [];
    throw error;
  }
}

interface Said {
  readonly ticket: unknown;
  readonly comments: readonly unknown[];
  readonly audits: readonly unknown[];
  readonly known: readonly unknown[];
}

/** Whoever wrote or changed something and did not come with the ticket: who is staff tells who has answered. */
async function missingUsers(client: ZafClient, { ticket, comments, audits, known }: Said): Promise<readonly unknown[]> {
  const ids = new Set(known.flatMap((user) => idsIn(user, ['id'])));
  const wanted = new Set([
    ...[...comments, ...audits].flatMap((entry) => idsIn(entry, ['author_id'])),
    ...idsIn(ticket, ['requester_id', 'submitter_id', 'assignee_id']),
  ]);
  const missing = [...wanted].filter((id) => !ids.has(id) && Number(id) > 0);
  const users: unknown[] = [];
  for (let from = 0; from < missing.length; from += pageSize) {
    const some = missing.slice(from, from + pageSize).join(',');
    const { body } = await read(client, `users/show_many.json?ids=${some}`);
    const list = isObject(body) ? body['users'] : undefined;
    if (Array.isArray(list)) users.push(...(list as unknown[]));
  }
  return users;
}

function idsIn(value: unknown, keys: readonly string[]): readonly string[] {
  if (!isObject(value)) return [];
  return keys.flatMap((key) => {
    const id = value[key];
    return typeof id === 'number' || typeof id === 'string' ? [String(id)] : [];
  });
}
