import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FieldRefusal, FreshdeskCalls } from './calls.ts';
import { fieldsBelievedMs } from './limits.ts';
import type { OwnFieldName } from './own-fields.ts';
import { findOwnFields } from './own-fields.ts';
import type { RawTicketField } from './payload.ts';
import { readTicketFields } from './payload.ts';
import { complaintFields } from '#core/complaint/fields.ts';

/** The account's ticket fields: which are ours, and what its statuses and sources are called. Never believed for long. */
export interface FieldMap {
  /** Our own fields, and those whose choices have labels. */
  known(signal: AbortSignal): Promise<readonly RawTicketField[]>;
  /**
   * The account's names of fields that are about to be written.
   *
   * @throws {IntegrationError} `rejected` where the account has no such field
   */
  namesOf(names: readonly OwnFieldName[], signal: AbortSignal): Promise<ReadonlyMap<OwnFieldName, string>>;
  /** What a person has to do where the account's form refused a write: an error that names the fields by their labels. */
  refusal(refused: readonly FieldRefusal[], signal: AbortSignal): Promise<IntegrationError>;
}

/** How soon a list that lacked something of ours is read again, for somebody may be creating it. */
const lackingBelievedMs = MINUTE_MS;
const labelled: ReadonlySet<string> = new Set(['status', 'source']);

export function createFieldMap(
  calls: FreshdeskCalls,
  options: { readonly prefix: string; readonly time: Timekeeper },
): FieldMap {
  const { prefix, time } = options;
  let seen: { readonly fields: readonly RawTicketField[]; readonly at: Instant } | undefined;
  const ownOf = (fields: readonly RawTicketField[]) => findOwnFields(fields, prefix);
  const readAll = async (signal: AbortSignal): Promise<readonly RawTicketField[]> => {
    const { body } = await calls.get('ticket_fields', {}, { lane: 'api', signal });
    const all = readTicketFields(body);
    const own = new Set(ownOf(all).values());
    seen = { fields: all.filter(({ name }) => own.has(name) || labelled.has(name)), at: time.now() };
    return all;
  };
  const known = async (signal: AbortSignal): Promise<readonly RawTicketField[]> => {
    const believedMs = seen !== undefined && lacks(ownOf(seen.fields)) ? lackingBelievedMs : fieldsBelievedMs;
    if (seen === undefined || time.now() - seen.at > believedMs) await readAll(signal);
    return seen?.fields ?? [];
  };
  return {
    known,
    async namesOf(names, signal) {
      const lacked = (): OwnFieldName | undefined => {
        const own = ownOf(seen?.fields ?? []);
        return names.find((name) => !own.has(name));
      };
      if (lacked() !== undefined) await readAll(signal);
      const missing = lacked();
      if (missing === undefined) return ownOf(seen?.fields ?? []);
      throw new IntegrationError('freshdesk', 'rejected', {
        message: `the account has no ticket field '${prefix}${missing}': create it with \`recourse provision\``,
      });
    },
    async refusal(refused, signal) {
      const fields = await readAll(signal).catch((): readonly RawTicketField[] => []);
      const told = refused.map(({ field, code }) => `'${labelOf(fields, field)}' (${code})`);
      return new IntegrationError('freshdesk', 'rejected', {
        message: `the account's ticket form refuses any change because of ${told.join(', ')}: fill it in on the ticket, or let agents leave it empty under Admin > Ticket Fields`,
        status: 400,
      });
    },
  };
}

function lacks(own: ReadonlyMap<OwnFieldName, string>): boolean {
  return complaintFields.some((name) => !own.has(name));
}

function labelOf(fields: readonly RawTicketField[], name: string): string {
  const plain = name.replace(/^custom_fields\./, '');
  return fields.find((field) => field.name === plain)?.label?.slice(0, 100) ?? plain;
}
