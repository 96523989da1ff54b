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

/** What `toIso` writes, which is what we mostly read: the platform is asked for dates alone, once for each. */
function parseOwnForm(text: string): Instant | undefined {
  if (text.length !== 24 || text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z') {
    return undefined;
  }
  const hour = digitsAt(text, 11);
  const minute = digitsAt(text, 14);
  const second = digitsAt(text, 17);
  const ms = digitsAt(text, 20) * 10 + digitAt(text, 22);
  if (!(hour < 24 && minute < 60 && second < 60 && ms < 1_000)) return undefined;
  const date = startOfDate(text.slice(0, 11));
  return Number.isNaN(date) ? undefined : date + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
}

function digitsAt(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

const starts = new Map<string, Instant>();

/** Midnight in UTC of a date such as `2026-11-02T`; not a number where it is none. */
function startOfDate(date: string): Instant {
  let at = starts.get(date);
  if (at === undefined) {
    at = parseAnyForm(`${date}00:00:00.000Z`) ?? Number.NaN;
    if (starts.size >= mostDates) starts.clear();
    starts.set(date, at);
  }
  return at;
}
