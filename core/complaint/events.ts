import type { TicketStatus, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Communication, ComplaintEvent, ComplaintEventKind } from './complaint.ts';
import { readReply } from './reply-kind.ts';
import { isMereThanks } from './thanks.ts';
import type { ContentTag } from './vocabulary.ts';

/** What happened to a complaint since it was received, as its clocks and its register need it. */
export interface History {
  readonly events: readonly ComplaintEvent[];
  readonly communications: readonly Communication[];
}

interface Walk {
  /** In which people may write beside English: ISO 639-1. */
  readonly language: string | undefined;
  readonly events: ComplaintEvent[];
  readonly communications: Communication[];
  /** The ticket is solved or closed. */
  asleep: boolean;
  /** The complaint is: a thank-you wakes the ticket and not the complaint. */
  over: boolean;
  /** The complainant's last message since the ticket last fell asleep: only such a one can have woken it. */
  heard: Said | undefined;
  /** Since receipt, or since the last reopening: */
  run: Run;
}

interface Run {
  /** The update of the last public reply by a person. */
  repliedIn: string | undefined;
  /** One of them went into the matter. */
  substantive: boolean;
  decided: boolean;
  /** What the complainant has been told in all of them. */
  told: readonly ContentTag[];
}

const nothing: readonly ContentTag[] = [];

const freshRun: Run = { repliedIn: undefined, substantive: false, decided: false, told: nothing };

/**
 * Reads the timeline from the moment of receipt on.
 *
 * A public reply by a person is a `reply`, and `substantive` too when it goes into the matter. Solving the ticket is a
 * `decision` only where a person has answered since the complaint (or its reopening) came in, and where a rule solves
 * it, only where that answer went into the matter: silence decides nothing. A mere thank-you after a decision is
 * `accepted`, and where it wakes a solved ticket that is no reopening; what the complainant writes next may be.
 *
 * @param timeline in order, see `inOrder`
 * @param received the message that made it a complaint; what came before does not answer it
 */
export function readHistory(timeline: readonly TimelineEntry[], received: Received): History {
  const walk: Walk = {
    language: received.language,
    events: [{ kind: 'received', at: received.at, update: received.update, contains: nothing }],
    communications: [],
    asleep: false,
    over: false,
    heard: undefined,
    run: { ...freshRun },
  };
  let begun = false;
  for (const entry of timeline) {
    // The message itself, and what shares its second but came before it, is no answer to it.
    if (!begun) {
      if (entry.at < received.at) continue;
      if (entry.update === received.update && entry.kind === 'said') {
        begun = true;
        walk.communications.push(communication(entry, 'in'));
        continue;
      }
      if (entry.at <= received.at) continue;
      begun = true;
    }
    step(walk, entry);
  }
  return { events: walk.events, communications: walk.communications };
}

interface Received {
  readonly at: Instant;
  readonly update: string;
  /** In which people may write beside English: ISO 639-1. */
  readonly language: string | undefined;
}

function step(walk: Walk, entry: TimelineEntry): void {
  switch (entry.kind) {
    case 'said':
      listen(walk, entry);
      break;
    case 'status':
      changeStatus(walk, entry);
      break;
    case 'merged':
      // One that names no other ticket was merged away as well: its history is gone, its mark is not.
      if (entry.from === undefined) add(walk, 'mergedAway', entry);
      break;
    case 'opened':
    case 'field':
    case 'assigned':
    case 'priority':
    case 'rated':
  }
}

type Said = Extract<TimelineEntry, { kind: 'said' }>;

function listen(walk: Walk, entry: Said): void {
  const { role } = entry.by;
  if (role !== 'agent' && role !== 'automatic') hear(walk, entry);
  else if (role === 'agent' && entry.public) answer(walk, entry);
  else {
    walk.communications.push(communication(entry, entry.public ? 'out' : 'internal'));
    if (role === 'agent') add(walk, 'handback', entry);
    else if (entry.public) add(walk, 'autoAck', entry);
  }
}

