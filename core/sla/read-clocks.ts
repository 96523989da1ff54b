import type { Complaint, Interval } from '../complaint/complaint.ts';
import type { ClockStatus } from '../complaint/vocabulary.ts';
import { ledgerKey } from '../effect/key.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { openMsBetween, type Calendar } from './calendar.ts';
import type { Clock, Mark } from './clock.ts';
import { contains, cyclesOf, type Cycle } from './cycles.ts';
import { marksOfLadder, marksOfWarnings } from './marks.ts';
import { dueAfterPauses } from './paused-due.ts';
import { recordedClocks, withRecorded } from './recorded-clocks.ts';
import { dueAt, type Span } from './span.ts';
import { calendarOf, termsOf, type Terms } from './terms.ts';

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
  for (const terms of termsOf(policy)) {
    for (const cycle of cyclesOf(terms, complaint, policy)) clocks.push(readClock(terms, cycle, setting));
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

/** A clock as far as it is known before it is asked when it is due. */
interface Running {
  readonly terms: Terms;
  readonly cycle: Cycle;
  readonly calendar: Calendar;
  readonly startedAt: Instant;
  readonly paused: readonly Interval[];
  /** It was kept or ended then; it counts until now where it was not. */
  readonly until: Instant;
}

function readClock(terms: Terms, cycle: Cycle, setting: Setting): Clock {
  const { complaint, policy, now } = setting;
  const { obligation } = terms;
  const { startedAt, satisfied } = cycle;
  const endAt = satisfied?.at ?? cycle.endedAt;
  const paused = obligation.pausable ? clip(complaint.paused, startedAt, endAt) : never;
  const until = endAt ?? Math.max(now, startedAt);
  const running: Running = { terms, cycle, calendar: calendarOf(terms), startedAt, paused, until };
  const promised = dueOf(obligation.span, running);
  const extension = extensionOf(running, promised, complaint);
  const due = extension === undefined ? promised : dueOf(extension, running);
  const warnings = due === undefined ? noMarks : marksOfWarnings(running, due);
  return {
    obligation,
    cycle: cycle.at,
    status: statusOf(setting, running, due, warnings),
    startedAt,
    dueAt: due,
    extended: extension !== undefined,
    satisfiedAt: satisfied?.at,
    satisfiedBy: satisfied?.update,
    paused,
    elapsed: elapsedOf(running),
    warnings,
    climbs: due === undefined || due >= now ? noMarks : climbsOf(running, due, setting),
    supersededAt: cycle.superseded ? cycle.endedAt : undefined,
    policyVersion: policy.version,
    recorded: false,
  };
}

function climbsOf({ terms, cycle, calendar }: Running, due: Instant, setting: Setting): readonly Mark[] {
  const { complaint, policy } = setting;
  if (complaint.alerts.length === 0 || cycle.superseded) return noMarks;
  const key = ledgerKey(terms.obligation.id, 'breach', cycle.at);
  // Told again since it was snoozed, the key is longer, and the ladder begins anew.
  let toldAt: Instant | undefined;
  for (const alert of complaint.alerts) {
    const isTold = alert.postedAt !== undefined && alert.key.startsWith(key);
    if (isTold && !(toldAt !== undefined && toldAt >= alert.postedAt)) toldAt = alert.postedAt;
  }
  if (toldAt === undefined) return noMarks;
  return marksOfLadder(due, { toldAt, calendar, ladder: policy.ladder, answers: complaint.alertAnswers });
}

function dueOf(span: Span, { startedAt, calendar, paused, until }: Running): Instant | undefined {
  if (paused.length === 0) return dueAt(startedAt, span, calendar);
  return dueAfterPauses({ from: startedAt, span, calendar }, paused, until);
}

/** The span that a holding reply sent in time has put in the place of the promised one. */
function extensionOf(running: Running, due: Instant | undefined, { events }: Complaint): Span | undefined {
  const { substitutes } = running.terms.obligation;
  if (substitutes === undefined || due === undefined) return undefined;
  const isHeld = events.some(
    (event, index) =>
      index >= running.cycle.first &&
      event.kind === 'holding' &&
      event.at <= due &&
      event.at <= running.until &&
      contains(event, substitutes.requires),
  );
  if (!isHeld) return undefined;
  const later = dueOf(substitutes.extendsTo, running);
  // Counted in other units than the promise, it may end before it.
  return later !== undefined && later <= due ? undefined : substitutes.extendsTo;
}

function statusOf(
  { complaint: { stage }, now }: Setting,
  { terms, cycle }: Running,
  due: Instant | undefined,
  warnings: readonly Mark[],
): ClockStatus {
  const { satisfied, endedAt, superseded } = cycle;
  // Once an offer is past due another promise takes its place, and nothing is broken.
  const isOffer = terms.obligation.orElse !== undefined;
  if (stage === 'notAComplaint') return 'waived';
  if (satisfied !== undefined && !isPast(due, satisfied.at)) return 'met';
  if (satisfied !== undefined) return isOffer ? 'superseded' : 'metLate';
  // Merged away, it is counted on the ticket that it lives on in.
  if (stage === 'duplicate') return 'superseded';
  // What was broken stays broken, whatever took its place since: grading it lower takes nothing back.
  if (isPast(due, endedAt ?? now)) return isOffer ? 'superseded' : 'breached';
  if (superseded) return 'superseded';
  if (endedAt !== undefined) return 'waived';
  return statusInTime(cycle, due, warnings, now);
}

/** What is due at an instant is in time then. */
function isPast(due: Instant | undefined, at: Instant): boolean {
  return due !== undefined && at > due;
}

function statusInTime(
  { startedAt }: Cycle,
  due: Instant | undefined,
  warnings: readonly Mark[],
  now: Instant,
): ClockStatus {
  if (now < startedAt) return 'notStarted';
  if (due === undefined) return 'paused';
  for (const mark of warnings) if (mark.at <= now) return 'dueSoon';
  return 'running';
}

function clip(paused: readonly Interval[], from: Instant, until: Instant | undefined): readonly Interval[] {
  if (paused.length === 0) return never;
  if (areWithin(paused, from, until)) return paused;
  const clipped: Interval[] = [];
  for (const pause of paused) {
    const start = Math.max(pause.from, from);
    const end = until === undefined ? pause.to : Math.min(pause.to ?? until, until);
    if (end === undefined || end > start) clipped.push({ from: start, to: end });
  }
  return clipped;
}

function areWithin(paused: readonly Interval[], from: Instant, until: Instant | undefined): boolean {
  for (const pause of paused) if (!isWithin(pause, from, until)) return false;
  return true;
}

function isWithin(pause: Interval, from: Instant, until: Instant | undefined): boolean {
  if (pause.from < from) return false;
  if (pause.to === undefined) return until === undefined;
  return pause.to > pause.from && (until === undefined || pause.to <= until);
}

function elapsedOf({ terms, startedAt, until, paused, calendar }: Running): Clock['elapsed'] {
  const by = terms.isBusinessTime ? calendar : undefined;
  let netMs = msBetween(startedAt, until, by);
  for (const pause of paused) netMs -= msBetween(pause.from, Math.min(pause.to ?? until, until), by);
  return { grossMs: Math.max(0, until - startedAt), netMs };
}

/** Open time where a calendar counts, real time where none does. */
function msBetween(from: Instant, to: Instant, calendar: Calendar | undefined): number {
  if (to <= from) return 0;
  return calendar === undefined ? to - from : openMsBetween(calendar, from, to);
}
