import type { Complaint } from '../complaint/complaint.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Decision } from './decision.ts';
import { brokenAt, stepsOf, type Step } from './steps.ts';

/**
 * The next instant at which time alone changes the answer; `undefined` where only the ticket can change it.
 *
 * @param decisions what was decided now; what quiet hours hold back is told when they end
 */
export function nextChange(
  complaint: Complaint,
  clocks: readonly Clock[],
  decisions: readonly Decision[],
  now: Instant,
): Instant | undefined {
  if (!complaint.isOpen) return undefined;
  const snooze = complaint.snoozedUntil ?? now;
  let next = Infinity;
  for (const decision of decisions) if (decision.kind === 'held') next = sooner(next, decision.until, now);
  for (const clock of clocks) {
    if (clock.status === 'notStarted') next = sooner(next, clock.startedAt, now);
    if (!isUnmet(clock) || clock.dueAt === undefined) continue;
    if (clock.warnings.length > 0) next = sooner(next, clock.warnings[0]!.at, now);
    next = sooner(next, brokenAt(clock.dueAt), now);
    for (const step of stepsOf(clock, complaint)) next = stepChange(next, step, now, snooze);
  }
  return next === Infinity ? undefined : next;
}

/** What falls due within a snooze is told when it ends; a broken promise at once as well. */
function stepChange(next: Instant, { at, alert }: Step, now: Instant, snooze: Instant): Instant {
  const soonest = at <= snooze ? sooner(next, snooze, now) : next;
  return at > snooze || alert === 'breach' ? sooner(soonest, at, now) : soonest;
}

function sooner(next: Instant, at: Instant, now: Instant): Instant {
  return at > now && at < next ? at : next;
}
