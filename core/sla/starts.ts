import type { Complaint, ComplaintEvent, ComplaintEventKind } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { Force, Stretch } from './applies.ts';
import type { Anchor, Obligation } from './obligation.ts';

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
  obligation: Obligation,
  complaint: Complaint,
  on: { readonly force: Force; readonly policy: Policy },
): readonly Start[] {
  const { force, policy } = on;
  if (!fromReceipt.has(obligation.anchor)) {
    const starts = startingEvents(obligation.anchor, complaint, policy).map((index) => ({
      at: complaint.events[index]!.at,
      first: index + 1,
    }));
    return force.stretches.flatMap((stretch) => within(stretch, starts, false));
  }
  const resets = policy.reopening === 'resetClock' && !obligation.regulatory;
  const reopenings = runsOf(complaint, policy).slice(1);
  return force.stretches.flatMap((stretch) => [
    beginning(complaint, stretch, force.countedFrom),
    ...(reopenings.length === 0 ? [] : within(stretch, reopenings, resets)),
  ]);
}

const fromReceipt: ReadonlySet<Anchor> = new Set(['received', 'portalReceived', 'occurred', 'lastUpdate']);

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

function within({ from, until }: Stretch, runs: readonly Run[], resets: boolean): readonly Start[] {
  return runs
    .filter(({ at }) => at >= from && at < until)
    .map(({ at, first }) => ({ at, startedAt: at, first, resets, until }));
}

/** Receipt and, where they begin anything, the reopenings; each with the first event after it, or saved with it. */
function runsOf({ events, receivedAt, reopenedAt }: Complaint, policy: Policy): readonly Run[] {
  const receipt = { at: receivedAt, first: 1 };
  if (policy.reopening === 'continueClock' || reopenedAt.length === 0) return [receipt];
  const reopened = events.flatMap((event, index) =>
    event.kind === 'reopened' ? [{ at: event.at, first: firstOfUpdate(events, index) }] : [],
  );
  return [receipt, ...reopened];
}

function firstOfUpdate(events: readonly ComplaintEvent[], index: number): number {
  let first = index;
  while (first > 0 && events[first - 1]!.update === events[index]!.update) first -= 1;
  return first;
}

/** Indices of the events that set an obligation going which is not counted from receipt. */
function startingEvents(anchor: Anchor, complaint: Complaint, policy: Policy): readonly number[] {
  const { events, stage2At } = complaint;
  if (anchor === 'escalated') return events.flatMap(({ kind }, index) => (kind === 'escalated' ? [index] : []));
  const kinds: readonly ComplaintEventKind[] =
    anchor === 'decisionAccepted' ? ['accepted'] : policy.automaticAcknowledges ? ['reply', 'autoAck'] : ['reply'];
  const firstIn = (from: number, to: number): readonly number[] => {
    const index = events.findIndex((event, at) => at >= from && at < to && kinds.includes(event.kind));
    return index === -1 ? [] : [index];
  };
  if (anchor !== 'stageAcknowledged') {
    const runs = runsOf(complaint, policy);
    return runs.flatMap(({ first }, i) => firstIn(first, runs[i + 1]?.first ?? events.length));
  }
  const escalated = events.findIndex((event) => event.kind === 'escalated' && event.at === stage2At);
  return escalated === -1 ? [] : firstIn(escalated + 1, events.length);
}
