import type { Complaint } from '../complaint/complaint.ts';
import type { Instant } from '../time.ts';

/**
 * Until when people asked not to be reminded of what they had been told; an instant of the past where that is over.
 * `undefined` where nobody asked, or somebody has acknowledged, taken or escalated it since.
 *
 * A snooze holds back warnings and the ladder. It never hides a broken promise, and it always ends: whatever still
 * deserves an alert by then is told again.
 */
export function snoozedUntil({ alerts }: Complaint): Instant | undefined {
  let until: Instant | undefined;
  for (const { state, snoozedUntil: end } of alerts) {
    if (state === 'snoozed' && end !== undefined && !(until !== undefined && until >= end)) until = end;
  }
  return until;
}
