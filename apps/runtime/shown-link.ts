import type { AlertMessage } from '#core/effect/effect.ts';
import { cardMessage } from '#core/effect/card.ts';
import { placeOf, type Place } from '#core/decide/place.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { timeAt } from './desk-time.ts';
import { readIfThere } from './run.ts';
import type { Desk, Shell } from './shell.ts';

/** Somebody shared the address of a ticket where others read it. */
export interface SharedLink {
  readonly address: string;
  /** Who shared it, by the address the workspace knows them by. */
  readonly email: string | undefined;
  /** The channel's id and, where that may be known, its name. */
  readonly channel: { readonly id: string; readonly name: string | undefined };
}

/** Whether an address is of a ticket of a connected account. Asks nobody. */
export function isTicketAddress(address: string, { desks }: Pick<Shell, 'desks'>): boolean {
  return desks.some((desk) => desk.addresses.idOf(address) !== undefined);
}

/**
 * What may be shown below a link, to everybody who reads that channel; `undefined` for anything of which nothing may be.
 *
 * Nobody learns more by it than before: who shared it is an agent of the account and could open the ticket; who reads it
 * reads a channel in which this very complaint was told, or is to be told by the policy. It says what the card says: the
 * subject, initials, no word of the ticket's text. Of what is no complaint nothing is shown.
 */
export async function showLink(link: SharedLink, shell: Shell, signal: AbortSignal): Promise<AlertMessage | undefined> {
  const found = ticketAt(link.address, shell);
  if (found === undefined || link.email === undefined) return undefined;
  const { desk, id } = found;
  if ((await desk.agents.byEmail(link.email, signal)) === undefined) return undefined;
  const { platform, account } = desk;
  const record = await readIfThere(desk, { platform, account, id }, signal);
  if (record === undefined || record.status === 'deleted') return undefined;
  const { policy } = shell;
  const now = timeAt([desk], shell.time);
  const { complaint, clocks } = judge(record, policy, now);
  if (complaint === undefined || complaint.stage === 'notAComplaint') return undefined;
  const { channel } = link;
  if (!isToldIn(channel, record, placeOf(complaint, policy))) return undefined;
  return cardMessage(
    { record, complaint, clocks, policy, now },
    { channel: channel.name ?? channel.id, id: channel.id },
  );
}

function ticketAt(address: string, { desks }: Shell): { readonly desk: Desk; readonly id: string } | undefined {
  for (const desk of desks) {
    const id = desk.addresses.idOf(address);
    if (id !== undefined) return { desk, id };
  }
  return undefined;
}

/** Its alerts stand there already, or the policy tells the next one there. */
function isToldIn({ id, name }: SharedLink['channel'], { ledger }: TicketRecord, { channel }: Place): boolean {
  if (ledger.some((entry) => entry.kind === 'posted' && entry.channel === id)) return true;
  return channel === id || channel === name;
}
