/** A moment, as milliseconds since 1970-01-01T00:00Z. Inside the code always this; in JSON always ISO 8601 UTC. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** ISO 8601 in UTC with milliseconds: the one way an instant is written in JSON, notes and ledgers. */
export function toIso(at: Instant): string {
  // Beyond what dates can say, and for what is no number, the platform has its own answer: it throws.
  if (!(Math.abs(at) < 8.64e15)) return new Date(at).toISOString();
  const whole = Math.trunc(at);
  const date = Math.floor(whole / DAY_MS);
  let words = dates.get(date);
  if (words === undefined) {
    words = new Date(at).toISOString().slice(0, -'hh:mm:ss.mmmZ'.length);
    if (dates.size >= mostDates) dates.clear();
    dates.set(date, words);
  }
  const ms = whole - date * DAY_MS;
  const second = Math.floor(ms / SECOND_MS);
  return `${words + minutes[Math.floor(second / 60)]!}:${twoDigits(second % 60)}${thousandths(ms % SECOND_MS)}Z`;
}

/** Dates in ISO 8601, up to the `T`: the platform is asked once for each, as it takes longer than all the rest. */
const dates = new Map<number, string>();
const mostDates = 10_000;
const minutes = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
);

function thousandths(ms: number): string {
  return ms === 0 ? '.000' : `.${String(ms).padStart(3, '0')}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** 2100-01-01T00:00Z. */
const latest: Instant = 4_102_444_800_000;

/**
 * Whether promises can be reckoned from an instant that stands in a field people can edit: from 1970 to 2100. Calendars
 * reach a century further, and no helpdesk has a ticket of any other time.
 */
export function isReckonable(at: Instant): boolean {
  return at >= 0 && at <= latest;
}

const isoShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * The instant an ISO 8601 text names; `undefined` for anything else.
 *
 * A date without time or zone is refused: it does not name an instant. So is a date that there is not, such as 30 February.
 */
export function parseInstant(text: string): Instant | undefined {
  return parseOwnForm(text) ?? parseAnyForm(text);
}

function parseAnyForm(text: string): Instant | undefined {
  if (!isoShape.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) || !isDate(text.slice(0, 10)) ? undefined : at;
}

/** The platform takes 30 February for 2 March. */
function isDate(date: string): boolean {
  const day = Number(date.slice(8));
  return day <= 28 || new Date(`${date}T00:00:00Z`).getUTCDate() === day;
}

/** What `toIso` writes, and the same to the second, as helpdesks do: nearly all that we read, without asking the platform. */
function parseOwnForm(text: string): Instant | undefined {
  if (!isOwnForm(text)) return undefined;
  const hour = digitsAt(text, 11);
  const minute = digitsAt(text, 14);
  const second = digitsAt(text, 17);
  const ms = text.length === 24 ? digitsAt(text, 20) * 10 + digitAt(text, 22) : 0;
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && ms >= 0;
  const date = isTime ? startOfDate(text) : undefined;
  return date === undefined ? undefined : date + ((hour * 60 + minute) * 60 + second) * SECOND_MS + ms;
}

const dot = 46;
const dash = 45;
const colon = 58;
const letterT = 84;
const letterZ = 90;

/** Whether it has all marks of our own form; its digits are still to be read. */
function isOwnForm(text: string): boolean {
  const end = text.length - 1;
  if ((end !== 19 && !(end === 23 && text.charCodeAt(19) === dot)) || text.charCodeAt(end) !== letterZ) return false;
  const isDate = text.charCodeAt(4) === dash && text.charCodeAt(7) === dash;
  return isDate && text.charCodeAt(10) === letterT && text.charCodeAt(13) === colon && text.charCodeAt(16) === colon;
}

/** What no sum of digits makes up for: whole numbers are reckoned with faster than `NaN` is. */
const noDigits = -100_000;

function digitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : noDigits;
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : noDigits;
}

/** Days of a common year before each month, and before the next year. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** From the first day of the year 1 to that of 1970. */
const daysBefore1970 = 719_162;

/** Midnight in UTC of the date with which a text such as `2026-11-02T` begins; `undefined` where there is no such date. */
function startOfDate(text: string): Instant | undefined {
  const year = digitsAt(text, 0) * 100 + digitsAt(text, 2);
  const month = digitsAt(text, 5);
  const day = digitsAt(text, 8);
  // What the divisions below cut off is rounded down from the year 1 on; of the year 0 the platform is asked.
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 1)) return undefined;
  const leapDay = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const before = daysBefore[month - 1]! + (month > 2 ? leapDay : 0);
  if (day > daysBefore[month]! + (month > 1 ? leapDay : 0) - before) return undefined;
  const years = year - 1;
  const leapDays = ((years / 4) | 0) - ((years / 100) | 0) + ((years / 400) | 0);
  return (years * 365 + leapDays + before + day - 1 - daysBefore1970) * DAY_MS;
}
