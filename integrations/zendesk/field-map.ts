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
  /** Our own fields as the account describes them. */
  known(signal: AbortSignal): Promise<readonly RawTicketField[]>;
  /**
   * The ids of fields that are about to be written.
   *
   * @throws {IntegrationError} `rejected` where the account has no such field
   */
  idsOf(names: readonly OwnFieldName[], signal: AbortSignal): Promise<ReadonlyMap<OwnFieldName, string>>;
}

/** How soon a list that lacked something of ours is read again, for somebody may be creating it. */
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
    async known(signal) {
      if (seen === undefined) return readNow(signal);
      const believedMs = seen.fields.length < ownFieldNames.length ? lackingBelievedMs : fieldsBelievedMs;
      return time.now() - seen.at > believedMs ? readNow(signal) : seen.fields;
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
  };
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
    after = readPage(body).next;
    if (after === undefined) break;
  }
  return fields;
}
