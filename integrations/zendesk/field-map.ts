import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { fieldsBelievedMs, listPageSize, maxFieldPages } from './limits.ts';
import type { OwnFieldName } from './own-fields.ts';
import { findOwnFields, ownFieldNames } from './own-fields.ts';
import { readPage } from './pages.ts';
import type { RawTicketField } from './payload.ts';
import { readTicketFields } from './payload.ts';

/** Which ticket fields of the account are ours; a cache of what the account answers, never believed for long. */
export interface FieldMap {
  /**
   * Our own fields as the account describes them.
   *
   * @param ticket  one that was just shown: it bears every active field, so one that it lacks was deleted or made anew
   */
  known(ticket: unknown, signal: AbortSignal): Promise<readonly RawTicketField[]>;
  /**
   * The ids of fields that are about to be written.
   *
   * @throws {IntegrationError} `rejected` where the account has no such field
   */
  idsOf(names: readonly OwnFieldName[], signal: AbortSignal): Promise<ReadonlyMap<OwnFieldName, string>>;
  /**
   * Whether a ticket as it was saved bears the fields that were written. Zendesk takes a field that there is no more, and
   * answers 200: what is believed of the account's fields is forgotten then.
   */
  areOn(saved: unknown, ids: readonly string[]): boolean;
  /** Has the fields read again before they are used: for what is written once. */
  forget(): void;
}

/** How soon a list that lacked something of ours, or named what is gone, is read again: somebody may be at it. */
const lackingBelievedMs = MINUTE_MS;

export function createFieldMap(
  calls: ZendeskCalls,
  options: { readonly prefix: string; readonly time: Timekeeper },
): FieldMap {
  const { prefix, time } = options;
  let seen: { readonly fields: readonly RawTicketField[]; readonly at: Instant } | undefined;
  const readNow = async (signal: AbortSignal): Promise<readonly RawTicketField[]> => {
    const all = await allFields(calls, signal);
    const ids = new Set(findOwnFields(all, prefix).values());
    seen = { fields: all.filter((field) => ids.has(field.id)), at: time.now() };
    return seen.fields;
  };
  return {
    async known(ticket, signal) {
      if (seen === undefined) return readNow(signal);
      const { fields, at } = seen;
      const isWhole =
        fields.length === ownFieldNames.length &&
        bears(
          ticket,
          fields.map(({ id }) => id),
        );
      return time.now() - at > (isWhole ? fieldsBelievedMs : lackingBelievedMs) ? readNow(signal) : fields;
    },
    async idsOf(names, signal) {
      const isThere = (fields: readonly RawTicketField[]): boolean => missingOf(fields, names, prefix) === undefined;
      if (seen === undefined || !isThere(seen.fields)) await readNow(signal);
      const fields = seen?.fields ?? [];
      const missing = missingOf(fields, names, prefix);
      if (missing === undefined) return findOwnFields(fields, prefix);
      throw new IntegrationError('zendesk', 'rejected', {
        message: `the account has no ticket field '${prefix}${missing}': create it with \`recourse provision\``,
      });
    },
    areOn(saved, ids) {
      const areThere = bears(saved, ids);
      if (!areThere) seen = undefined;
      return areThere;
    },
    forget() {
      seen = undefined;
    },
  };
}

const withFields = z.object({ custom_fields: z.array(z.object({ id: z.union([z.number(), z.string()]) })) });

/** Whether a ticket has all these fields, empty or not; one that does not tell of its fields is taken at its word. */
function bears(ticket: unknown, ids: readonly string[]): boolean {
  const read = withFields.safeParse(ticket);
  if (!read.success) return true;
  const there = new Set(read.data.custom_fields.map(({ id }) => String(id)));
  return ids.every((id) => there.has(id));
}

function missingOf(
  fields: readonly RawTicketField[],
  names: readonly OwnFieldName[],
  prefix: string,
): OwnFieldName | undefined {
  const ids = findOwnFields(fields, prefix);
  return names.find((name) => !ids.has(name));
}

async function allFields(calls: ZendeskCalls, signal: AbortSignal): Promise<readonly RawTicketField[]> {
  const fields: RawTicketField[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < maxFieldPages; pages += 1) {
    const query = { 'page[size]': listPageSize, ...(after === undefined ? {} : { 'page[after]': after }) };
    const { body } = await calls.get('ticket_fields.json', query, { lane: 'api', signal });
    fields.push(...readTicketFields(body));
    after = readPage(body, after).next;
    if (after === undefined) break;
  }
  return fields;
}
