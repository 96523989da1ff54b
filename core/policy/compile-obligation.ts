import type { Obligation, WarnAt } from '../sla/obligation.ts';
import { formatSpan, parseSpan, suggestSpan, type Span } from '../sla/span.ts';
import type { Instant } from '../time.ts';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import type { ObligationSource } from './schema-obligation.ts';

/** An obligation's parts put together: the preset's, and what the policy says otherwise. */
export interface MergedObligation {
  readonly id: string;
  /** The preset's id, or `policy`. */
  readonly preset: string;
  readonly regulatory: boolean;
  /** What the policy file itself says of it; issues are reported there. */
  readonly own: ObligationSource | undefined;
  readonly whole: ObligationSource;
}

/** What an obligation may name. */
export interface Surroundings {
  readonly calendars: readonly string[];
  /** For obligations that name no calendar; `undefined` where the policy's own is at fault, which is reported elsewhere. */
  readonly defaultCalendar: string | undefined;
  /** Ids of all obligations in force. */
  readonly obligations: readonly string[];
  readonly source: NonNullable<ObligationSource['source']>;
  /** The instant at which a date begins in a calendar's zone. */
  readonly startOfDate: (date: string, calendar: string) => Instant;
}

type Report = (steps: readonly PropertyKey[], message: string, suggestion?: string) => void;

/** Makes an obligation of its source, or says all that is wrong with it. Adds its issues to `issues`. */
export function compileObligation(
  merged: MergedObligation,
  around: Surroundings,
  issues: PolicyIssue[],
): Obligation | undefined {
  const before = issues.length;
  const { id, whole } = merged;
  const report: Report = (steps, message, suggestion) => {
    issues.push({ path: pathText(['obligations', id, ...steps]), message, suggestion });
  };
  const span = readSpan(whole.span, id, report);
  const warnAt = (whole.warnAt ?? []).map((text, at) => readWarning(text, { id, at, span }, report));
  const substitutes = readSubstitutes(whole.substitutes, { id, span }, report);
  const calendar = readCalendar(merged, around, report);
  checkReferences(merged, around, report);
  checkSense(merged, report);
  if (issues.length > before || span === undefined || calendar === undefined) return undefined;
  const { holdingKeeps, orElse, onlyIf } = whole;
  return {
    ...defaults,
    title: titleOf(id),
    ...pickDefined(whole, ['title', 'anchor', 'pausable', 'satisfiedBy', 'requires', 'recurring']),
    id,
    preset: merged.preset,
    regulatory: merged.regulatory,
    span,
    spanText: formatSpan(span),
    calendar,
    substitutes,
    holdingKeeps,
    orElse,
    onlyIf: onlyIf && pickDefined(onlyIf, ['severity', 'category', 'channel', 'brand', 'tag', 'notTag', 'stage']),
    warnAt: warnAt.filter((warning) => warning !== undefined),
    source: sourceOf(merged, around),
    effectiveFrom: startOf(whole.effectiveFrom, calendar, around),
    effectiveTo: startOf(whole.effectiveTo, calendar, around),
  };
}

/** What an obligation of the policy's own is when it does not say. */
const defaults = {
  anchor: 'received',
  pausable: false,
  satisfiedBy: [],
  requires: [],
  recurring: false,
} as const satisfies Partial<Obligation>;

function startOf(date: string | undefined, calendar: string, around: Surroundings): Instant | undefined {
  return date === undefined ? undefined : around.startOfDate(date, calendar);
}

function readSpan(
  text: string | undefined,
  id: string,
  report: Report,
  at: readonly string[] = ['span'],
): Span | undefined {
  // That an own obligation lacks one is said once, where presets and own ones are told apart.
  if (text === undefined) return undefined;
  const span = parseSpan(text);
  if (span === undefined) report(at, `cannot read the span '${text}' of obligation '${id}'`, spanHint(text));
  return span;
}

/** What to write instead of a span that cannot be read. */
export function spanHint(text: string): string {
  const meant = suggestSpan(text);
  return meant === undefined
    ? 'write it in words, such as 24 hours, 5 business days or 8 weeks'
    : `did you mean '${meant}'?`;
}

function readSubstitutes(
  source: ObligationSource['substitutes'],
  of: { readonly id: string; readonly span: Span | undefined },
  report: Report,
): Obligation['substitutes'] {
  if (source === undefined) return undefined;
  const extendsTo = readSpan(source.extendsTo, of.id, report, ['substitutes', 'extendsTo']);
  if (extendsTo === undefined) return undefined;
  if (of.span !== undefined && isLonger(of.span, extendsTo)) {
    report(
      ['substitutes', 'extendsTo'],
      `a holding reply would not extend obligation '${of.id}': it is counted from the same event`,
    );
  }
  return { extendsTo, requires: source.requires ?? [] };
}

