/** The days of a week as a calendar names them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * One line of a calendar's holidays; dates are `YYYY-MM-DD` on the calendar's own wall.
 *
 * A text closes that date. `hours` replace what would have begun on the date. `from` and `to` close every date between
 * them, both included. `region` stands for the public holidays of an ISO 3166-2 region, `GB-ENG`; it must have been
 * replaced by dates before the calendar is compiled.
 *
 * Hours given for a date win over a line that closes it, so that a region's half days can be stated.
 */
export type HolidaySource =
  | string
  | { readonly date: string; readonly hours: readonly string[] }
  | { readonly from: string; readonly to: string }
  | { readonly region: string };

/** Opening hours as people write them. Plain JSON: the same in a policy, a file and a line of a batch. */
export interface CalendarSource {
  /** IANA name, `Europe/London`. */
  readonly zone: string;
  /** `"09:00-17:30"`; `"22:00-06:00"` crosses midnight and belongs to the day it begins on; `"00:00-24:00"` is all day. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  readonly holidays?: readonly HolidaySource[] | undefined;
}

/** What is wrong with a calendar, and where. */
export interface CalendarIssue {
  /** Steps from the calendar to the place: `['hours', 'mon', 0]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}
