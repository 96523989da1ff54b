import { toIso } from '#core/time.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { findOwnFields, ownFieldNames } from '#integrations/freshdesk/own-fields.ts';
import { readTicketFields } from '#integrations/freshdesk/payload.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { SeenTicket, Viewer } from '#apps/sidebar/host.ts';
import { call, isObject, RefusedError, type FreshClient } from './fresh-client.ts';

export interface Surroundings {
  readonly account: string;
  readonly ticketId: string;
  readonly viewer: () => Viewer;
  /** This browser's time, for an answer that tells none. */
  readonly now: () => number;
}

/** What was read of the ticket, and what a save needs of it besides. */
export interface ReadTicket {
  readonly seen: SeenTicket;
  /** As it came. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The account's names of our fields. */
  readonly fieldNames: ReadonlyMap<string, string>;
}

const pageSize = 100;
/** As many pages as the server reads. */
const mostPages = 50;
/** Colleagues whose names are looked up. */
const mostAgents = 20;

/** Reads the ticket that the agent looks at. */
export function createTicketReader(client: FreshClient, around: Surroundings): (prefix: string) => Promise<ReadTicket> {
  const context = { ticket: around.ticketId };
  const agents = new Map<string, Promise<unknown>>();
  let fields: Promise<unknown> | undefined;
  const knownFields = async (): Promise<unknown> => {
    fields ??= call(client, 'getTicketFields', { context: {} }).then(({ body }) => body);
    return fields.catch((error: unknown) => {
      fields = undefined;
      throw error;
    });
  };
  const agentOf = async (id: string): Promise<unknown> => {
    const known = agents.get(id) ?? call(client, 'getAgent', { context: { agent: id } }).then(({ body }) => body);
    agents.set(id, known);
    try {
      return await known;
    } catch (error) {
      // Whoever is no agent any more has no name, and is staff all the same.
      if (!(error instanceof RefusedError)) throw error;
      return undefined;
    }
  };
  return async (prefix) => {
    const shown = await call(client, 'getTicket', { context });
    const [conversations, ticketFields] = await Promise.all([conversationsOf(client, around.ticketId), knownFields()]);
    const now = shown.at ?? around.now();
    const users = await Promise.all(staffOn(shown.body, conversations).slice(0, mostAgents).map(agentOf));
    const raw = {
      account: around.account,
      readAt: toIso(now),
      ticket: shown.body,
      conversations,
      ticketFields,
      users: users.filter((user) => user !== undefined),
    };
    const fieldNames = findOwnFields(readTicketFields(ticketFields), prefix);
    const seen = {
      record: normalise(raw, { prefix }),
      now,
      viewer: around.viewer(),
      // The ledger stands in notes; its field is an index that nobody needs.
      lacking: ownFieldNames.filter((name) => name !== ledgerField && !fieldNames.has(name)),
    };
    return { seen, raw, fieldNames };
  };
}

async function conversationsOf(client: FreshClient, ticket: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await call(client, 'getConversations', { context: { ticket, page: String(page) } });
    if (!Array.isArray(body)) break;
    found.push(...(body as unknown[]));
    if (body.length < pageSize) break;
  }
  return found;
}

/** Whoever has the ticket, and whoever wrote on it without having written in. */
function staffOn(ticket: unknown, conversations: readonly unknown[]): readonly string[] {
  const requester = isObject(ticket) ? ticket['requester_id'] : undefined;
  const ids = conversations.flatMap((one) => (isObject(one) && one['incoming'] !== true ? [one['user_id']] : []));
  const all = [isObject(ticket) ? ticket['responder_id'] : undefined, ...ids];
  return [...new Set(all.filter((id) => typeof id === 'number' && id > 0 && id !== requester).map(String))];
}
