import type { Complaint, ComplaintEvent } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { forceOf } from './applies.ts';
import type { Obligation } from './obligation.ts';
import { startsOf, type Start } from './starts.ts';
import type { Terms } from './terms.ts';

/** One run of an obligation: from the event that started it to the one that kept it, or ended it. */
export interface Cycle {
  /** The helpdesk's own instant of the starting event; part of every key. */
  readonly at: Instant;
  /** What the span is counted from. */
  readonly startedAt: Instant;
  readonly satisfied: ComplaintEvent | undefined;
  /** The complaint was over, or a later run took this one's place, before it was kept. */
  readonly endedAt: Instant | undefined;
  readonly superseded: boolean;
  /** Index of the first event of the complaint that is part of it. */
  readonly first: number;
}

/** More runs of one promise than this on one ticket say nothing more to anybody. */
const mostCycles = 60;

/** The runs of one obligation on one complaint, oldest first; none where it does not concern the complaint. */
export function cyclesOf(terms: Terms, complaint: Complaint, policy: Policy): readonly Cycle[] {
  const force = forceOf(terms.obligation, complaint);
  if (force === undefined) return never;
  const starts = startsOf(terms, complaint, { force, policy });
  const first = starts[0];
  if (first === undefined) return never;
  const on = settingOf(terms, complaint, policy);
  // Most promises run once.
  if (starts.length > 1 || on.obligation.recurring) return runsOf(starts, on);
  return isOver(complaint, first) ? never : [run(first, on)];
}

const never: readonly Cycle[] = [];

function runsOf(starts: readonly Start[], on: Setting): readonly Ran[] {
  const cycles: Ran[] = [];
  for (const start of starts) {
    if (isOver(on.complaint, start)) continue;
    const before = cycles.length === 0 ? undefined : cycles[cycles.length - 1];
    // A promise not yet kept goes on: a second event of the same kind neither restarts nor doubles it.
    if (before !== undefined && goesOn(before, start)) {
      if (!start.resets) continue;
      const endedAt = overBefore(start, before, on.complaint);
      cycles[cycles.length - 1] = { ...before, satisfied: undefined, endedAt, superseded: true };
    }
    if (on.obligation.recurring) cycles.push(...recurring(start, on));
    else cycles.push(run(start, on));
  }
  return cycles.length < 2 ? cycles : toldApart(cycles).slice(-mostCycles);
}

/** The run that a reopening takes the place of was over when the complaint was solved. */
function overBefore({ at, first }: Start, before: Ran, { events }: Complaint): Instant {
  return events.findLast(({ kind }, i) => i >= before.first && i < first && kind === 'solved')?.at ?? at;
}

function isOver({ endedAt }: Complaint, { at }: Start): boolean {
  return endedAt !== undefined && at > endedAt;
}

function goesOn(before: Ran, start: Start): boolean {
  return !before.superseded && (before.kept === -1 || before.kept >= start.first);
}

/** Runs are told apart by their instant: of two in one, such as two reopenings within a second, the later one stands. */
function toldApart(cycles: readonly Ran[]): readonly Ran[] {
  return cycles.filter((cycle, i) => cycles[i + 1]?.at !== cycle.at);
}

/** What keeps a promise on a complaint. */
interface Setting {
  readonly complaint: Complaint;
  readonly obligation: Obligation;
  /** Content that what keeps it must have. */
  readonly requires: Obligation['requires'];
  /** A robot's reply keeps it. */
  readonly robots: boolean;
  /** Decisions before this event were undone by reopening. */
  readonly undone: number;
}

interface Ran extends Cycle {
  /** Index of the event that kept it; -1 where none did. */
  readonly kept: number;
}

function run(start: Start, on: Setting): Ran {
  const { at, startedAt, first, until } = start;
  const { events, endedAt } = on.complaint;
  const kept = keptBy(start, on);
  if (kept !== -1) {
    return { at, startedAt, first, kept, satisfied: events[kept], endedAt: undefined, superseded: false };
  }
  const superseded = until < (endedAt ?? Infinity);
  return { at, startedAt, first, kept, satisfied: undefined, endedAt: superseded ? until : endedAt, superseded };
}

function keptBy(start: Start, on: Setting): number {
  const { undone } = on;
  const { events, endedAt = Infinity } = on.complaint;
  for (let i = start.first; i < events.length; i += 1) {
    const event = events[i]!;
    if (event.at > endedAt || event.at >= start.until) return -1;
    if (keeps(event, on) && !(i < undone && isDecision(event))) return i;
  }
  return -1;
}

/** An update every so often: each one kept starts the next, until the complaint is decided. */
function recurring(start: Start, on: Setting): readonly Ran[] {
  const { events } = on.complaint;
  const cycles: Ran[] = [];
  const ended = events.findIndex((event, i) => i >= start.first && (isDecision(event) || event.kind === 'solved'));
  const endedAt = events[ended]?.at ?? Infinity;
  let next = start;
  while (cycles.length < mostCycles) {
    const cycle = run(next, on);
    if (ended !== -1 && (cycle.kept === -1 || cycle.kept > ended)) {
      // What was due after the decision is owed no more.
      return [...cycles, { ...cycle, satisfied: undefined, endedAt, kept: ended }];
    }
    cycles.push(cycle);
    if (cycle.satisfied === undefined || cycle.satisfied.at >= endedAt) break;
    next = { ...next, at: cycle.satisfied.at, startedAt: cycle.satisfied.at, first: cycle.kept + 1 };
  }
  return cycles;
}

const nothing: Obligation['requires'] = [];

function settingOf({ obligation, robots }: Terms, complaint: Complaint, policy: Policy): Setting {
  const { requires } = obligation;
  return {
    complaint,
    obligation,
    // What we cannot read must not be held against the person who wrote it.
    requires: requires.length === 0 || isReadable(complaint) ? requires : nothing,
    robots,
    undone: undoneBefore(complaint, policy),
  };
}

function isReadable({ language }: Complaint): boolean {
  return language === undefined || /^en\b/iu.test(language);
}

/** Whether an event keeps the promise. */
function keeps(event: ComplaintEvent, { obligation, requires, robots }: Setting): boolean {
  const { satisfiedBy, holdingKeeps } = obligation;
  if (satisfiedBy.includes(event.kind) || (robots && event.kind === 'autoAck')) return contains(event, requires);
  return holdingKeeps !== undefined && event.kind === 'holding' && contains(event, holdingKeeps.requires);
}

/** Whether a message to the complainant has all that is asked of it. */
export function contains(event: ComplaintEvent, wanted: Obligation['requires']): boolean {
  for (const tag of wanted) if (!event.contains.includes(tag)) return false;
  return true;
}

/** Where the clock goes on after reopening, only an answer that stood counts. */
function undoneBefore({ events }: Complaint, policy: Policy): number {
  return policy.reopening === 'continueClock' ? events.findLastIndex((event) => event.kind === 'reopened') : -1;
}

function isDecision({ kind }: ComplaintEvent): boolean {
  return kind === 'decision' || kind === 'summaryResolution';
}
