import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, parseInstant, toIso } from '#core/time.ts';
import type { Instant } from '#core/time.ts';

/** `2026-11-02T09:00:00Z`: how both helpdesks write nearly every instant. */
const plainLength = 20;
const zero = 48;
/** Days from 0000-03-01, where years are counted from March so that the leap day is their last, to 1970-01-01. */
const daysToEpoch = 719_468;

/**
 * The instant an ISO 8601 text names, exactly as `parseInstant` reads it; `undefined` for anything else. A ticket brings
 * dozens, nearly all in one shape, which is read here without a pattern and a date of its own.
 */
export function readIso(text: string): Instant | undefined {
  return text.length === plainLength ? (readPlain(text) ?? parseInstant(text)) : parseInstant(text);
}

/** An instant as it was written, if it was written in whole seconds of UTC: how it is compared on an optimistic write. */
export function plainText(text: unknown): string | undefined {
  return typeof text === 'string' && text.length === plainLength && hasMarks(text) ? text : undefined;
}

/** An instant written in whole seconds of UTC. */
export function stampOf(at: Instant): string {
  return `${toIso(at).slice(0, plainLength - 1)}Z`;
}

function readPlain(text: string): Instant | undefined {
  if (!hasMarks(text)) return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  // What is odd, or a day that not every month has, is left to the slower reading.
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month);
  if (!isDate || !isTimeOfDay(hour, minute, second)) return undefined;
  return daysUntil(year, month, day) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
}

function hasMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58 &&
    text.charCodeAt(19) === 90
  );
}

/** Below everything that is asked for, a year's hundreds included; a whole number, as reckoning with these is fastest. */
const notDigits = -10_000;

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : notDigits;
}

function isTimeOfDay(hour: number, minute: number, second: number): boolean {
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/** Of February only what every year has. */
function daysIn(month: number): number {
  if (month === 2) return 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function daysUntil(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const years = month > 2 ? year : year - 1;
  // Nothing here is negative, so that to cut is to round down.
  const leapDays = ((years / 4) | 0) - ((years / 100) | 0) + ((years / 400) | 0);
  return years * 365 + leapDays + (((fromMarch * 153 + 2) / 5) | 0) + day - 1 - daysToEpoch;
}
