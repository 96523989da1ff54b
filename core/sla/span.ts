import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../time.ts';
import {
  addOpenMs,
  closeOfNthOpenDay,
  nthOpenDay,
  nthOpenDayBefore,
  subtractOpenMs,
  tableAt,
  type Calendar,
} from './calendar.ts';
import { dayAt, endOfDay, instantAtWall, wallClockAt } from './zone.ts';

/**
 * How long a promise gives, in one of the ways regulators and managers count.
 *
 * - `elapsed`: real time, day and night. `"24 hours"`
 * - `calendar-days`: the same time of the wall clock so many dates later, or the end of that date. `"8 weeks"`
 * - `open-time`: real time while the calendar is open. `"40 business hours"`
 * - `business-days`: dates with opening hours, counted after the date of the anchor. `"15 business days"`
 */
export type Span =
  | { readonly kind: 'elapsed'; readonly unit: 'minutes' | 'hours'; readonly count: number }
  | {
      readonly kind: 'calendar-days';
      readonly unit: 'days' | 'weeks';
      readonly count: number;
      readonly due: 'same-time' | 'end-of-day';
    }
  | { readonly kind: 'open-time'; readonly unit: 'minutes' | 'hours'; readonly count: number }
  | { readonly kind: 'business-days'; readonly count: number; readonly due: 'close' | 'same-time' | 'end-of-day' };

/** A hundred years: what is longer is a slip of the finger. */
const LONGEST_MS = 36_525 * DAY_MS;

const spanShape = /^([1-9]\d{0,8}) (business )?(minute|hour|day|week)s?(?:, (same time|end of day))?$/;

/**
 * The span that a text names; `undefined` for any other text, of which `suggestSpan` may know what was meant.
 *
 * Case and spaces do not matter, nor does singular or plural.
 *
 * @example parseSpan('5 business days, same time')
 */
export function parseSpan(text: string): Span | undefined {
  const found = spanShape.exec(tidy(text));
  if (found === null) return undefined;
  const count = Number(found[1]);
  const unit = found[3] as keyof typeof unitMs;
  if (count * unitMs[unit] > LONGEST_MS) return undefined;
  const due = found[4]?.replaceAll(' ', '-') as 'same-time' | 'end-of-day' | undefined;
  if (unit === 'minute' || unit === 'hour') {
    if (due !== undefined) return undefined;
    return { kind: found[2] === undefined ? 'elapsed' : 'open-time', unit: `${unit}s`, count };
  }
  if (found[2] === undefined) return { kind: 'calendar-days', unit: `${unit}s`, count, due: due ?? 'same-time' };
  return unit === 'day' ? { kind: 'business-days', count, due: due ?? 'close' } : undefined;
}

/** The span in words, as `parseSpan` reads them. */
export function formatSpan(span: Span): string {
  const unit = span.kind === 'business-days' ? 'days' : span.unit;
  const business = span.kind === 'business-days' || span.kind === 'open-time' ? 'business ' : '';
  const words = `${span.count} ${business}${span.count === 1 ? unit.slice(0, -1) : unit}`;
  if (span.kind === 'calendar-days') return span.due === 'end-of-day' ? `${words}, end of day` : words;
  if (span.kind !== 'business-days' || span.due === 'close') return words;
  return `${words}, ${span.due === 'same-time' ? 'same time' : 'end of day'}`;
}

/**
 * A span in words that the writer of an unreadable one may have meant; `undefined` when nothing is near.
 *
 * @example suggestSpan('2 working days') // '2 business days'
 */
export function suggestSpan(text: string): string | undefined {
  const found = /^(\d+(?:\.\d+)?) ?((?:business|working|work) ?)?([a-z]+)(,? .*)?$/.exec(tidy(text));
  if (found === null) return undefined;
  const [unit, business] = abbreviations[found[3]!] ?? [found[3]!.replace(/s$/, ''), found[2] !== undefined];
  if (!(unit in unitMs)) return undefined;
  const due = /same/.test(found[4] ?? '') ? ', same time' : /end/.test(found[4] ?? '') ? ', end of day' : '';
  const words = wholeUnits(Number(found[1]), unit as keyof typeof unitMs, business || found[2] !== undefined);
  const span = parseSpan(words + due) ?? parseSpan(words);
  return span && formatSpan(span);
}

