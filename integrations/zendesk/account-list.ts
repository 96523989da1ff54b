import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { fieldsBelievedMs, maxForms } from './limits.ts';
import { allRows } from './pages.ts';
import { readAs } from './payload.ts';

/** What an account has named for all its tickets, each with an id; a cache of what the account answers. */
export interface AccountList {
  /**
   * All of them, inactive ones too, as they came; none where the plan has none or the credentials may not read them.
   *
   * @param id  one that must be among them where it exists: what somebody has just made is looked for again
   */
  known(id: string | undefined, signal: AbortSignal): Promise<readonly unknown[]>;
}

/** How soon the list is read again for an id that is not in it: our choice. */
const lackingBelievedMs = MINUTE_MS;

const statuses = z.object({ custom_statuses: z.array(z.unknown()) });
const withId = z.object({ id: z.union([z.number(), z.string()]).transform(String) });

/** The account's own statuses, each with the category it belongs to. Not every plan has them, nor every scope. */
export function createCustomStatuses(calls: ZendeskCalls, time: Timekeeper): AccountList {
  return createList(time, async (signal) => {
    const { body } = await calls.get('custom_statuses.json', {}, { lane: 'api', signal });
    return readAs(statuses, body).custom_statuses;
  });
}

/**
 * The account's ticket forms, each with its name. Support Enterprise and Suite Growth and above have them.
 *
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/
 */
export function createTicketForms(calls: ZendeskCalls, time: Timekeeper): AccountList {
  const list = { path: 'ticket_forms.json', name: 'ticket_forms', most: maxForms };
  return createList(time, (signal) => allRows(calls, list, signal));
}

function createList(time: Timekeeper, ask: (signal: AbortSignal) => Promise<readonly unknown[]>): AccountList {
  let seen: { readonly rows: readonly unknown[]; readonly ids: ReadonlySet<string>; readonly at: Instant } | undefined;
  return {
    async known(id, signal) {
      const isThere = id === undefined || seen?.ids.has(id) === true;
      const believedMs = isThere || seen?.rows.length === 0 ? fieldsBelievedMs : lackingBelievedMs;
      if (seen === undefined || time.now() - seen.at > believedMs) {
        const rows = await noneWhereLacking(ask(signal));
        seen = { rows, ids: new Set(rows.flatMap(idIn)), at: time.now() };
      }
      return seen.rows;
    },
  };
}

async function noneWhereLacking(asked: Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await asked;
  } catch (cause) {
    // A plan or a scope without them: the ticket itself says enough.
    if (cause instanceof IntegrationError && ['forbidden', 'not-found'].includes(cause.reason)) return [];
    throw cause;
  }
}

function idIn(row: unknown): readonly string[] {
  const read = withId.safeParse(row);
  return read.success ? [read.data.id] : [];
}
