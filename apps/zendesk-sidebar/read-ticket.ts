import { normalise } from '#integrations/zendesk/normalise.ts';
import { findOwnFields, ownFieldNames } from '#integrations/zendesk/own-fields.ts';
import { readTicketFields, type RawTicketField } from '#integrations/zendesk/payload.ts';
import type { SeenTicket, Viewer } from '#apps/sidebar/host.ts';
import { toIso } from '#core/time.ts';
import { askedAhead, askedOnce, isFresh, RefusedError } from '#apps/sidebar/asking.ts';
import { isObject, textAt } from '#apps/sidebar/host-values.ts';
import { read } from './calls.ts';
import type { ZafClient } from './zaf.ts';

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
  /** Asks for what the first reading needs, before anybody knows what it will be judged by. */
  begin(): void;
  read(prefix: string): Promise<SeenTicket>;
  /** The ids of our fields, by our names for them. */
  fieldIds(prefix: string): Promise<ReadonlyMap<string, string>>;
}

export function createTicketReader(client: ZafClient, around: Surroundings): TicketReader {
  const fields = askedOnce(() => rows(client, 'ticket_fields.json', 'ticket_fields'));
  const statuses = askedOnce(() => orNone(rows(client, 'custom_statuses.json', 'custom_statuses')));
  const forms = askedOnce(() => orNone(rows(client, 'ticket_forms.json', 'ticket_forms')));
  const own = async (prefix: string): Promise<ReadonlyMap<string, string>> =>
    findOwnFields(readFields(await fields()), prefix);
  const ahead = askedAhead(async (): Promise<Answers> => {
    const [told, ticketFields, customStatuses, ticketForms] = await Promise.all([
      toldOf(client, around),
      fields(),
      statuses().catch(nothing),
      forms().catch(nothing),
    ]);
    return { ...told, ticketFields, customStatuses, ticketForms };
  });
  return {
    fieldIds: own,
    begin: () => ahead.begin(),
    async read(prefix) {
      const { now, audits, ...parts } = await ahead.next();
      const raw = {
        account: around.account,
        readAt: toIso(now),
        ...parts,
        ...(audits.length > 0 ? { audits } : {}),
      };
      const ids = await own(prefix);
      return {
        record: normalise(raw, { prefix }),
        now,
        viewer: around.viewer(),
        lacking: ownFieldNames.filter((name) => !ids.has(name)),
        statusCode: statusCode(parts.ticket),
      };
    },
  };
}

const nothing = (): readonly unknown[] => [];

/** What Zendesk told of a ticket. */
interface Told {
  readonly now: number;
  readonly ticket: unknown;
  readonly users: readonly unknown[];
  readonly comments: readonly unknown[];
  readonly audits: readonly unknown[];
}

interface Answers extends Told {
  readonly ticketFields: readonly unknown[];
  readonly customStatuses: readonly unknown[];
  readonly ticketForms: readonly unknown[];
}

async function toldOf(client: ZafClient, around: Surroundings): Promise<Told> {
  const path = `tickets/${around.ticketId}`;
  const history = async () =>
    Promise.all([commentsOf(client, path), orNone(rows(client, `${path}/audits.json`, 'audits'))]);
  const [shown, before] = await Promise.all([read(client, `${path}.json?include=users`), history()]);
  const now = shown.at ?? around.now();
  // Read side by side: of a ticket that changed just then, what was said is read after it, so that it is never older.
  const [{ comments, authors }, audits] = isFresh(isObject(shown.body) ? shown.body['ticket'] : undefined, now)
    ? await history()
    : before;
  const { ticket, users } = isObject(shown.body) ? shown.body : {};
  const known = [...(Array.isArray(users) ? (users as unknown[]) : []), ...authors];
  const others = await missingUsers(client, { ticket, comments, audits, known });
  return { now, ticket, users: [...known, ...others], comments, audits };
}

/** With whoever wrote them, where Zendesk sends them along; else they are asked for by themselves. */
async function commentsOf(
  client: ZafClient,
  path: string,
): Promise<{ readonly comments: readonly unknown[]; readonly authors: readonly unknown[] }> {
  const authors: unknown[] = [];
  const comments = await rows(client, `${path}/comments.json`, 'comments', (body) => {
    if (Array.isArray(body['users'])) authors.push(...(body['users'] as unknown[]));
  });
  return { comments, authors };
}

/** An account with statuses of its own knows them by number; nothing goes back to being new. */
function statusCode(ticket: unknown): string {
  const status = textAt(ticket, 'status') ?? 'open';
  if (status === 'new') return 'open';
  const own = isObject(ticket) ? ticket['custom_status_id'] : undefined;
  return typeof own === 'number' ? String(own) : status;
}

function readFields(fields: readonly unknown[]): readonly RawTicketField[] {
  return readTicketFields({ ticket_fields: fields });
}

/** All rows of a list, page by page. @param beside  is given each page; such a list is asked for with its users */
async function rows(
  client: ZafClient,
  path: string,
  name: string,
  beside?: (body: Readonly<Record<string, unknown>>) => void,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let after = '';
  for (let page = 0; page < mostPages; page += 1) {
    const next = after === '' ? '' : `&page[after]=${encodeURIComponent(after)}`;
    const query = `page[size]=${pageSize}${beside === undefined ? '' : '&include=users'}${next}`;
    const { body } = await read(client, `${path}?${query}`);
    if (!isObject(body)) break;
    const list = body[name];
    if (Array.isArray(list)) found.push(...(list as unknown[]));
    beside?.(body);
    const meta = isObject(body['meta']) ? body['meta'] : {};
    const cursor = meta['after_cursor'];
    if (meta['has_more'] !== true || typeof cursor !== 'string') break;
    after = cursor;
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
