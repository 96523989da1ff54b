import * as z from 'zod';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import type { NewTicket, OpenedTicket, TicketIntake } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls, ZendeskPosts } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import type { OwnFieldName } from './own-fields.ts';
import { readAs } from './payload.ts';
import type { Account } from './ticket-reader.ts';

const id = z.union([z.number(), z.string()]).transform(String);
const made = z.object({ ticket: z.object({ id }) });
const listed = z.object({ tickets: z.array(z.object({ id, external_id: z.string().nullish() })) });

/**
 * Opens tickets with the source as their external id and as the idempotency key of the call.
 *
 * What happened stands in a private note, so that no trigger mails a colleague's words to the complainant. Zendesk keeps
 * a key for two hours; after that the ticket is found by its external id, which is looked at before anything is made.
 *
 * @see https://developer.zendesk.com/api-reference/introduction/requests/#idempotency
 * @see https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-tickets
 */
export function createZendeskIntake(
  calls: ZendeskCalls & ZendeskPosts,
  fields: FieldMap,
  account: Account,
): TicketIntake {
  const opened = (ticketId: string, outcome: OpenedTicket['outcome']): OpenedTicket => ({
    outcome,
    ticket: { platform: 'zendesk', account: account.name, id: ticketId },
    url: `${account.origin}/agent/tickets/${ticketId}`,
  });
  const find = async (source: string, signal: AbortSignal): Promise<string | undefined> => {
    const query = { external_id: source, 'page[size]': 10 };
    const { body } = await calls.get('tickets.json', query, { lane: 'api', signal });
    // A list that is not filtered as it was asked to be tells of other tickets.
    return readAs(listed, body).tickets.find((ticket) => ticket.external_id === source)?.id;
  };
  const make = async (ticket: NewTicket, signal: AbortSignal): Promise<string> => {
    const body = { ticket: await asked(ticket, fields, signal) };
    const how = { lane: 'api', signal } as const;
    const once = { key: ticket.source, body };
    const answer = await calls.postOnce('tickets.json', once, how).catch((cause: unknown) => {
      const isUnknown = cause instanceof IntegrationError && cause.outcome === 'unknown' && !signal.aborted;
      if (!isUnknown) throw cause;
      return calls.postOnce('tickets.json', once, how);
    });
    return readAs(made, answer.body).ticket.id;
  };
  return {
    isTextShown: false,
    async open(ticket, signal) {
      const before = await find(ticket.source, signal);
      if (before !== undefined) return opened(before, 'already');
      try {
        return opened(await make(ticket, signal), 'opened');
      } catch (cause) {
        if (!(cause instanceof IntegrationError && cause.status === 400)) throw cause;
        // Somebody else made it with other words at the same moment: the key is theirs.
        const theirs = await find(ticket.source, signal);
        if (theirs === undefined) throw cause;
        return opened(theirs, 'already');
      }
    },
  };
}

async function asked(ticket: NewTicket, fields: FieldMap, signal: AbortSignal): Promise<object> {
  const { source, subject, text, complainant, reporter } = ticket;
  const agent = Number(reporter.id);
  const { email, name } = complainant ?? {};
  return {
    subject,
    comment: { body: text, public: false, author_id: agent },
    submitter_id: agent,
    ...(email === undefined ? { requester_id: agent } : { requester: { email, name: name ?? nameIn(email) } }),
    external_id: source,
    custom_fields: await values(ticket.fields, fields, signal),
  };
}

/** A requester has a name; where nobody said it, the address has to do. */
function nameIn(email: string): string {
  return email.split('@')[0] ?? email;
}

async function values(own: ComplaintFields, fields: FieldMap, signal: AbortSignal): Promise<readonly object[]> {
  const given = Object.entries(own).filter(([, value]) => value !== undefined) as [OwnFieldName, string][];
  // Into a field that was made anew meanwhile they would be written in vain, and nobody would follow the ticket.
  fields.forget();
  const ids = await fields.idsOf(
    given.map(([name]) => name),
    signal,
  );
  return given.map(([name, value]) => ({ id: Number(ids.get(name)), value }));
}
