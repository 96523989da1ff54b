import type { Complaint, ComplaintEvent, ComplaintEventKind } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { Force, Stretch } from './applies.ts';
import type { Anchor, Obligation } from './obligation.ts';
import type { Terms } from './terms.ts';

/** What sets an obligation going, once. */
export interface Start {
  /** The helpdesk's own instant of the starting event; part of every key. */
  readonly at: Instant;
  /** What the span is counted from: earlier than `at` where a merged ticket was received first. */
  readonly startedAt: Instant;
  /** Index of the first event of the complaint that may keep it. */
  readonly first: number;
  /** Begins anew even what was not kept. */
  readonly resets: boolean;
  /** The obligation concerns the complaint until then. */
  readonly until: Instant;
}

/** What sets an obligation going on a complaint, oldest first; the policy says what reopening does. */
export function startsOf(
  { obligation, isFromReceipt, resets }: Terms,
  complaint: Complaint,
  { force, policy }: { readonly force: Force; readonly policy: Policy },
): readonly Start[] {
  const { stretches, countedFrom } = force;
  const runs = isFromReceipt
    ? restartsOf(obligation, complaint, policy)
    : runsAfter(obligation.anchor, complaint, policy);
  // Most promises start once.
  if (stretches.length === 1 && runs.length === (isFromReceipt ? 0 : 1)) {
    const [stretch, run] = [stretches[0]!, runs[0]];
    if (run === undefined) return [beginning(complaint, stretch, countedFrom)];
    return isWithin(stretch, run) ? [startOf(run, stretch, resets)] : nothing;
  }
  const starts: Start[] = [];
  for (const stretch of stretches) {
    if (isFromReceipt) starts.push(beginning(complaint, stretch, countedFrom));
    for (const run of runs) if (isWithin(stretch, run)) starts.push(startOf(run, stretch, resets));
  }
  return starts;
}

const nothing: readonly Start[] = [];

/** One run for each event that sets it going. */
function runsAfter(anchor: Anchor, complaint: Complaint, policy: Policy): readonly Run[] {
  const starting = startingEvents(anchor, complaint, policy);
  const only = starting[0];
  if (only === undefined) return none;
  return starting.length === 1 ? [runAfter(complaint, only)] : starting.map((index) => runAfter(complaint, index));
}

function runAfter({ events }: Complaint, index: number): Run {
  return { at: events[index]!.at, first: index + 1 };
}

/** The first start of a stretch: receipt, or when the obligation came to concern the complaint. */
function beginning(complaint: Complaint, { from, until }: Stretch, countedFrom: Instant): Start {
  if (from <= complaint.receivedAt) {
    return { at: complaint.receivedAt, startedAt: countedFrom, first: 1, resets: false, until };
  }
  const next = complaint.events.findIndex((event) => event.at >= from);
  return { at: from, startedAt: from, first: next === -1 ? complaint.events.length : next, resets: false, until };
}

interface Run {
  readonly at: Instant;
  readonly first: number;
}

function isWithin({ from, until }: Stretch, { at }: Run): boolean {
  return at >= from && at < until;
}

function startOf({ at, first }: Run, { until }: Stretch, resets: boolean): Start {
  return { at, startedAt: at, first, resets, until };
}

const none: readonly Run[] = [];
const nowhere: readonly number[] = [];

/** Updates ended with the decision, so that no clock of theirs goes on: reopening begins them anew, whatever the policy. */
function restartsOf({ recurring }: Obligation, complaint: Complaint, policy: Policy): readonly Run[] {
  return recurring ? allReopeningsOf(complaint) : reopeningsOf(complaint, policy);
}

/** The reopenings, where they begin anything. */
function reopeningsOf(complaint: Complaint, policy: Policy): readonly Run[] {
  return policy.reopening === 'continueClock' ? none : allReopeningsOf(complaint);
}

function allReopeningsOf({ events, reopenedAt }: Complaint): readonly Run[] {
  if (reopenedAt.length === 0) return none;
  return events.flatMap((event, index) => (event.kind === 'reopened' ? [{ at: event.at, first: index }] : []));
}

/** Indices of the events that set an obligation going which is not counted from receipt. */
function startingEvents(anchor: Anchor, complaint: Complaint, policy: Policy): readonly number[] {
  const { events, stage2At } = complaint;
  if (anchor === 'escalated') return complaint.escalations.length === 0 ? nowhere : escalatedIn(events);
  const kind = anchor === 'decisionAccepted' ? 'accepted' : 'reply';
  const starting: Starting = { kind, orRobots: kind === 'reply' && policy.automaticAcknowledges };
  if (anchor === 'stageAcknowledged') {
    const escalated = events.findIndex((event) => event.kind === 'escalated' && event.at === stage2At);
    return escalated === -1 ? nowhere : findIn(events, starting, { from: escalated + 1, to: events.length });
  }
  const reopenings = reopeningsOf(complaint, policy);
  const first = findIn(events, starting, { from: 1, to: reopenings[0]?.first ?? events.length });
  if (reopenings.length === 0) return first;
  return [
    ...first,
    ...reopenings.flatMap((reopening, i) =>
      findIn(events, starting, { from: reopening.first, to: reopenings[i + 1]?.first ?? events.length }),
    ),
  ];
}

function escalatedIn(events: readonly ComplaintEvent[]): readonly number[] {
  return events.flatMap(({ kind }, index) => (kind === 'escalated' ? [index] : []));
}

interface Starting {
  readonly kind: ComplaintEventKind;
  readonly orRobots: boolean;
}

/** Index of the first such event in `[from, to)`, if there is one. */
function findIn(
  events: readonly ComplaintEvent[],
  { kind, orRobots }: Starting,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  for (let index = from; index < to; index += 1) {
    const is = events[index]!.kind;
    if (is === kind || (orRobots && is === 'autoAck')) return [index];
  }
  return nowhere;
}
