import { compileCuePacks, type ShippedCues } from '../complaint/cue-packs.ts';
import { checkCalendarSource } from '../sla/calendar-check.ts';
import type { CalendarSource } from '../sla/calendar-source.ts';
import { compileCalendar, type Calendar } from '../sla/calendar.ts';
import type { Obligation } from '../sla/obligation.ts';
import { parseDay } from '../sla/wall-time.ts';
import { endOfDay } from '../sla/zone.ts';
import { readAlerts } from './alerts.ts';
import { compileObligation, type MergedObligation } from './compile-obligation.ts';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import { readLadder } from './ladder.ts';
import { mergePresets } from './merge-presets.ts';
import { ownCuesOf } from './own-cues.ts';
import type { Policy } from './policy.ts';
import type { CheckedPolicy, PolicyDraft } from './schema.ts';

/**
 * Puts together a policy that has its shape, with the cues to recognise by, and cross-checks all but what it asks of them.
 *
 * It bundles no cues: a browser that finds a ticket's recognition written down gives none.
 */
export function assemblePolicy(
  draft: PolicyDraft,
  cues: ShippedCues,
): { readonly policy: Policy | undefined; readonly issues: PolicyIssue[] } {
  const issues: PolicyIssue[] = [];
  const calendars = compileCalendars(draft, issues);
  const obligations = compileObligations(draft, calendars, issues);
  const ladder = readLadder(draft.ladder ?? [], issues);
  const alerts = readAlerts(draft, calendars, issues);
  checkRecognition(draft.recognition, issues);
  if (issues.length > 0 || !isWhole(draft) || alerts === undefined) return { policy: undefined, issues };
  return { policy: { ...restOf(draft, cues), alerts, obligations, calendars, ladder }, issues };
}

type Rest = Omit<Policy, 'obligations' | 'calendars' | 'ladder' | 'alerts'>;

function restOf(checked: CheckedPolicy, cues: ShippedCues): Rest {
  return {
    version: checked.version,
    approver: checked.approver,
    approvedOn: checked.approvedOn,
    prefix: checked.prefix,
    recognition: readRecognitionPart(checked, cues),
    vulnerability: checked.vulnerability,
    severity: checked.severity,
    automaticAcknowledges: checked.automaticReplyAcknowledges,
    pausedWhile: checked.pausedWhile,
    reopening: checked.reopening,
    merging: { receipt: checked.merging },
  };
}

function readRecognitionPart({ recognition }: CheckedPolicy, cues: ShippedCues): Policy['recognition'] {
  const own = ownCuesOf(recognition);
  return {
    pack: compileCuePacks(cues, own),
    own,
    yes: recognition.yes,
    possible: recognition.possible,
    complaintTags: recognition.tags,
  };
}

/** Calendars by name, the policy's own default first. */
function compileCalendars(draft: PolicyDraft, issues: PolicyIssue[]): Map<string, Calendar> {
  const compiled = new Map<string, Calendar>();
  const sources = Object.entries(draft.calendars ?? {});
  const first = draft.calendar ?? sources[0]?.[0];
  for (const [name, source] of sources.toSorted(([a], [b]) => Number(b === first) - Number(a === first))) {
    const faults = checkCalendarSource(source);
    for (const fault of faults) {
      const path = pathText(['calendars', name, ...fault.path]);
      issues.push({ path, message: `calendar '${name}': ${fault.message}`, suggestion: undefined });
    }
    const regions =
      faults.length > 0
        ? []
        : (source.holidays ?? []).filter((holiday) => typeof holiday === 'object' && 'region' in holiday);
    if (regions.length > 0) {
      const message = `calendar '${name}': holidays of a region must be replaced by dates first`;
      issues.push({
        path: pathText(['calendars', name, 'holidays']),
        message,
        suggestion: 'use what recourse check --compile prints',
      });
    } else if (faults.length === 0) {
      checkClosures(name, source, issues);
      compiled.set(name, compileCalendar(source));
    }
  }
  if (draft.calendars !== undefined) checkDefaultCalendar(draft.calendar, Object.keys(draft.calendars), issues);
  return compiled;
}

const mostClosedDays = 366;

/** A wrong year would put off what is promised in business days for as long, and nobody would hear of it. */
function checkClosures(calendar: string, { holidays = [] }: CalendarSource, issues: PolicyIssue[]): void {
  for (const [i, holiday] of holidays.entries()) {
    if (typeof holiday !== 'object' || !('from' in holiday)) continue;
    const days = parseDay(holiday.to)! - parseDay(holiday.from)! + 1;
    if (days <= mostClosedDays) continue;
    issues.push({
      path: pathText(['calendars', calendar, 'holidays', i]),
      message: `calendar '${calendar}': is closed for more than a year on end`,
      suggestion: `see whether the year in ${holiday.to} is right`,
    });
  }
}

function checkDefaultCalendar(name: string | undefined, names: readonly string[], issues: PolicyIssue[]): void {
  if (names.length === 0) {
    issues.push({ path: 'calendars', message: 'no calendar is defined', suggestion: 'define at least one' });
  } else if (name === undefined && names.length > 1) {
    issues.push({
      path: 'calendar',
      message: 'which calendar is the default is not said',
      suggestion: `name one of ${names.join(', ')}`,
    });
  } else if (name !== undefined && !names.includes(name)) {
    issues.push({ path: 'calendar', message: `undefined calendar '${name}'`, suggestion: suggestName(name, names) });
  }
}

function compileObligations(
  draft: PolicyDraft,
  calendars: ReadonlyMap<string, Calendar>,
  issues: PolicyIssue[],
): readonly Obligation[] {
  const names = Object.keys(draft.calendars ?? {});
  const merged: readonly MergedObligation[] = mergePresets(draft.presets ?? [], draft.obligations ?? {}, issues);
  const wanted = draft.calendar ?? (names.length === 1 ? names[0] : undefined);
  const around = {
    calendars: names,
    defaultCalendar: wanted !== undefined && names.includes(wanted) ? wanted : undefined,
    obligations: merged.map(({ id }) => id),
    source: { text: `Policy ${draft.version ?? ''}`.trim(), readOn: draft.approvedOn ?? '' },
    startOfDate: (date: string, name: string) => {
      const calendar = calendars.get(name);
      const day = parseDay(date);
      return calendar === undefined || day === undefined ? 0 : endOfDay(calendar.table.zone, day - 1);
    },
  };
  return merged.flatMap((obligation) => compileObligation(obligation, around, issues) ?? []);
}

function checkRecognition(recognition: PolicyDraft['recognition'], issues: PolicyIssue[]): void {
  if (recognition === undefined || recognition.possible <= recognition.yes) return;
  const message = `possible (${recognition.possible}) is above yes (${recognition.yes})`;
  issues.push({ path: 'recognition.possible', message, suggestion: 'a possible complaint needs less than a sure one' });
}

function isWhole(draft: PolicyDraft): draft is CheckedPolicy {
  return required.every((part) => draft[part] !== undefined);
}

const required = [
  'version',
  'approver',
  'approvedOn',
  'prefix',
  'presets',
  'calendars',
  'obligations',
  'recognition',
  'severity',
  'vulnerability',
  'automaticReplyAcknowledges',
  'pausedWhile',
  'reopening',
  'merging',
  'ladder',
  'alerts',
] as const satisfies readonly (keyof CheckedPolicy)[];
