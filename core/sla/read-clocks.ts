import type { Complaint, ComplaintEvent, Interval } from '../complaint/complaint.ts';
import type { ClockStatus } from '../complaint/vocabulary.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { openMsBetween, type Calendar } from './calendar.ts';
import type { Clock, Mark } from './clock.ts';
import { calendarOf, cyclesOf, type Cycle } from './cycles.ts';
import { marksOfLadder, marksOfWarnings } from './marks.ts';
import type { Obligation } from './obligation.ts';
import { applies } from './applies.ts';
import { dueAfterPauses } from './paused-due.ts';
import { dueAt } from './span.ts';

/**
 * Every promise that concerns the complaint, as a clock: when it is due by now, whether it was kept, what paused it.
 *
 * Computed from the ticket's history each time and never stored, so that a late webhook or a restart cannot leave a
 * wrong count behind. A due instant is still in time: a promise is broken when it has passed.
 *
 * @see ISO 10002:2018, 7.3 to 7.9 (what is promised; the figures are the policy's)
 */
export function readClocks(complaint: Complaint, policy: Policy, now: Instant): readonly Clock[] {
  const clocks: Clock[] = [];
  for (const obligation of policy.obligations) {
    if (!applies(obligation, complaint)) continue;
    for (const cycle of cyclesOf(obligation, complaint, policy)) {
      if (cycle.startedAt <= now) clocks.push(readClock(obligation, cycle, { complaint, policy, now }));
    }
  }
  return clocks;
}

interface Setting {
  readonly complaint: Complaint;
  readonly policy: Policy;
  readonly now: Instant;
}

function readClock(obligation: Obligation, cycle: Cycle, setting: Setting): Clock {
  const { complaint, policy, now } = setting;
  const calendar = calendarOf(obligation, policy);
  const endAt = cycle.satisfied?.at ?? cycle.endedAt;
  const paused = obligation.pausable ? clip(complaint.paused, cycle.startedAt, endAt) : [];
  const { due, extended } = dueOf(obligation, cycle, { calendar, paused, now: endAt ?? now });
  const warnings = due === undefined ? [] : marksOfWarnings(obligation, { startedAt: cycle.startedAt, due, calendar });
  return {
    obligation,
    cycle: cycle.at,
    status: statusOf(complaint, cycle, { due, warnings, now, isOffer: obligation.orElse !== undefined }),
    startedAt: cycle.startedAt,
    dueAt: due,
    extended,
    satisfiedAt: cycle.satisfied?.at,
    satisfiedBy: cycle.satisfied?.update,
    paused,
    elapsed: elapsedOf(obligation, cycle.startedAt, { endAt: endAt ?? now, paused, calendar }),
    warnings,
    climbs: due === undefined ? [] : marksOfLadder(due, { calendar, ladder: policy.ladder, answers: complaint.alertAnswers }),
  };
}

function dueOf(
  obligation: Obligation,
  cycle: Cycle,
  on: { calendar: Calendar; paused: readonly Interval[]; now: Instant },
): { due: Instant | undefined; extended: boolean } {
  const count = (span: Obligation['span']): Instant | undefined =>
    on.paused.length === 0
      ? dueAt(cycle.startedAt, span, on.calendar)
      : dueAfterPauses({ from: cycle.startedAt, span, calendar: on.calendar }, on.paused, on.now);
  const due = count(obligation.span);
  const { substitutes } = obligation;
  if (substitutes === undefined || due === undefined) return { due, extended: false };
  const extended = cycle.events.some((event) => event.kind === 'holding' && event.at <= due && containsAll(event, substitutes.requires));
  return extended ? { due: count(substitutes.extendsTo), extended } : { due, extended };
}

function containsAll(event: ComplaintEvent, wanted: readonly string[]): boolean {
  return wanted.every((tag) => (event.contains as readonly string[]).includes(tag));
}

interface Reckoned {
  readonly due: Instant | undefined;
  readonly warnings: readonly Mark[];
  readonly now: Instant;
  /** An offer: once it is past due another promise takes its place, and nothing is broken. */
  readonly isOffer: boolean;
}

function statusOf(complaint: Complaint, cycle: Cycle, by: Reckoned): ClockStatus {
  const { due = Infinity, isOffer } = by;
  if (cycle.satisfied !== undefined) return cycle.satisfied.at <= due ? 'met' : (isOffer ? 'superseded' : 'metLate');
  if (cycle.superseded || complaint.stage === 'duplicate') return 'superseded';
  if (complaint.stage === 'notAComplaint' || complaint.stage === 'withdrawn') return 'waived';
  if ((cycle.endedAt ?? by.now) > due) return isOffer ? 'superseded' : 'breached';
  return cycle.endedAt === undefined ? statusInTime(by) : 'waived';
}

function statusInTime({ due, warnings, now }: Reckoned): ClockStatus {
  if (due === undefined) return 'paused';
  return warnings.some((mark) => mark.at <= now) ? 'dueSoon' : 'running';
}

function clip(paused: readonly Interval[], from: Instant, until: Instant | undefined): readonly Interval[] {
  return paused.flatMap((pause): Interval[] => {
    const start = Math.max(pause.from, from);
    const end = until === undefined ? pause.to : Math.min(pause.to ?? until, until);
    return end !== undefined && end <= start ? [] : [{ from: start, to: end }];
  });
}

function elapsedOf(
  obligation: Obligation,
  startedAt: Instant,
  on: { endAt: Instant; paused: readonly Interval[]; calendar: Calendar },
): Clock['elapsed'] {
  const inOpenTime = obligation.span.kind === 'open-time' || obligation.span.kind === 'business-days';
  const between = (from: Instant, to: Instant): number =>
    to <= from ? 0 : inOpenTime ? openMsBetween(on.calendar, from, to) : to - from;
  let netMs = between(startedAt, on.endAt);
  for (const pause of on.paused) netMs -= between(pause.from, Math.min(pause.to ?? on.endAt, on.endAt));
  return { grossMs: Math.max(0, on.endAt - startedAt), netMs };
}
