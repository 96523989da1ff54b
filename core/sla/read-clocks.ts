import type { Complaint, Interval } from '../complaint/complaint.ts';
import type { ClockStatus } from '../complaint/vocabulary.ts';
import { ledgerKey } from '../effect/key.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { openMsBetween, type Calendar } from './calendar.ts';
import type { Clock, Mark } from './clock.ts';
import { calendarOf, contains, cyclesOf, type Cycle } from './cycles.ts';
import { marksOfLadder, marksOfWarnings } from './marks.ts';
import type { Obligation } from './obligation.ts';
import { dueAfterPauses } from './paused-due.ts';
import { recordedClocks, withRecorded } from './recorded-clocks.ts';
import { dueAt } from './span.ts';

/**
 * Every promise that concerns the complaint, as a clock: when it is due by now, whether it was kept, what paused it.
 *
 * Computed from the ticket's history each time and never stored while the complaint is open, so that a late webhook or a
 * restart cannot leave a wrong count behind. Once it is over they are read from the ticket's closing summary, so that a
 * later edit of a calendar or policy cannot rewrite history. A due instant is still in time: a promise is broken when it
 * has passed.
 *
 * @see ISO 10002:2018, 7.3 to 7.9 (what is promised; the figures are the policy's)
 */
export function readClocks(complaint: Complaint, policy: Policy, now: Instant): readonly Clock[] {
  const recorded = recordedClocks(complaint, policy);
  if (recorded !== undefined) return recorded;
  const setting = { complaint, policy, now };
  const clocks: Clock[] = [];
  for (const obligation of policy.obligations) {
    for (const cycle of cyclesOf(obligation, complaint, policy)) clocks.push(readClock(obligation, cycle, setting));
  }
  return withRecorded(clocks, complaint, policy);
}

const never: readonly Interval[] = [];
const noMarks: readonly Mark[] = [];

interface Setting {
  readonly complaint: Complaint;
  readonly policy: Policy;
  readonly now: Instant;
}

function readClock(obligation: Obligation, cycle: Cycle, setting: Setting): Clock {
  const { complaint, policy, now } = setting;
  const { startedAt } = cycle;
  const calendar = calendarOf(obligation, policy);
  const endAt = cycle.satisfied?.at ?? cycle.endedAt;
  const paused = obligation.pausable ? clip(complaint.paused, startedAt, endAt) : never;
  const until = endAt ?? Math.max(now, startedAt);
  const { due, extended } = dueOf(obligation, cycle, { complaint, calendar, paused, until });
  const warnings = due === undefined ? noMarks : marksOfWarnings(obligation, { startedAt, due, calendar });
  return {
    obligation,
    cycle: cycle.at,
    status: statusOf(complaint, cycle, { due, warnings, now, isOffer: obligation.orElse !== undefined }),
    startedAt,
    dueAt: due,
    extended,
    satisfiedAt: cycle.satisfied?.at,
    satisfiedBy: cycle.satisfied?.update,
    paused,
    elapsed: elapsedOf(obligation, startedAt, { endAt: until, paused, calendar }),
    warnings,
    climbs: climbsOf(obligation, cycle, { due, calendar, setting }),
    policyVersion: policy.version,
    recorded: false,
  };
}

function climbsOf(
  obligation: Obligation,
  cycle: Cycle,
  on: { due: Instant | undefined; calendar: Calendar; setting: Setting },
): readonly Mark[] {
  const { due, calendar, setting } = on;
  const { complaint, policy, now } = setting;
  if (due === undefined || due >= now || complaint.alerts.length === 0) return noMarks;
  const key = ledgerKey(obligation.id, 'breach', cycle.at);
  const toldAt = complaint.alerts.find((alert) => alert.key === key)?.postedAt;
  if (toldAt === undefined) return noMarks;
  return marksOfLadder(due, { toldAt, calendar, ladder: policy.ladder, answers: complaint.alertAnswers });
}

function dueOf(
  obligation: Obligation,
  cycle: Cycle,
  on: { complaint: Complaint; calendar: Calendar; paused: readonly Interval[]; until: Instant },
): { due: Instant | undefined; extended: boolean } {
  const { complaint, until } = on;
  const due = countFrom(cycle.startedAt, obligation.span, on);
  const { substitutes } = obligation;
  if (substitutes === undefined || due === undefined) return { due, extended: false };
  const extended = complaint.events.some(
    (event, index) =>
      index >= cycle.first &&
      event.kind === 'holding' &&
      event.at <= due &&
      event.at <= until &&
      contains(event, substitutes.requires),
  );
  return extended ? { due: countFrom(cycle.startedAt, substitutes.extendsTo, on), extended } : { due, extended };
}

function countFrom(
  from: Instant,
  span: Obligation['span'],
  { calendar, paused, until }: { calendar: Calendar; paused: readonly Interval[]; until: Instant },
): Instant | undefined {
  return paused.length === 0 ? dueAt(from, span, calendar) : dueAfterPauses({ from, span, calendar }, paused, until);
}

interface Reckoned {
  readonly due: Instant | undefined;
  readonly warnings: readonly Mark[];
  readonly now: Instant;
  /** An offer: once it is past due another promise takes its place, and nothing is broken. */
  readonly isOffer: boolean;
}

function statusOf({ stage }: Complaint, cycle: Cycle, by: Reckoned): ClockStatus {
  const { due = Infinity } = by;
  const broken = by.isOffer ? 'superseded' : 'breached';
  if (stage === 'notAComplaint') return 'waived';
  if (cycle.satisfied !== undefined) {
    if (cycle.satisfied.at <= due) return 'met';
    return by.isOffer ? 'superseded' : 'metLate';
  }
  if (cycle.superseded || stage === 'duplicate') return 'superseded';
  if ((cycle.endedAt ?? by.now) > due) return broken;
  return cycle.endedAt === undefined ? statusInTime(cycle, by) : 'waived';
}

function statusInTime(cycle: Cycle, { due, warnings, now }: Reckoned): ClockStatus {
  if (now < cycle.startedAt) return 'notStarted';
  if (due === undefined) return 'paused';
  return warnings.some((mark) => mark.at <= now) ? 'dueSoon' : 'running';
}

function clip(paused: readonly Interval[], from: Instant, until: Instant | undefined): readonly Interval[] {
  const clipped: Interval[] = [];
  for (const pause of paused) {
    const start = Math.max(pause.from, from);
    const end = until === undefined ? pause.to : Math.min(pause.to ?? until, until);
    if (end === undefined || end > start) clipped.push({ from: start, to: end });
  }
  return clipped;
}

function elapsedOf(
  obligation: Obligation,
  startedAt: Instant,
  on: { endAt: Instant; paused: readonly Interval[]; calendar: Calendar },
): Clock['elapsed'] {
  const inOpenTime = obligation.span.kind === 'open-time' || obligation.span.kind === 'business-days';
  const { endAt } = on;
  const calendar = inOpenTime ? on.calendar : undefined;
  let netMs = msBetween(startedAt, endAt, calendar);
  for (const pause of on.paused) netMs -= msBetween(pause.from, Math.min(pause.to ?? endAt, endAt), calendar);
  return { grossMs: Math.max(0, endAt - startedAt), netMs };
}

/** Open time where a calendar counts, real time where none does. */
function msBetween(from: Instant, to: Instant, calendar: Calendar | undefined): number {
  if (to <= from) return 0;
  return calendar === undefined ? to - from : openMsBetween(calendar, from, to);
}
