import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { readCode } from '#integrations/read-json.ts';
import type { FieldRefusal, FreshdeskCalls } from './calls.ts';
import { fieldsBelievedMs } from './limits.ts';
import type { OwnFieldName } from './own-fields.ts';
import { findOwnFields } from './own-fields.ts';
import type { RawTicketField } from './payload.ts';
import { readTicketFields } from './payload.ts';
import { complaintFields } from '#core/complaint/fields.ts';
import { isUnlabelled, readLabels } from './vocabulary.ts';

/** The account's ticket fields: which are ours, and what its statuses and sources are called. Never believed for long. */
export interface FieldMap {
  /**
   * Our own fields, and those whose choices have labels.
   *
   * @param ticket  one that was just shown: where it bears a status that nobody named, or lacks a field of ours, the
   *   account's form has changed
   */
  known(signal: AbortSignal, ticket?: unknown): Promise<readonly RawTicketField[]>;
  /**
   * The account's names of fields that are about to be written.
   *
   * @throws {IntegrationError} `rejected` where the account has no such field
   */
  namesOf(names: readonly OwnFieldName[], signal: AbortSignal): Promise<ReadonlyMap<OwnFieldName, string>>;
  /** What a person has to do where the account's form refused a write: an error that names the fields by their labels. */
  refusal(refused: readonly FieldRefusal[], signal: AbortSignal): Promise<IntegrationError>;
}

/** How soon a list that lacked something, or named what is gone, is read again, for somebody may be at it. */
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
  /** Statuses that even the last list does not name: they were taken from the form, and stay on tickets. */
  const nameless = new Set<number>();
  const isUnnamed = (status: number | undefined): status is number =>
    status !== undefined && isUnlabelled(status, readLabels(seen?.fields));
  const believedMs = ({ status, names }: Shown): number => {
    if (isUnnamed(status) && !nameless.has(status)) return 0;
    const own = ownOf(seen?.fields ?? []);
    const isWhole = !lacks(own) && (names === undefined || [...own.values()].every((name) => names.has(name)));
    return isWhole && !isUnnamed(status) ? fieldsBelievedMs : lackingBelievedMs;
  };
  const known = async (signal: AbortSignal, ticket?: unknown): Promise<readonly RawTicketField[]> => {
    const shown = shownOn(ticket);
    if (seen === undefined || time.now() - seen.at >= believedMs(shown)) {
      await readAll(signal);
      if (isUnnamed(shown.status)) nameless.add(shown.status);
    }
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

/** What a ticket tells of the account's form; it bears every field of it, empty or not. */
interface Shown {
  readonly status: number | undefined;
  readonly names: ReadonlySet<string> | undefined;
}

function shownOn(ticket: unknown): Shown {
  const { status, custom_fields: fields } = (typeof ticket === 'object' && ticket !== null ? ticket : {}) as {
    readonly status?: unknown;
    readonly custom_fields?: unknown;
  };
  const names = typeof fields === 'object' && fields !== null ? new Set(Object.keys(fields)) : undefined;
  return { status: readCode(status), names };
}

function lacks(own: ReadonlyMap<OwnFieldName, string>): boolean {
  return complaintFields.some((name) => !own.has(name));
}

function labelOf(fields: readonly RawTicketField[], name: string): string {
  const plain = name.replace(/^custom_fields\./, '');
  return fields.find((field) => field.name === plain)?.label?.slice(0, 100) ?? plain;
}
