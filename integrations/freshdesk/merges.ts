import type { TimelineEntry } from '#core/ticket.ts';
import { takenIn } from '#integrations/taken-in.ts';
import { isNowOver, type Seen } from './history.ts';
import type { RawConversation, RawTicket } from './payload.ts';
import { textOf } from './text.ts';

type Merged = TimelineEntry & { readonly kind: 'merged' };

const none: readonly never[] = [];

/** A note of somebody who works there: nobody else's words tell of a merge. */
const noteSource = 2;
const merged = /merged into t/i;
const intoOther = /\bmerged into ticket (?:with id )?#?(\d{1,16})\b/i;
const fromOther = /\bticket (?:with id )?#?(\d{1,16})\b[^\n]{0,300}\bmerged into this ticket\b/i;

/** The tickets a note says were merged: the API tells of a merge in no other way. */
export function mergeIn(conversation: RawConversation): { readonly into?: string; readonly from?: string } | undefined {
  if (conversation.incoming || conversation.source !== noteSource) return undefined;
  const text = textOf(conversation).slice(0, 1_000);
  if (!merged.test(text)) return undefined;
  const into = ticketIn(intoOther.exec(text));
  if (into !== undefined) return { into };
  const from = ticketIn(fromOther.exec(text));
  return from === undefined ? undefined : { from };
}

/** The ticket a note names; what is too large to be a ticket's number is only text. */
function ticketIn(found: RegExpExecArray | null): string | undefined {
  const id = found?.[1];
  return Number.isSafeInteger(Number(id)) ? id : undefined;
}

/** The tickets that were merged into this one, by the notes that say so. */
export function mergedFrom(conversations: readonly RawConversation[]): readonly string[] {
  return [...new Set(conversations.flatMap((conversation) => mergeIn(conversation)?.from ?? []))];
}

/** Merges this ticket took part in: each other ticket once. Only a ticket that is over can have been merged away. */
export function mergesOf(raw: RawTicket, history: readonly Seen[], prefix: string): readonly Merged[] {
  const conversations = raw.conversations ?? raw.ticket.conversations ?? none;
  if (conversations.length === 0) return none;
  const isOver = isNowOver(history);
  const merges = new Map<string, Merged>();
  for (const conversation of conversations) {
    const merge = mergeIn(conversation);
    if (merge === undefined) continue;
    const { into, from } = merge;
    if ((into === undefined || !isOver) && from === undefined) continue;
    merges.set(`${into} ${from}`, {
      kind: 'merged',
      at: conversation.created_at,
      update: conversation.id,
      by: { id: conversation.user_id ?? '-1', name: undefined, role: 'agent' },
      into,
      from,
      ...takenIn(raw.mergedTickets, from, prefix),
    });
  }
  return [...merges.values()];
}
