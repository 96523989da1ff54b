import type { Interval } from '../complaint/complaint.ts';
import type { Instant } from '../time.ts';
import { openBetween, tableAt } from './calendar.ts';
import { weekdays, type Weekday } from './calendar-source.ts';
import type { OpenTable } from './open-table.ts';
import { movedByPauses, type GivenBack, type Promised } from './paused-due.ts';
import { daysOf, msOf, type Span } from './span.ts';
import { formatDay, weekdayOf, type Day } from './wall-time.ts';
import { dayAt, endOfDay, offsetAt } from './zone.ts';

export const dayReasons = [
  'open',
  'special-hours',
  'earlier-shift',
  'closed',
  'holiday',
  'every-date',
  'date-of-anchor',
] as const;
/**
 * Why a date counts or does not: it has its weekday's hours, or hours of its own; only the shift of the evening before
 * runs into it; its weekday has no hours; it is a holiday; every date counts; days are counted after the anchor's.
 */
export type DayReason = (typeof dayReasons)[number];

/** One line of the explanation: a date of the wall calendar and what it takes off the span. */
export interface DueDay {
  /** `YYYY-MM-DD` in the calendar's zone. */
  readonly date: string;
  readonly weekday: Weekday;
  readonly because: DayReason;
  /**
   * For spans of time, when the clock ran on this date: not before the anchor, not while paused, not after the due
   * instant. For business days, when the date was open.
   */
  readonly stretches: readonly { readonly from: Instant; readonly to: Instant }[];
  /** In ms for spans of time, in days for spans of days; so is `left`. */
  readonly counted: number;
  readonly left: number;
  /** How far wall clocks are put forward on this date, in ms; back when negative. */
  readonly clockChangeMs: number;
}

/** How a due instant comes about, line by line, so that a person can check it with a wall calendar. */
export interface DueExplanation {
  readonly from: Instant;
  readonly span: Span;
  readonly zone: string;
  /** `undefined` while paused. */
  readonly dueAt: Instant | undefined;
  readonly unpausedDueAt: Instant;
  readonly counts: 'ms' | 'days';
  readonly days: readonly DueDay[];
  readonly givenBack: readonly GivenBack[];
}

/**
 * Explains when a promise is due, date by date.
 *
 * Spans of time list every date until the due instant, or until the pause that still lasts at `now`. Spans of days list
 * the dates until the one that is due without pauses; what pauses gave back stands in `givenBack`.
 */
export function explainDue(promised: Promised, pauses: readonly Interval[], now: Instant): DueExplanation {
  const { from, span, calendar } = promised;
  const moved = movedByPauses(promised, pauses, now);
  const counts = span.kind === 'calendar-days' || span.kind === 'business-days' ? 'days' : 'ms';
  const untilAt = counts === 'days' ? moved.unpausedDueAt : (moved.dueAt ?? now);
  tableAt(calendar, from);
  const table = tableAt(calendar, untilAt);
  const days: DueDay[] = [];
  let left = total(span);
  for (let day = dayAt(table.zone, from); left > 0; day += 1) {
    const date = { from: endOfDay(table.zone, day - 1), to: endOfDay(table.zone, day) };
    // Days are counted until none is left, also the one that is due at its very beginning.
    if (counts === 'ms' && date.from >= untilAt) break;
    const because = reasonOf(day, promised, table);
    const stretches = stretchesOf(date, promised, { pauses, untilAt });
    const counted = counts === 'days' ? Number(countsAsDay(because)) : lengthOf(stretches);
    left -= counted;
    const clockChangeMs = offsetAt(table.zone, date.to) - offsetAt(table.zone, date.from);
    const name = { date: formatDay(day), weekday: weekdays[weekdayOf(day)]! };
    days.push({ ...name, because, stretches, counted, left, clockChangeMs });
  }
  const { dueAt, unpausedDueAt, givenBack } = moved;
  return { from, span, zone: table.zone.name, dueAt, unpausedDueAt, counts, days, givenBack };
}

function total(span: Span): number {
  if (span.kind === 'business-days') return span.count;
  return span.kind === 'calendar-days' ? daysOf(span) : msOf(span);
}

function countsAsDay(because: DayReason): boolean {
  return because === 'open' || because === 'special-hours' || because === 'every-date';
}

function reasonOf(day: Day, { from, span, calendar }: Promised, table: OpenTable): DayReason {
  const inDays = span.kind === 'calendar-days' || span.kind === 'business-days';
  if (inDays && day === dayAt(table.zone, from)) return 'date-of-anchor';
  if (span.kind === 'elapsed' || span.kind === 'calendar-days') return 'every-date';
  const { rules } = calendar;
  const i = day - table.firstDay;
  if (table.openDays[i]! > table.openDays[i - 1]!) return rules.special.has(day) ? 'special-hours' : 'open';
  if (rules.closed.has(day)) return 'holiday';
  const open = openBetween(calendar, endOfDay(table.zone, day - 1), endOfDay(table.zone, day));
  return open.length > 0 ? 'earlier-shift' : 'closed';
}

function stretchesOf(
  date: { readonly from: Instant; readonly to: Instant },
  { from, span, calendar }: Promised,
  { pauses, untilAt }: { readonly pauses: readonly Interval[]; readonly untilAt: Instant },
): { from: Instant; to: Instant }[] {
  if (span.kind === 'calendar-days') return [];
  if (span.kind === 'business-days') return openBetween(calendar, date.from, date.to);
  const running = { from: Math.max(date.from, from), to: Math.min(date.to, untilAt) };
  if (running.from >= running.to) return [];
  const stretches = span.kind === 'elapsed' ? [running] : openBetween(calendar, running.from, running.to);
  return pauses.reduce(without, stretches);
}

function without(stretches: { from: Instant; to: Instant }[], pause: Interval): { from: Instant; to: Instant }[] {
  const pausedTo = pause.to ?? Number.POSITIVE_INFINITY;
  return stretches
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, pause.from) },
      { from: Math.max(from, pausedTo), to },
    ])
    .filter(({ from, to }) => from < to);
}

function lengthOf(stretches: readonly { readonly from: Instant; readonly to: Instant }[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}
