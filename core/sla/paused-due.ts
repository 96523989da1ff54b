import type { Interval } from '../complaint/complaint.ts';
import type { Instant } from '../time.ts';
import { addOpenMs, closeAtOrAfter, openMsBetween, tableAt, type Calendar } from './calendar.ts';
import { dueAt, type Span } from './span.ts';
import { dayAt, endOfDay } from './zone.ts';

/** From when, for how long and by which calendar a clock counts. */
export interface Promised {
  readonly from: Instant;
  readonly span: Span;
  readonly calendar: Calendar;
}

/** What one pause gave back. */
export interface GivenBack {
  readonly from: Instant;
  readonly to: Instant;
  /** Open time for spans of business time, real time for the others. */
  readonly ms: number;
}

/** Where pauses have moved a due instant. */
export interface PausedDue {
  /** `undefined` while paused. */
  readonly dueAt: Instant | undefined;
  /** When it would have been due without any pause. */
  readonly unpausedDueAt: Instant;
  readonly givenBack: readonly GivenBack[];
}

/**
 * When a promise is due that was paused now and then; `undefined` while it is paused at `now`.
 *
 * Our choice, and a stopwatch's: what was paused is given back in full, as open time for spans of business time and as
 * real time for the others. Where a span ends with a day, the day on which that lands is completed: `"15 business days"`
 * paused for two open hours is due one date later, at its close, and so it is when paused for a whole open day. Time is
 * added up before it is rounded, so many short pauses cost one day and not one each. A pause that begins when the
 * promise is due, or later, changes nothing: it was late by then.
 *
 * @param pauses  in order of `from`; what overlaps is counted once, what begins after `now` is left out
 */
export function dueAfterPauses(promised: Promised, pauses: readonly Interval[], now: Instant): Instant | undefined {
  return moved(promised, pauses, { now, unpausedDueAt: unpaused(promised), givenBack: undefined });
}

/** `dueAfterPauses`, with what each pause gave back. */
export function movedByPauses(promised: Promised, pauses: readonly Interval[], now: Instant): PausedDue {
  const unpausedDueAt = unpaused(promised);
  const givenBack: GivenBack[] = [];
  return { dueAt: moved(promised, pauses, { now, unpausedDueAt, givenBack }), unpausedDueAt, givenBack };
}

function unpaused({ from, span, calendar }: Promised): Instant {
  return dueAt(from, span, calendar);
}

interface Moving {
  readonly now: Instant;
  readonly unpausedDueAt: Instant;
  /** To be filled, where somebody asks for it. */
  readonly givenBack: GivenBack[] | undefined;
}

function moved(promised: Promised, pauses: readonly Interval[], on: Moving): Instant | undefined {
  const { from, span, calendar } = promised;
  const { now, unpausedDueAt, givenBack } = on;
  let due = unpausedDueAt;
  let exactDue = unpausedDueAt;
  let countedTo = from;
  for (const pause of pauses) {
    const pausedAt = Math.max(pause.from, countedTo);
    if (pausedAt > now || pausedAt >= due) break;
    if (pause.to === undefined || pause.to > now) return undefined;
    if (pause.to <= pausedAt) continue;
    const business = span.kind === 'open-time' || span.kind === 'business-days';
    const ms = business ? openMsBetween(calendar, pausedAt, pause.to) : pause.to - pausedAt;
    givenBack?.push({ from: pausedAt, to: pause.to, ms });
    exactDue = business ? addOpenMs(calendar, exactDue, ms) : exactDue + ms;
    due = completed(exactDue, span, calendar);
    countedTo = pause.to;
  }
  return due;
}

/** The end of the day on which a due instant lands, where the span asks for one. */
function completed(exactDue: Instant, span: Span, calendar: Calendar): Instant {
  if (span.kind === 'business-days' && span.due === 'close') return closeAtOrAfter(calendar, exactDue);
  if ((span.kind !== 'business-days' && span.kind !== 'calendar-days') || span.due !== 'end-of-day') return exactDue;
  const { zone } = tableAt(calendar, exactDue);
  return endOfDay(zone, dayAt(zone, exactDue - 1));
}
