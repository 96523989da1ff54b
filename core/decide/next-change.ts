import type { Complaint } from '../complaint/complaint.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import { brokenAt, stepsOf } from './steps.ts';

/** The next instant at which time alone changes the answer; `undefined` where only the ticket can change it. */
export function nextChange(complaint: Complaint, clocks: readonly Clock[], now: Instant): Instant | undefined {
  if (!complaint.isOpen) return undefined;
  let next = Infinity;
  const consider = (at: Instant | undefined): void => {
    if (at !== undefined && at > now && at < next) next = at;
  };
  for (const clock of clocks) {
    if (clock.status === 'notStarted') consider(clock.startedAt);
    if (!isUnmet(clock) || clock.dueAt === undefined) continue;
    consider(clock.warnings[0]?.at);
    consider(brokenAt(clock.dueAt));
    for (const step of stepsOf(clock, complaint)) consider(step.at);
  }
  return next === Infinity ? undefined : next;
}
