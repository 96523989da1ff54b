import type { Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import { addOpenMs, isOpen, openBetween, type Calendar } from '../sla/calendar.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { Decision } from './decision.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/** A week has no more stretches of quiet than this that touch each other. */
const mostStretches = 64;

/** Until when it is quiet, at an instant within quiet hours; `undefined` outside them, or where the policy has none. */
export function quietUntil(policy: Policy, at: Instant): Instant | undefined {
  const { quietHours } = policy.alerts;
  const calendar = quietHours === undefined ? undefined : policy.calendars.get(quietHours.calendar);
  if (quietHours === undefined || calendar === undefined) return undefined;
  if (quietHours.while === 'open') return isOpen(calendar, at) ? closesAt(calendar, at) : undefined;
  // The first millisecond of open time ends one after it opens.
  return isOpen(calendar, at) ? undefined : addOpenMs(calendar, at, 1) - 1;
}

/** Evening and early morning are two stretches of the calendar and one night. */
function closesAt(calendar: Calendar, at: Instant): Instant {
  let end = at;
  for (const { from, to } of openBetween(calendar, at, at + 9 * DAY_MS).slice(0, mostStretches)) {
    if (from > end) break;
    end = to;
  }
  return end;
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
