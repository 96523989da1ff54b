import { checkCalendarSource } from '../sla/calendar-check.ts';
import { compileCalendar, isOpen, openMsBetween, type Calendar } from '../sla/calendar.ts';
import { DAY_MS } from '../time.ts';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import type { Policy, QuietHours } from './policy.ts';
import type { CheckedPolicy, PolicyDraft } from './schema.ts';

type Report = (steps: readonly PropertyKey[], message: string, suggestion?: string) => void;

/** Quiet hours of the policy's own, among its calendars. No calendar of a policy file can bear a name with a space. */
export const quietCalendar = 'quiet hours';

/**
 * Reads where alerts go and when they wait; adds to `issues` what would tell too much or nothing at all.
 *
 * Quiet hours that are told by weekday become one more of the `calendars`.
 */
export function readAlerts(
  draft: PolicyDraft,
  calendars: Map<string, Calendar>,
  issues: PolicyIssue[],
): Policy['alerts'] | undefined {
  if (draft.alerts === undefined) return undefined;
  const report: Report = (steps, message, suggestion) => {
    issues.push({ path: pathText(['alerts', ...steps]), message, suggestion });
  };
  const { quietHours, ...alerts } = draft.alerts;
  checkRoutes(draft.alerts, report);
  checkDigest(draft, report);
  if (quietHours === undefined) return alerts;
  const quiet = readQuietHours(quietHours, { draft, calendars }, report);
  return quiet === undefined ? alerts : { ...alerts, quietHours: quiet };
}

/** Where a channel is for the vulnerable alone, to be told there is to be told that somebody may be. */
function checkRoutes({ routes = [], restrictedFactsIn = [] }: CheckedPolicy['alerts'], report: Report): void {
  for (const [i, { when, channel }] of routes.entries()) {
    if (when.vulnerable !== true || restrictedFactsIn.includes(channel)) continue;
    report(
      ['routes', i, 'channel'],
      `channel '${channel}' tells that somebody may be vulnerable, and is not among those that may`,
      `add ${channel} to alerts.restrictedFactsIn`,
    );
  }
}

function checkDigest({ alerts, calendars = {} }: PolicyDraft, report: Report): void {
  const named = alerts?.digest?.calendar;
  const names = Object.keys(calendars);
  if (named === undefined || names.includes(named)) return;
  report(['digest', 'calendar'], `undefined calendar '${named}' used in the digest`, suggestName(named, names));
}

interface Around {
  readonly draft: PolicyDraft;
  readonly calendars: Map<string, Calendar>;
}

function readQuietHours(
  source: NonNullable<CheckedPolicy['alerts']['quietHours']>,
  around: Around,
  report: Report,
): QuietHours | undefined {
  const { outside, hours } = source;
  if ((outside === undefined) === (hours === undefined)) {
    report(['quietHours'], 'quiet hours are either outside a calendar or hours by weekday', 'give outside or hours');
    return undefined;
  }
  if (outside !== undefined) return outsideCalendar(source, around, report);
  const zone = zoneOf(source, around, report);
  if (zone === undefined || hours === undefined) return undefined;
  const faults = checkCalendarSource({ zone, hours });
  for (const { path, message } of faults) report(['quietHours', ...path], `quiet hours: ${message}`);
  if (faults.length > 0) return undefined;
  const calendar = compileCalendar({ zone, hours });
  if (neverEnds(calendar)) {
    report(['quietHours', 'hours'], 'quiet hours never end: nobody would be told anything', 'leave some hours out');
    return undefined;
  }
  around.calendars.set(quietCalendar, calendar);
  return { calendar: quietCalendar, while: 'open' };
}

function outsideCalendar(
  { outside = '', zone, calendar }: NonNullable<CheckedPolicy['alerts']['quietHours']>,
  { draft }: Around,
  report: Report,
): QuietHours | undefined {
  for (const [key, value] of Object.entries({ zone, calendar })) {
    if (value !== undefined)
      report(['quietHours', key], `${key} goes with hours: outside a calendar its own zone counts`);
  }
  const names = Object.keys(draft.calendars ?? {});
  if (names.includes(outside)) return { calendar: outside, while: 'closed' };
  report(['quietHours', 'outside'], `undefined calendar '${outside}' used in quiet hours`, suggestName(outside, names));
  return undefined;
}

/** Their own zone, a named calendar's, or the policy's. */
function zoneOf(
  { zone, calendar }: NonNullable<CheckedPolicy['alerts']['quietHours']>,
  { draft, calendars }: Around,
  report: Report,
): string | undefined {
  if (zone !== undefined && calendar !== undefined) {
    report(['quietHours', 'zone'], 'both zone and calendar are given', 'leave one of them out');
  }
  if (zone !== undefined) return zone;
  const names = Object.keys(draft.calendars ?? {});
  if (calendar !== undefined && !names.includes(calendar)) {
    report(
      ['quietHours', 'calendar'],
      `undefined calendar '${calendar}' used in quiet hours`,
      suggestName(calendar, names),
    );
    return undefined;
  }
  const named = calendar === undefined ? calendars.values().next().value : calendars.get(calendar);
  return named?.source.zone;
}

/** A week is every week's: quiet hours know no holidays. */
function neverEnds(calendar: Calendar): boolean {
  const from = Date.UTC(2026, 0, 5);
  return isOpen(calendar, from) && openMsBetween(calendar, from, from + 8 * DAY_MS) === 8 * DAY_MS;
}
