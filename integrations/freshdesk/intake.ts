import * as z from 'zod';
import { SECOND_MS } from '#core/time.ts';
import type { NewTicket, OpenedTicket, TicketIntake, Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { stampOf } from '#integrations/read-instant.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import { listPageSize, mostIntakePages } from './limits.ts';
import { htmlOf } from './notes.ts';
import { findOwnFields, ownValues } from './own-fields.ts';
import type { OwnFieldName } from './own-fields.ts';
import { readAs } from './payload.ts';
import type { Account } from './ticket-reader.ts';

const id = z.union([z.number(), z.string()]).transform(String);
const made = z.object({ id });
const rows = z.array(
  z.object({ id, created_at: z.string(), custom_fields: z.record(z.string(), z.unknown()).nullish() }),
);

/** Open, and of low priority: what Freshdesk's own form starts with. */
const openStatus = 2;
const lowPriority = 1;

/**
 * Opens tickets and knows them again by the source at the end of our field.
 *
 * Freshdesk has no idempotency key. So the tickets made since the source came to be are looked through before one is
 * made (`mostIntakePages` of the latest), and again where the answer was lost; requests for one source are made one
 * after the other. Two processes that ask at the same moment, or an answer that was lost and is carried out only after
 * the second look, can open two.
 *
 * @see https://developers.freshdesk.com/api/#create_ticket
 */
export function createFreshdeskIntake(calls: FreshdeskCalls, fields: FieldMap, account: Account): TicketIntake {
  const opened = (ticketId: string, outcome: OpenedTicket['outcome']): OpenedTicket => ({
    outcome,
    ticket: { platform: 'freshdesk', account: account.name, id: ticketId },
    url: `${account.origin}/a/tickets/${ticketId}`,
  });
  const find = async ({ source, sourceAt }: NewTicket, signal: AbortSignal): Promise<string | undefined> => {
    const names = findOwnFields(await fields.known(signal), account.prefix);
    const sinceAt = Math.max(0, sourceAt - clocksApartMs);
    for (let page = 1; page <= mostIntakePages; page += 1) {
      const query = {
        updated_since: stampOf(sinceAt),
        order_by: 'created_at',
        order_type: 'desc',
        per_page: listPageSize,
        page,
      };
      const { body } = await calls.get('tickets', query, { lane: 'api', signal });
      const read = readAs(rows, body);
      const found = read.find((row) => ownValues(row.custom_fields ?? {}, names).complaint?.endsWith(` ${source}`));
      if (found !== undefined) return found.id;
      const oldest = read.at(-1);
      if (read.length < listPageSize || oldest === undefined || Date.parse(oldest.created_at) < sinceAt) break;
    }
    return undefined;
  };
  const make = async (ticket: NewTicket, signal: AbortSignal): Promise<string> => {
    const body = await asked(ticket, fields, signal);
    const answer = await calls.write({ method: 'POST', path: 'tickets', body }, { lane: 'api', signal });
    if ('refused' in answer) throw await fields.refusal(answer.refused, signal);
    return readAs(made, answer.body).id;
  };
  const openOne: TicketIntake['open'] = async (ticket, signal) => {
    const before = await find(ticket, signal);
    if (before !== undefined) return opened(before, 'already');
    try {
      return opened(await make(ticket, signal), 'opened');
    } catch (cause) {
      if (!(cause instanceof IntegrationError && cause.outcome === 'unknown')) throw cause;
      const after = signal.aborted ? undefined : await find(ticket, signal).catch(() => undefined);
      if (after === undefined) throw cause;
      return opened(after, 'opened');
    }
  };
  const inTurn = createTurnsBySource(account.time);
  return {
    isTextShown: true,
    open: (ticket, signal) => inTurn(ticket.source, () => openOne(ticket, signal)),
  };
}

/** Does what is asked for one source one after the other. */
function createTurnsBySource(time: Timekeeper): <T>(source: string, work: () => Promise<T>) => Promise<T> {
  const inHand = new Map<string, Promise<unknown>>();
  return async (source, work) => {
    const before = inHand.get(source) ?? Promise.resolve();
    const mine = time.standBy(before.catch(() => undefined)).then(work);
    inHand.set(source, mine);
    try {
      return await mine;
    } finally {
      if (inHand.get(source) === mine) inHand.delete(source);
    }
  };
}

/** The source's clock and Freshdesk's may differ by so much. */
const clocksApartMs = 120 * SECOND_MS;

async function asked(ticket: NewTicket, fields: FieldMap, signal: AbortSignal): Promise<object> {
  const { subject, text, complainant, reporter } = ticket;
  const given = Object.entries(ticket.fields).filter(([, value]) => value !== undefined) as [OwnFieldName, string][];
  const names = await fields.namesOf(
    given.map(([name]) => name),
    signal,
  );
  const { email, name } = complainant ?? { email: reporter.email, name: undefined };
  return {
    subject,
    description: htmlOf(text),
    email,
    ...(name === undefined ? {} : { name }),
    status: openStatus,
    priority: lowPriority,
    custom_fields: Object.fromEntries(given.map(([own, value]) => [names.get(own) ?? '', value])),
  };
}
