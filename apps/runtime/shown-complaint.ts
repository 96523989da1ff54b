import { complaintDetails, type ComplaintDetails } from '#core/effect/details.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { timeAt } from './desk-time.ts';
import { deskOf, readIfThere } from './run.ts';
import type { Shell } from './shell.ts';

/**
 * How a complaint stands now, in the words that may be read in a channel where it was told; `undefined` where there is no
 * such ticket any more, or where it is no complaint.
 *
 * @param asked.channel  the channel's id; `undefined` beside all channels. What the policy calls it, and by that what may
 *   be read there, is what the ticket says; where it says nothing, as little is shown as anywhere.
 * @throws {IntegrationError} where the helpdesk cannot be asked
 */
export async function showComplaint(
  { ticket, channel }: { readonly ticket: TicketRef; readonly channel: string | undefined },
  shell: Shell,
  signal: AbortSignal,
): Promise<ComplaintDetails | undefined> {
  const desk = deskOf(ticket, shell);
  const record = await readIfThere(desk, ticket, signal);
  if (record === undefined || record.status === 'deleted') return undefined;
  const { policy, time } = shell;
  const now = timeAt([desk], time);
  const { complaint, clocks } = judge(record, policy, now);
  if (complaint === undefined) return undefined;
  const place = { channel: channel === undefined ? '' : (calledBy(channel, record) ?? channel), id: channel };
  return complaintDetails({ record, complaint, clocks, policy, now }, place);
}

/** What the policy called the channel when the complaint was told there. */
function calledBy(channel: string, { ledger }: TicketRecord): string | undefined {
  for (const entry of ledger) {
    if (entry.kind === 'posted' && entry.channel === channel && entry.named !== undefined) return entry.named;
  }
  return undefined;
}
