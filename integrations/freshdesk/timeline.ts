import type { Person, Role, TimelineEntry } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import { inOrder } from '#integrations/in-order.ts';
import { isPrivateNote } from './claims.ts';
import type { Seen } from './history.ts';
import { mergeIn, mergesOf } from './merges.ts';
import { readOwnNote } from './notes.ts';
import type { RawConversation, RawRating, RawTicket } from './payload.ts';
import { textOf } from './text.ts';
import { outboundSource } from './vocabulary.ts';

type Said = TimelineEntry & { readonly kind: 'said' };

/** A message that an agent sent on to somebody else: it is no answer to whoever complained. */
const forwardedSource = 8;
/** What the ticket was made with: before the first conversation, whose ids are greater. */
const openedUpdate = '0';
/** A change of status and the reply sent with it may be a moment apart. */
const togetherMs = 2 * SECOND_MS;
const none: readonly never[] = [];
const nobody: Person = { id: '-1', name: undefined, role: 'automatic' };

/** Everything known to have happened to a ticket, the oldest first. */
export function readTimeline(raw: RawTicket, history: readonly Seen[], prefix: string): readonly TimelineEntry[] {
  const person = peopleOf(raw);
  const entries = opening(raw, person);
  const conversations = raw.conversations ?? raw.ticket.conversations ?? none;
  // As of every row of a list.
  if (conversations.length + history.length === 0 && raw.satisfactionRatings === undefined) return entries;
  const said: Said[] = [];
  for (const conversation of conversations) {
    const words = saidIn(raw, conversation, { person, prefix });
    if (words !== undefined) said.push(words);
  }
  for (const words of said) entries.push(words);
  for (const change of changes(raw, history, said)) entries.push(change);
  for (const merge of mergesOf(raw, history, prefix)) entries.push(merge);
  for (const rating of raw.satisfactionRatings ?? none) entries.push(...ratedBy(rating, person));
  return inOrder(entries, byInstantThenNumber);
}

function byInstantThenNumber(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || (a.update === b.update ? 0 : place(a) - place(b));
}

function place({ update }: TimelineEntry): number {
  return /^\d+$/.test(update) ? Number(update) : Number.POSITIVE_INFINITY;
}

type People = (id: string | undefined, role: Role) => Person;

function peopleOf(raw: RawTicket): People {
  return (id, role) => ({ id: id ?? nobody.id, name: id === undefined ? undefined : nameOf(id, raw), role });
}

function nameOf(id: string, { ticket: { requester }, users }: RawTicket): string | undefined {
  return requester?.id === id ? requester.name : users?.findLast((user) => user.id === id)?.name;
}

/** Whoever a ticket is from wrote its text, but for a message with which an agent began. */
function opening({ ticket }: RawTicket, person: People): TimelineEntry[] {
  const isOutbound = ticket.source === outboundSource;
  const by = isOutbound ? person(ticket.responder_id, 'agent') : person(ticket.requester_id, 'complainant');
  const at = ticket.created_at;
  const text = textOf({ body: ticket.description, body_text: ticket.description_text });
  return [
    { at, update: openedUpdate, by, kind: 'opened' },
    { at, update: openedUpdate, by, kind: 'said', id: 'description', public: true, text },
  ];
}

/** One conversation. A note of ours is nobody's words, and one that is of the ledger alone says nothing. */
function saidIn(
  { ticket }: RawTicket,
  conversation: RawConversation,
  { person, prefix }: { readonly person: People; readonly prefix: string },
): Said | undefined {
  const text = textOf(conversation);
  const own = isPrivateNote(conversation) ? readOwnNote(text, prefix) : undefined;
  if (own?.words === '') return undefined;
  const role = own === undefined ? roleOf(conversation, ticket.requester_id) : 'automatic';
  return {
    kind: 'said',
    id: conversation.id,
    at: conversation.created_at,
    update: conversation.id,
    by: person(conversation.user_id, role),
    public: !conversation.private && conversation.source !== forwardedSource,
    text: own?.words ?? text,
  };
}

function roleOf(conversation: RawConversation, requester: string | undefined): Role {
  const { user_id: user, automation_id: rule } = conversation;
  if (conversation.auto_response || (rule !== null && rule !== undefined)) return 'automatic';
  // What a merge leaves behind bears the name of whoever merged, and says what somebody else said.
  if (mergeIn(conversation) !== undefined) return 'automatic';
  if (user !== undefined && user === requester) return 'complainant';
  if (conversation.incoming) return user === undefined ? 'complainant' : 'other';
  return user === undefined || Number(user) <= 0 ? 'automatic' : 'agent';
}

/** What the account keeps no history of. Whoever spoke at that very moment did it; otherwise nobody knows who. */
function changes(raw: RawTicket, history: readonly Seen[], said: readonly Said[]): readonly TimelineEntry[] {
  if (history.length === 0) return none;
  const staff: Person = { id: raw.ticket.responder_id ?? nobody.id, name: undefined, role: 'agent' };
  let from: Extract<Seen, { kind: 'status' }>['to'] | undefined;
  const saves = new Map<string, number>();
  return history.map((seen): TimelineEntry => {
    const { at } = seen;
    if (seen.kind === 'field') {
      const value = seen.value === '' ? undefined : seen.value;
      return { kind: 'field', at, update: `field-${at}`, by: staff, field: seen.field, value };
    }
    const spoken = spokenAt(said, seen);
    const before = from ?? (at > raw.ticket.created_at ? 'open' : undefined);
    from = seen.to;
    // Closing what was solved is what an automation does after some days.
    const alone = before === 'solved' && seen.to === 'closed' ? nobody : staff;
    const update = apart(spoken?.update ?? `status-${at}`, saves);
    return { at, update, by: spoken?.by ?? alone, kind: 'status', from: before, to: seen.to };
  });
}

/** Two changes of one second are two saves: each is called otherwise, so that what is after the other stays so. */
function apart(save: string, saves: Map<string, number>): string {
  const before = saves.get(save) ?? 0;
  saves.set(save, before + 1);
  return before === 0 ? save : `${save}-${before}`;
}

/** Only staff and rules end a ticket or let it wait; anybody's word may open it again. */
function spokenAt(said: readonly Said[], { at, to }: Extract<Seen, { kind: 'status' }>): Said | undefined {
  if (said.length === 0) return undefined;
  const near = said.filter(
    (entry) =>
      Math.abs(entry.at - at) <= togetherMs &&
      (to === 'open' || entry.by.role === 'agent' || entry.by.role === 'automatic'),
  );
  if (near.length < 2) return near[0];
  const isRule = ({ by }: Said): number => Number(by.role === 'automatic');
  return near.toSorted((a, b) => isRule(a) - isRule(b) || Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}

/** 101 to 103 are good and below nothing bad; in the classic survey 1 is good and 3 bad. What lies between is neither. */
function ratedBy(rating: RawRating, person: People): readonly TimelineEntry[] {
  const value = rating.ratings?.default_question;
  const score = isGood(value) ? 'good' : isBad(value) ? 'bad' : undefined;
  if (score === undefined) return [];
  const at = rating.created_at;
  return [{ kind: 'rated', at, update: `rated-${at}`, by: person(rating.user_id, 'complainant'), score }];
}

function isGood(value: unknown): boolean {
  return typeof value === 'number' && (value > 100 || value === 1);
}

function isBad(value: unknown): boolean {
  return typeof value === 'number' && (value < 0 || value === 3);
}
