import type { Complaint } from '../complaint/complaint.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import { brokenAt, stepsOf } from './steps.ts';

/** The next instant at which time alone changes the answer; `undefined` where only the ticket can change it. */
export function nextChange(complaint: Complaint, clocks: readonly Clock[], now: Instant): Instant | undefined {
  if (!complaint.isOpen) return undefined;
  let next = Infinity;
  for (const clock of clocks) {
    if (clock.status === 'notStarted') next = sooner(next, clock.startedAt, now);
    if (!isUnmet(clock) || clock.dueAt === undefined) continue;
    if (clock.warnings.length > 0) next = sooner(next, clock.warnings[0]!.at, now);
    next = sooner(next, brokenAt(clock.dueAt), now);
    for (const step of stepsOf(clock, complaint)) next = sooner(next, step.at, now);
  }
  return next === Infinity ? undefined : next;
}

function sooner(next: Instant, at: Instant, now: Instant): Instant {
  return at > now && at < next ? at : next;
}
