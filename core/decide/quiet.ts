import type { Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import { addOpenMs, isOpen, openBetween, type Calendar } from '../sla/calendar.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { Decision } from './decision.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/** Until when it is quiet, at an instant within quiet hours; `undefined` outside them, or where the policy has none. */
export function quietUntil(policy: Policy, at: Instant): Instant | undefined {
  const { quietHours } = policy.alerts;
  const calendar = quietHours === undefined ? undefined : policy.calendars.get(quietHours.calendar);
  if (quietHours === undefined || calendar === undefined) return undefined;
  if (quietHours.while === 'open') return isOpen(calendar, at) ? closesAt(calendar, at) : undefined;
  // The first millisecond of open time ends one after it opens.
  return isOpen(calendar, at) ? undefined : addOpenMs(calendar, at, 1) - 1;
}

/** Hours that touch are one stretch, and none is a week long: `readAlerts` sees to that. */
function closesAt(calendar: Calendar, at: Instant): Instant {
  return openBetween(calendar, at, at + 8 * DAY_MS)[0]?.to ?? at;
}

/**
 * Whether an alert can wait until quiet hours end. Never what a regulator's deadline or a critical complaint asks for, and
 * not what a person escalated just now. That a promise was kept late neither: it rings nobody, standing in a thread, and
 * a ticket that is over is not found again in the morning.
 */
export function canWait(
  { alert, because, clock }: Pick<AlertDecision, 'alert' | 'because' | 'clock'>,
  { assessment }: Complaint,
): boolean {
  if (assessment.severity === 'critical' || clock?.obligation.regulatory === true) return false;
  return alert !== 'late' && because !== 'escalated-by-person';
}
