/** A moment, as milliseconds since 1970-01-01T00:00Z. Inside the code always this; in JSON always ISO 8601 UTC. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** ISO 8601 in UTC with milliseconds: the one way an instant is written in JSON, notes and ledgers. */
export function toIso(at: Instant): string {
  const date = Math.floor(at / DAY_MS);
  let words = dates.get(date);
  if (words === undefined) {
    words = new Date(at).toISOString().slice(0, -'hh:mm:ss.mmmZ'.length);
    if (dates.size >= mostDates) dates.clear();
    dates.set(date, words);
  }
  const ms = Math.trunc(at) - date * DAY_MS;
  const second = Math.floor(ms / SECOND_MS);
  return `${words + minutes[Math.floor(second / 60)]!}:${twoDigits(second % 60)}.${String(ms % SECOND_MS).padStart(3, '0')}Z`;
}

/** Dates in ISO 8601, up to the `T`: the platform is asked once for each, as it takes longer than all the rest. */
const dates = new Map<number, string>();
const mostDates = 10_000;
const minutes = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
);

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

const isoShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * The instant an ISO 8601 text names; `undefined` for anything else.
 *
 * A date without time or zone is refused: it does not name an instant.
 */
export function parseInstant(text: string): Instant | undefined {
  if (!isoShape.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
