import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { fieldsBelievedMs } from './limits.ts';
import { readAs } from './payload.ts';

/** The account's own statuses, each with the category it belongs to; a cache of what the account answers. */
export interface CustomStatuses {
  /**
   * All of them, inactive ones too, as they came; none where the plan has none or the credentials may not read them.
   *
   * @param id  one that must be among them where it exists: a status somebody has just made is looked for again
   */
  known(id: string | undefined, signal: AbortSignal): Promise<readonly unknown[]>;
}

/** How soon the list is read again for a status that is not in it: our choice. */
const lackingBelievedMs = MINUTE_MS;

const listed = z.object({ custom_statuses: z.array(z.unknown()) });
const withId = z.object({ id: z.union([z.number(), z.string()]).transform(String) });

export function createCustomStatuses(calls: ZendeskCalls, time: Timekeeper): CustomStatuses {
  let seen: { readonly rows: readonly unknown[]; readonly ids: ReadonlySet<string>; readonly at: Instant } | undefined;
  return {
    async known(id, signal) {
      const isThere = id === undefined || seen?.ids.has(id) === true;
      const believedMs = isThere || seen?.rows.length === 0 ? fieldsBelievedMs : lackingBelievedMs;
      if (seen === undefined || time.now() - seen.at > believedMs) {
        const rows = await readAll(calls, signal);
        seen = { rows, ids: new Set(rows.flatMap(idIn)), at: time.now() };
      }
      return seen.rows;
    },
  };
}

async function readAll(calls: ZendeskCalls, signal: AbortSignal): Promise<readonly unknown[]> {
  try {
    const { body } = await calls.get('custom_statuses.json', {}, { lane: 'api', signal });
    return readAs(listed, body).custom_statuses;
  } catch (cause) {
    // Not every plan has them, nor every scope: a ticket's own status says enough.
    const isLacking = cause instanceof IntegrationError && ['forbidden', 'not-found'].includes(cause.reason);
    if (isLacking) return [];
    throw cause;
  }
}

function idIn(row: unknown): readonly string[] {
  const read = withId.safeParse(row);
  return read.success ? [read.data.id] : [];
}