/**
 * The instant at which a promise made at `from` is due.
 *
 * - open time that is complete at closing time is due at closing time;
 * - `"30 days"` is due at the same wall-clock time, by the rule of RFC 5545 where a clock change skips or repeats it;
 * - `"30 days, end of day"` is due at the midnight that ends the 30th date;
 * - `"15 business days"` is due when the 15th date with hours after the date of `from` closes;
 * - `"5 business days, same time"` is due at the same wall-clock time of that date, open or not.
 *
 * A later `from` is never due earlier, but where the wall clock rules: of two instants in an hour that is shown twice the
 * later one may show less, and `"same time"` makes Saturday morning due before Friday evening, on the same date.
 *
 * @throws {InvariantError} CALENDAR_OUT_OF_RANGE, CALENDAR_NEVER_OPENS
 */
export function dueAt(from: Instant, span: Span, calendar: Calendar): Instant {
  if (span.kind === 'open-time') return addOpenMs(calendar, from, msOf(span));
  if (span.kind === 'elapsed') return from + msOf(span);
  return span.kind === 'business-days' ? dueAfterOpenDays(from, span, calendar) : dueAfterDays(from, span, calendar);
}

/**
 * The instant from which only `span` is left until `dueAt`: `"4 business hours"` before it, `"1 day"` before it.
 *
 * Business days before are counted back from the date of `dueAt`, at its time of day.
 *
 * @throws {InvariantError} CALENDAR_OUT_OF_RANGE
 */
export function instantBefore(dueAt: Instant, span: Span, calendar: Calendar): Instant {
  if (span.kind === 'open-time') return subtractOpenMs(calendar, dueAt, msOf(span));
  if (span.kind === 'elapsed') return dueAt - msOf(span);
  const { zone } = tableAt(calendar, dueAt);
  const wallMs = wallClockAt(zone, dueAt);
  if (span.kind === 'calendar-days') return atWall(calendar, dueAt, wallMs - daysOf(span) * DAY_MS);
  const days = dayAt(zone, dueAt) - nthOpenDayBefore(calendar, dueAt, span.count);
  return instantAtWall(calendar.table.zone, wallMs - days * DAY_MS);
}

/** Real or open ms of a span counted in hours or minutes. */
export function msOf(span: { readonly unit: 'minutes' | 'hours'; readonly count: number }): number {
  return span.count * (span.unit === 'hours' ? HOUR_MS : MINUTE_MS);
}

/** Dates of a span counted in days or weeks. */
export function daysOf(span: { readonly unit: 'days' | 'weeks'; readonly count: number }): number {
  return span.unit === 'weeks' ? span.count * 7 : span.count;
}

const unitMs = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS };

/** What people write for a unit, and whether they mean business time by it. */
const abbreviations: Readonly<Record<string, readonly [string, boolean]>> = {
  m: ['minute', false],
  min: ['minute', false],
  mins: ['minute', false],
  h: ['hour', false],
  hr: ['hour', false],
  hrs: ['hour', false],
  d: ['day', false],
  w: ['week', false],
  wk: ['week', false],
  wks: ['week', false],
  bd: ['day', true],
  wd: ['day', true],
  bh: ['hour', true],
};

function tidy(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ').replaceAll(' ,', ',');
}

/** `1.5 hours` as `90 minutes`, `2 business weeks` left for the reader to refuse. */
function wholeUnits(count: number, unit: keyof typeof unitMs, business: boolean): string {
  const word = business ? 'business ' : '';
  if (Number.isInteger(count)) return `${count} ${word}${unit}s`;
  return unit === 'hour' ? `${Math.round(count * 60)} ${word}minutes` : `${Math.ceil(count)} ${word}${unit}s`;
}

function dueAfterDays(from: Instant, span: Extract<Span, { kind: 'calendar-days' }>, calendar: Calendar): Instant {
  const { zone } = tableAt(calendar, from);
  const wallMs = wallClockAt(zone, from) + daysOf(span) * DAY_MS;
  if (span.due === 'same-time') return atWall(calendar, from, wallMs);
  tableAt(calendar, from + (daysOf(span) + 2) * DAY_MS);
  return endOfDay(calendar.table.zone, Math.floor(wallMs / DAY_MS));
}

function dueAfterOpenDays(from: Instant, span: Extract<Span, { kind: 'business-days' }>, calendar: Calendar): Instant {
  if (span.due === 'close') return closeOfNthOpenDay(calendar, from, span.count);
  const day = nthOpenDay(calendar, from, span.count);
  const { zone } = calendar.table;
  if (span.due === 'end-of-day') return endOfDay(zone, day);
  return instantAtWall(zone, wallClockAt(zone, from) + (day - dayAt(zone, from)) * DAY_MS);
}

/** `instantAtWall`, having made sure that the calendar reaches there. */
function atWall(calendar: Calendar, near: Instant, wallMs: number): Instant {
  tableAt(calendar, near);
  return instantAtWall(tableAt(calendar, wallMs).zone, wallMs);
}
