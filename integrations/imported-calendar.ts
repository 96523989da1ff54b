import type { CalendarSource } from '#core/sla/calendar-source.ts';

/** Opening hours that an account keeps itself, in the words of a policy. */
export interface ImportedCalendar {
  /** As people there call it. */
  readonly name: string;
  /** What cannot be right is passed on, for `checkCalendarSource` to name. */
  readonly source: CalendarSource;
  /** Whether the account told its holidays: one that did not may have some all the same. */
  readonly toldHolidays: boolean;
}
