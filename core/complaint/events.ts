import type { TicketRecord, TicketStatus, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Communication, ComplaintEvent, ComplaintEventKind } from './complaint.ts';
import { contentsOf, isMereThanks, replyKind } from './reply-kind.ts';

/** What happened to a complaint since it was received, as its clocks and its register need it. */
export interface History {
  readonly events: readonly ComplaintEvent[];
  readonly communications: readonly Communication[];
}

interface Walk {
  readonly events: ComplaintEvent[];
  readonly communications: Communication[];
  answered: boolean;
  thanked: string | undefined;
  ended: boolean;
}

/**
 * Reads the timeline from the moment of receipt on.
 *
 * A public reply by a person is a `reply`, and `substantive` too when it goes into the matter. Solving the ticket is a
 * `decision` only where a person has answered since the complaint (or its reopening) came in: silence decides nothing.
 * A mere thank-you that wakes a solved ticket is `accepted`, not a reopening.
 *
 * @param timeline in order, see `inOrder`
 * @param receivedAt instant of the message that made it a complaint; what came before does not answer it
 */
export function readHistory(timeline: readonly TimelineEntry[], received: { at: Instant; update: string }): History {
  const walk: Walk = {
    events: [{ kind: 'received', at: received.at, update: received.update, contains: [] }],
    communications: [],
    answered: false,
    thanked: undefined,
    ended: false,
  };
  let begun = false;
  for (const entry of timeline) {
    if (entry.at < received.at) continue;
    // The message itself, and what shares its second but came before it, is no answer to it.
    if (!begun) {
      if (entry.update === received.update && entry.kind === 'said') {
        begun = true;
        listen(walk, entry, true);
      }
      if (entry.at <= received.at) continue;
      begun = true;
    }
    step(walk, entry);
  }
  return walk;
}

function step(walk: Walk, entry: TimelineEntry): void {
  switch (entry.kind) {
    case 'said':
      listen(walk, entry, false);
      break;
    case 'status':
      changeStatus(walk, entry);
      break;
    case 'merged':
      if (entry.into !== undefined) add(walk, 'mergedAway', entry);
      break;
    case 'opened':
    case 'priority':
    case 'assigned':
    case 'rated':
    case 'field':
      break;
  }
}

type Said = Extract<TimelineEntry, { kind: 'said' }>;

function listen(walk: Walk, entry: Said, opening: boolean): void {
  const communication = communicationOf(entry, opening);
  walk.communications.push(communication);
  if (opening) return;
  if (communication.direction === 'in') hear(walk, entry);
  else if (entry.by.role === 'agent') answer(walk, entry, communication);
  else if (entry.public) add(walk, 'autoAck', entry);
}

function communicationOf(entry: Said, opening: boolean): Communication {
  const ours = !opening && (entry.by.role === 'agent' || entry.by.role === 'automatic');
  const reply = ours && entry.public && entry.by.role === 'agent';
  const robot = ours && entry.public && entry.by.role === 'automatic' ? 'autoAck' : undefined;
  const outwards = entry.public ? 'out' : 'internal';
  return {
    at: entry.at,
    kind: reply ? replyKind(entry.text) : robot,
    direction: ours ? outwards : 'in',
    by: entry.by.role,
    commentId: entry.id,
    update: entry.update,
    contains: reply ? contentsOf(entry.text) : [],
  };
}

function hear(walk: Walk, entry: Said): void {
  if (entry.by.role !== 'complainant') return;
  walk.thanked = isMereThanks(entry.text) ? entry.update : undefined;
  if (walk.ended && walk.thanked !== undefined) add(walk, 'accepted', entry);
}

function answer(walk: Walk, entry: Said, { kind, contains }: Communication): void {
  if (!entry.public) {
    add(walk, 'handback', entry);
    return;
  }
  walk.answered = true;
  const { at, update } = entry;
  walk.events.push({ kind: 'reply', at, update, contains });
  if (kind === 'holding' || kind === 'substantive') walk.events.push({ kind, at, update, contains });
}

const over: ReadonlySet<TicketStatus> = new Set(['solved', 'closed', 'deleted']);

function changeStatus(walk: Walk, entry: Extract<TimelineEntry, { kind: 'status' }>): void {
  if (over.has(entry.to)) {
    if (!walk.ended) {
      add(walk, 'solved', entry);
      if (walk.answered) add(walk, 'decision', entry);
    }
    if (entry.to === 'closed') add(walk, 'closed', entry);
    walk.ended = true;
    return;
  }
  if (!walk.ended) return;
  walk.ended = false;
  // A helpdesk wakes a solved ticket for any message. One that only says thanks asks for nothing more.
  if (walk.thanked === entry.update) return;
  walk.answered = false;
  add(walk, 'reopened', entry);
}

function add(walk: Walk, kind: ComplaintEventKind, entry: TimelineEntry): void {
  walk.events.push({ kind, at: entry.at, update: entry.update, contains: [] });
}

/** When the ticket waited, by its own statuses: `[from, to)`, the last one open. */
export function timeIn(
  record: Pick<TicketRecord, 'status'>,
  timeline: readonly TimelineEntry[],
  statuses: readonly TicketStatus[],
): readonly { readonly from: Instant; readonly to: Instant | undefined }[] {
  const intervals: { from: Instant; to: Instant | undefined }[] = [];
  for (const entry of timeline) {
    if (entry.kind !== 'status') continue;
    const last = intervals.at(-1);
    const open = last !== undefined && last.to === undefined;
    if (statuses.includes(entry.to)) {
      if (!open) intervals.push({ from: entry.at, to: undefined });
    } else if (open) {
      last.to = entry.at;
    }
  }
  // Without a history that says so, a ticket that waits no longer has stopped waiting by now: never pause for ever.
  const last = intervals.at(-1);
  if (last !== undefined && last.to === undefined && !statuses.includes(record.status)) intervals.pop();
  return intervals;
}
