import type { Complaint, ComplaintEvent, ComplaintEventKind } from '../complaint/complaint.ts';
import { InvariantError } from '../invariant.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { Calendar } from './calendar.ts';
import type { Obligation } from './obligation.ts';

/** One run of an obligation: from the event that started it to the one that kept it, or ended it. */
export interface Cycle {
  /** The helpdesk's own instant of the starting event; part of every key. */
  readonly at: Instant;
  /** What the span is counted from. */
  readonly startedAt: Instant;
  readonly satisfied: ComplaintEvent | undefined;
  /** The ticket was closed for good, or a later run took this one's place, before it was kept. */
  readonly endedAt: Instant | undefined;
  readonly superseded: boolean;
  /** What happened in it, for holding replies. */
  readonly events: readonly ComplaintEvent[];
}

/** More runs of one promise than this on one ticket say nothing more to anybody. */
const mostCycles = 60;

/** The runs of one obligation on one complaint, oldest first; the policy says what reopening does to them. */
export function cyclesOf(obligation: Obligation, complaint: Complaint, policy: Policy): readonly Cycle[] {
  const starts = startsOf(obligation, complaint, policy);
  const keeps = keeperOf(obligation, policy);
  if (obligation.recurring) return recurring(starts[0], complaint, keeps);
  const cycles: Cycle[] = [];
  for (const start of starts) {
    const before = cycles.at(-1);
    const takesOver = before !== undefined && (before.satisfied === undefined || before.satisfied.at > start.at);
    // A promise not yet kept goes on: a second event of the same kind neither restarts nor doubles it.
    if (takesOver && !start.resets) continue;
    if (takesOver) cycles[cycles.length - 1] = { ...before, satisfied: undefined, endedAt: start.at, superseded: true };
    cycles.push(run(start, complaint, keeps, policy.reopening));
  }
  return cycles.slice(-mostCycles);
}

interface Start {
  readonly at: Instant;
  readonly startedAt: Instant;
  /** Begins anew even what was not kept. */
  readonly resets: boolean;
}

function startsOf(obligation: Obligation, complaint: Complaint, policy: Policy): readonly Start[] {
  const received = { at: complaint.receivedAt, startedAt: complaint.countedFrom, resets: false };
  if (fromReceipt.has(obligation.anchor)) {
    if (policy.reopening === 'continueClock') return [received];
    const resets = policy.reopening === 'resetClock' && !obligation.regulatory;
    return [received, ...complaint.reopenedAt.map((at) => ({ at, startedAt: at, resets }))];
  }
  const kinds = startingEvents(obligation, policy);
  const events = complaint.events.filter((event) => kinds.includes(event.kind));
  const starting = obligation.anchor === 'escalated' ? events : events.slice(0, 1);
  return starting.map((event) => ({ at: event.at, startedAt: event.at, resets: false }));
}

const fromReceipt: ReadonlySet<Obligation['anchor']> = new Set(['received', 'portalReceived', 'occurred', 'lastUpdate']);

function startingEvents(obligation: Obligation, policy: Policy): readonly ComplaintEventKind[] {
  if (obligation.anchor === 'escalated') return ['escalated'];
  if (obligation.anchor === 'decisionAccepted') return ['accepted'];
  return policy.automaticAcknowledges ? ['reply', 'autoAck'] : ['reply'];
}

/** Whether an event keeps the promise. */
type Keeps = (event: ComplaintEvent) => boolean;

function keeperOf(obligation: Obligation, policy: Policy): Keeps {
  const kinds = new Set(obligation.satisfiedBy);
  // "An automatic reply counts" is said once, for whatever a first reply would keep.
  if (policy.automaticAcknowledges && kinds.has('reply')) kinds.add('autoAck');
  const { holdingKeeps } = obligation;
  return (event) =>
    kinds.has(event.kind) ||
    (holdingKeeps !== undefined && event.kind === 'holding' && holdingKeeps.requires.every((tag) => event.contains.includes(tag)));
}

function run(
  start: Start,
  complaint: Complaint,
  keeps: Keeps,
  reopening: Policy['reopening'],
): Cycle {
  const after = complaint.events.filter((event) => event.at >= start.at && event.kind !== 'received');
  // Where the clock goes on after reopening, only an answer that stood counts.
  const undone = reopening === 'continueClock' ? complaint.reopenedAt.at(-1) : undefined;
  const satisfied = after.find(
    (event) => keeps(event) && (undone === undefined || !undoes(event.kind) || event.at >= undone),
  );
  const closed = after.find((event) => event.kind === 'closed' || event.kind === 'mergedAway');
  return {
    at: start.at,
    startedAt: start.startedAt,
    satisfied,
    endedAt: satisfied === undefined ? closed?.at : undefined,
    superseded: false,
    events: after,
  };
}

function undoes(kind: ComplaintEventKind): boolean {
  return kind === 'decision' || kind === 'summaryResolution';
}

/** An update every so often: each one kept starts the next, until the complaint is decided. */
function recurring(first: Start | undefined, complaint: Complaint, keeps: Keeps): Cycle[] {
  if (first === undefined) return [];
  const cycles: Cycle[] = [];
  let { at, startedAt } = first;
  const ended = complaint.events.find((event) => event.kind === 'decision' || event.kind === 'closed')?.at;
  while (cycles.length < mostCycles) {
    const from = at;
    const events = complaint.events.filter((event) => event.at > from);
    const satisfied = events.find(keeps);
    cycles.push({ at, startedAt, satisfied, endedAt: satisfied === undefined ? ended : undefined, superseded: false, events });
    if (satisfied === undefined || (ended !== undefined && satisfied.at >= ended)) break;
    at = satisfied.at;
    startedAt = satisfied.at;
  }
  return cycles;
}

/** The calendar an obligation counts by. */
export function calendarOf(obligation: Obligation, policy: Policy): Calendar {
  const calendar = policy.calendars.get(obligation.calendar);
  if (calendar === undefined) {
    throw new InvariantError('CALENDAR_MISSING', `no calendar '${obligation.calendar}' for obligation '${obligation.id}'`);
  }
  return calendar;
}
