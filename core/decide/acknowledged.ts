import type { Complaint } from '../complaint/complaint.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';

/**
 * Whether somebody has said "I am on it" since the last thing there was to say it about. Acknowledging a warning does
 * not acknowledge the breach that followed.
 */
export function isAcknowledged(complaint: Complaint, clocks: readonly Clock[]): boolean {
  const last = complaint.alertAnswers.at(-1);
  if (last === undefined) return false;
  const broken = clocks.flatMap((clock) => (isUnmet(clock) && clock.status === 'breached' && clock.dueAt !== undefined ? [clock.dueAt] : []));
  return last >= Math.max(0, ...broken);
}
