import { toIso } from '#core/time.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { findOwnFields, ownFieldNames } from '#integrations/freshdesk/own-fields.ts';
import { readTicketFields } from '#integrations/freshdesk/payload.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { SeenTicket, Viewer } from '#apps/sidebar/host.ts';
import { askedAhead, askedOnce, isFresh } from '#apps/sidebar/asking.ts';
import { isObject } from '#apps/sidebar/host-values.ts';
import { call, type FreshClient } from './fresh-client.ts';

export interface Surroundings {
  readonly account: () => string;
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

/** Reads the ticket that the agent looks at. */
export interface TicketReader {
  /** Asks for what the first reading needs, before anybody knows what it will be judged by. */
  begin(): void;
  read(prefix: string): Promise<ReadTicket>;
}

export function createTicketReader(client: FreshClient, around: Surroundings): TicketReader {
  const context = { ticket: around.ticketId };
  const fields = askedOnce(async () => (await call(client, 'getTicketFields', { context: {} })).body);
  const ahead = askedAhead(async () =>
    Promise.all([call(client, 'getTicket', { context }), conversationsOf(client, around.ticketId), fields()]),
  );
  return {
    begin: () => ahead.begin(),
    async read(prefix) {
      const [shown, before, ticketFields] = await ahead.next();
      const now = shown.at ?? around.now();
      // Said and shown were read side by side: of a ticket that changed just then, what was said is read after it.
      const conversations = isFresh(shown.body, now) ? await conversationsOf(client, around.ticketId) : before;
      const raw = {
        account: around.account(),
        readAt: toIso(now),
        ticket: shown.body,
        conversations,
        ticketFields,
      };
      const fieldNames = findOwnFields(readTicketFields(ticketFields), prefix);
      const seen = {
        record: normalise(raw, { prefix }),
        now,
        viewer: around.viewer(),
        // The ledger stands in notes; its field is an index that nobody needs.
        lacking: ownFieldNames.filter((name) => name !== ledgerField && !fieldNames.has(name)),
        statusCode: String(isObject(shown.body) ? shown.body['status'] : ''),
      };
      return { seen, raw, fieldNames };
    },
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