function communication(entry: Said, direction: Communication['direction']): Communication {
  const { at, by, id, update } = entry;
  const { role } = by;
  const kind = direction === 'out' && role === 'automatic' ? 'autoAck' : undefined;
  return { at, kind, direction, by: role, commentId: id, update, contains: nothing };
}

function hear(walk: Walk, entry: Said): void {
  walk.communications.push(communication(entry, 'in'));
  if (entry.by.role !== 'complainant') return;
  walk.heard = entry;
  // Before there is an answer, thanks mean nothing.
  if (!walk.over && !walk.run.decided) return;
  if (isMereThanks(entry.text, walk.language)) add(walk, 'accepted', entry);
  // Thanks had woken the ticket already, so no change of status will tell that this asks for more.
  else if (walk.over && !walk.asleep) reopen(walk, entry);
}

function answer(walk: Walk, entry: Said): void {
  const { kind, contains } = readReply(entry.text, walk.language);
  const { at, update } = entry;
  walk.communications.push({ at, kind, direction: 'out', by: 'agent', commentId: entry.id, update, contains });
  const { run } = walk;
  run.repliedIn = update;
  if (contains.length > 0) run.told = [...run.told, ...contains];
  walk.events.push({ kind: 'reply', at, update, contains });
  if (kind === 'holding') walk.events.push({ kind, at, update, contains });
  if (kind !== 'substantive' && kind !== 'decision' && kind !== 'summaryResolution') return;
  run.substantive = true;
  walk.events.push({ kind: 'substantive', at, update, contains });
  if (kind === 'substantive') return;
  run.decided = true;
  walk.events.push({ kind, at, update, contains });
}

const over: ReadonlySet<TicketStatus> = new Set(['solved', 'closed', 'deleted']);

function changeStatus(walk: Walk, entry: Extract<TimelineEntry, { kind: 'status' }>): void {
  if (over.has(entry.to)) {
    if (!walk.over) end(walk, entry);
    if (entry.to === 'closed') add(walk, 'closed', entry);
    walk.asleep = true;
    walk.heard = undefined;
    return;
  }
  if (!walk.asleep) return;
  walk.asleep = false;
  // A helpdesk wakes a solved ticket for any message, in the same save or by a rule right after it.
  const { heard } = walk;
  const byHeard = heard !== undefined && (heard.update === entry.update || entry.by.role !== 'agent');
  if (!byHeard || !isMereThanks(heard.text, walk.language)) reopen(walk, entry);
}

function end(walk: Walk, entry: TimelineEntry): void {
  const { run } = walk;
  add(walk, 'solved', entry);
  walk.over = true;
  if (entry.by.role === 'automatic' ? !run.substantive : run.repliedIn === undefined) return;
  run.decided = true;
  walk.events.push({ kind: 'decision', at: entry.at, update: entry.update, contains: run.told });
}

/** Whoever reopens with a reply, in one save, has answered the reopening: what they said stands behind it. */
function reopen(walk: Walk, entry: TimelineEntry): void {
  const { events } = walk;
  let first = events.length;
  while (first > 1 && events[first - 1]!.update === entry.update) first -= 1;
  const saved = events.splice(first);
  add(walk, 'reopened', entry);
  events.push(...saved);
  walk.over = false;
  walk.run = runOf(saved);
}

function runOf(saved: readonly ComplaintEvent[]): Run {
  const replies = saved.filter(({ kind }) => kind === 'reply');
  return {
    repliedIn: replies[0]?.update,
    substantive: saved.some(({ kind }) => kind === 'substantive'),
    decided: saved.some(({ kind }) => kind === 'decision' || kind === 'summaryResolution'),
    told: replies.flatMap(({ contains }) => contains),
  };
}

function add(walk: Walk, kind: ComplaintEventKind, entry: TimelineEntry): void {
  walk.events.push({ kind, at: entry.at, update: entry.update, contains: nothing });
}
