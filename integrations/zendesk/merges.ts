import type { Person, TimelineEntry, UnmarkedWords } from '#core/ticket.ts';
import { takenIn } from '#integrations/taken-in.ts';
import type { Instant } from '#core/time.ts';
import type { RawToldTicket } from './merged-ticket.ts';
import { ownValues } from './own-fields.ts';
import type { RawAudit, RawTicket } from './payload.ts';
import { nobody } from './people.ts';
import { commentUpdate } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Via } from './via.ts';

type Merged = TimelineEntry & { readonly kind: 'merged' };

const none: readonly never[] = [];
const closedByMerge = 'closed_by_merge';

/**
 * Merges this ticket took part in: each other ticket once. Zendesk tells in the `via` of the audit, its events or the
 * comment it leaves; of a ticket that was merged away without a history, only its tag tells.
 */
export function mergesOf(reading: Reading, audits: readonly RawAudit[]): readonly Merged[] {
  const { raw, people, prefix } = reading;
  const merges = new Map<string, Merged>();
  const note = (via: Via, at: Instant, update: string, by: Person): void => {
    const found = partners(via, raw.ticket.id);
    if (found === noOther) return;
    const { into, from } = found;
    const common = { kind: 'merged', at, update, by } as const;
    if (into !== undefined) merges.set(`into ${into}`, { ...common, into, from: undefined, receivedAt: undefined });
    for (const id of from) {
      const brought = takenIn(raw.mergedTickets, id, prefix);
      const unmarked = unmarkedWords(reading, id);
      merges.set(`from ${id}`, { ...common, into: undefined, from: id, ...brought, ...(unmarked && { unmarked }) });
    }
  };
  for (const audit of audits) {
    const by = people.person(audit.author_id);
    note(audit.via, audit.created_at, audit.id, by);
    for (const { via } of audit.events) if (via !== undefined) note(via, audit.created_at, audit.id, by);
  }
  for (const comment of raw.comments ?? []) {
    note(comment.via, comment.created_at, commentUpdate(comment), people.person(comment.author_id));
  }
  const isAway = merges.size > 0 && [...merges.keys()].some((key) => key.startsWith('into '));
  if (isMergedAway(raw) && !isAway) merges.set('into', mergedAwaySomewhere(raw));
  return merges.size === 0 ? none : [...merges.values()];
}

/** What the complainant wrote on a merged ticket, where nothing of ours stands on it or on what was merged into it before. */
function unmarkedWords({ raw, prefix, ownFields }: Reading, id: string): readonly UnmarkedWords[] | undefined {
  const told = raw.mergedTickets?.find((ticket) => ticket.id === id)?.told ?? none;
  const isMarked = ({ tags, custom_fields: fields }: RawToldTicket): boolean =>
    tags.some((tag) => tag.startsWith(prefix)) || Object.keys(ownValues(fields, ownFields)).length > 0;
  if (told.length === 0 || told.some(isMarked)) return undefined;
  return told.map(({ subject = '', messages, tags }) => ({ subject, messages, tags }));
}

/** The tickets that were merged into this one, as far as its history names them. */
export function mergedFrom(raw: RawTicket): readonly string[] {
  const vias = [
    ...(raw.audits ?? []).flatMap((audit) => [audit.via, ...audit.events.map((event) => event.via ?? audit.via)]),
    ...(raw.comments ?? []).map((comment) => comment.via),
  ];
  return [...new Set(vias.flatMap((via) => partners(via, raw.ticket.id).from))];
}

const noOther: { readonly into: undefined; readonly from: readonly string[] } = { into: undefined, from: [] };

function partners(via: Via, own: string): { readonly into: string | undefined; readonly from: readonly string[] } {
  if (via.source === undefined || (via.rel !== 'merge' && via.channel !== 'merge' && via.channel !== '19')) {
    return noOther;
  }
  const [into] = othersIn(via.source.to, own);
  return { into, from: othersIn(via.source.from, own) };
}

/** The other tickets that one end of a merge names, as a number or as text. */
function othersIn(end: unknown, own: string): readonly string[] {
  if (typeof end !== 'object' || end === null) return [];
  const { ticket_id: one, ticket_ids: more } = end as { readonly ticket_id?: unknown; readonly ticket_ids?: unknown };
  const named: readonly unknown[] = [one, ...(Array.isArray(more) ? (more as readonly unknown[]) : [])];
  const isTicket = (id: unknown): id is string | number =>
    (typeof id === 'number' || (typeof id === 'string' && /^\d{1,16}$/.test(id))) && Number.isSafeInteger(Number(id));
  return named
    .filter(isTicket)
    .map(String)
    .filter((id) => id !== own);
}

/** Whether its tag says that it was merged into another ticket. */
export function isMergedAway({ ticket }: RawTicket): boolean {
  return ticket.tags.includes(closedByMerge);
}

/** What is known of that where no history names the other ticket. */
export function mergedAwaySomewhere({ ticket }: RawTicket): Merged {
  return {
    kind: 'merged',
    at: ticket.updated_at ?? ticket.created_at,
    update: 'merged',
    by: nobody,
    into: undefined,
    from: undefined,
    receivedAt: undefined,
  };
}