function readWarning(
  text: string,
  of: { readonly id: string; readonly at: number; readonly span: Span | undefined },
  report: Report,
): WarnAt | undefined {
  const place = ['warnAt', of.at];
  const percent = /^(\d{1,3}) ?%$/.exec(text.trim())?.[1];
  if (percent !== undefined) {
    if (Number(percent) > 0 && Number(percent) < 100) return { kind: 'share', percent: Number(percent) };
    report(place, `a warning after ${percent}% of the span is none: more than 0%, less than 100%`);
    return undefined;
  }
  const words = /^(.*) before$/i.exec(text.trim())?.[1];
  const span = parseSpan(words ?? text);
  if (words === undefined || span === undefined) {
    report(place, `cannot read the warning '${text}' of obligation '${of.id}'`, warningHint(words ?? text, span));
    return undefined;
  }
  if (of.span !== undefined && isLonger(span, of.span)) {
    report(place, `obligation '${of.id}' would warn before its clock starts: '${text}' of ${formatSpan(of.span)}`);
  }
  return { kind: 'before', span, text: formatSpan(span) };
}

function warningHint(words: string, span: Span | undefined): string {
  const meant = span === undefined ? suggestSpan(words) : formatSpan(span);
  return meant === undefined ? "write '4 hours before' or '75%'" : `did you mean '${meant} before'?`;
}

/** Whether one span is at least as long as another, where they are counted alike; never where they are not. */
function isLonger(warning: Span, span: Span): boolean {
  if (warning.kind === 'business-days' || span.kind === 'business-days') {
    return warning.kind === span.kind && warning.count >= span.count;
  }
  return (warning.kind === 'open-time') === (span.kind === 'open-time') && minutesOf(warning) >= minutesOf(span);
}

const minutes = { minutes: 1, hours: 60, days: 1_440, weeks: 10_080 };

/** Length of a span that is counted in real or open time. */
export function minutesOf(span: Exclude<Span, { kind: 'business-days' }>): number {
  return span.count * minutes[span.unit];
}

function readCalendar({ id, whole }: MergedObligation, around: Surroundings, report: Report): string | undefined {
  if (whole.calendar === undefined) return around.defaultCalendar;
  if (around.calendars.includes(whole.calendar)) return whole.calendar;
  report(
    ['calendar'],
    `undefined calendar '${whole.calendar}' used in obligation '${id}'`,
    suggestName(whole.calendar, around.calendars),
  );
  return undefined;
}

function checkReferences({ id, whole, preset }: MergedObligation, around: Surroundings, report: Report): void {
  const { orElse, satisfiedBy } = whole;
  const others = around.obligations.filter((other) => other !== id);
  if (orElse !== undefined && !others.includes(orElse)) {
    report(['orElse'], `undefined obligation '${orElse}' used in obligation '${id}'`, suggestName(orElse, others));
  }
  if (preset === 'policy' && satisfiedBy === undefined) {
    report(['satisfiedBy'], `obligation '${id}' does not say what keeps it`, 'give satisfiedBy, such as [decision]');
  }
}

const renewable: readonly (string | undefined)[] = [undefined, 'received', 'lastUpdate'];

function checkSense({ id, whole, own, regulatory }: MergedObligation, report: Report): void {
  const { effectiveFrom, effectiveTo } = whole;
  if (regulatory && own?.pausable === true) {
    report(['pausable'], `obligation '${id}' is a regulator's and never pauses`, 'leave pausable out');
  }
  if (effectiveFrom !== undefined && effectiveTo !== undefined && effectiveFrom >= effectiveTo) {
    report(['effectiveTo'], `obligation '${id}' ends before it begins`);
  }
  if (whole.anchor === 'lastUpdate' && whole.recurring !== true) {
    const message = `obligation '${id}' is counted from each update, and does not recur`;
    report(['anchor'], message, 'say recurring: true, or count from receipt');
  }
  if (whole.recurring === true && !renewable.includes(whole.anchor)) {
    const message = `obligation '${id}' recurs: it is counted from receipt and then from each update`;
    report(['recurring'], message, 'leave anchor out');
  }
}

/** `update-weekly` as "Update weekly". */
function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sourceOf({ own, whole, preset }: MergedObligation, around: Surroundings): Obligation['source'] {
  const source = whole.source ?? around.source;
  const changed = preset !== 'policy' && own?.span !== undefined && own.source === undefined;
  const text = changed ? `${around.source.text}, in place of ${source.text}` : source.text;
  return { text, url: source.url, readOn: changed ? around.source.readOn : source.readOn };
}

type Said<T, K extends keyof T> = { -readonly [P in K]?: Exclude<T[P], undefined> };

/** Some keys of an object, those that say something. */
function pickDefined<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Said<T, K> {
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]])) as Said<
    T,
    K
  >;
}
