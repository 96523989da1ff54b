import type { Complaint } from '../complaint/complaint.ts';
import type { Clock } from '../sla/clock.ts';

/**
 * Whether somebody has said "I am on it" since the last thing there was to say it about. Acknowledging a warning does
 * not acknowledge the breach that followed.
 */
export function isAcknowledged(complaint: Complaint, clocks: readonly Clock[]): boolean {
  const last = complaint.alertAnswers.at(-1);
  return last !== undefined && clocks.every((clock) => clock.status !== 'breached' || last >= (clock.dueAt ?? 0));
}
