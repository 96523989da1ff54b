import { DAY_MS } from '../time.ts';

/** A date on a wall calendar, as whole days since 1970-01-01. No zone: the same number everywhere that date is shown. */
export type Day = number;

/** A stretch of a wall clock in minutes from a date's midnight; `to` is past 1440 when it ends on the next date. */
export interface WallHours {
  readonly from: number;
  readonly to: number;
}

/** Minutes of a wall clock's day. */
export const DAY_MINUTES = 1_440;

const dateShape = /^\d{4}-\d{2}-\d{2}$/;
const hoursShape = /^(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)$/;

/** The day that `YYYY-MM-DD` names; `undefined` for another shape and for dates that do not exist, such as 30 February. */
export function parseDay(text: string): Day | undefined {
  if (!dateShape.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) return undefined;
  return at / DAY_MS;
}

/** `YYYY-MM-DD` */
export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * The stretch that `"09:00-17:30"` names; one that ends before it starts ends on the next date. `undefined` when it
 * cannot be read or is empty.
 */
export function parseHours(text: string): WallHours | undefined {
  const found = hoursShape.exec(text);
  if (found === null) return undefined;
  const from = Number(found[1]) * 60 + Number(found[2]);
  const to = Number(found[3]) * 60 + Number(found[4]);
  if (from >= DAY_MINUTES || to > DAY_MINUTES || from === to) return undefined;
  return { from, to: to < from ? to + DAY_MINUTES : to };
}
