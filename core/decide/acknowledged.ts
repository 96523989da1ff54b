import type { Complaint } from '../complaint/complaint.ts';
import { isOverdue, type Clock } from '../sla/clock.ts';

/**
 * Whether somebody has said "I am on it" since the last thing there was to say it about. Acknowledging a warning does
 * not acknowledge the breach that followed, nor that the complaint came back.
 */
export function isAcknowledged(complaint: Complaint, clocks: readonly Clock[]): boolean {
  const last = complaint.alertAnswers.at(-1);
  if (last === undefined || last < (complaint.reopenedAt.at(-1) ?? -Infinity)) return false;
  return clocks.every((clock) => !isOverdue(clock) || last >= (clock.dueAt ?? 0));
}
