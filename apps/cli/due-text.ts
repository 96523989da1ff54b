import { tableAt, type Calendar } from '#core/sla/calendar.ts';
import type { DayReason, DueDay, DueExplanation } from '#core/sla/explain-due.ts';
import { formatSpan } from '#core/sla/span.ts';
import { wallClockAt } from '#core/sla/zone.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, toIso, type Instant } from '#core/time.ts';

const reasonWords: Readonly<Record<DayReason, string>> = {
  open: '',
  'special-hours': 'hours of this date',
  'earlier-shift': 'end of the shift before',
  closed: 'closed',
  holiday: 'holiday',
  'every-date': '',
  'date-of-anchor': 'counted from the next date',
};

/** How a due instant comes about, as lines a person can follow with a wall calendar; times are the calendar's own. */
export function explanationText(explanation: DueExplanation, calendar: Calendar): string {
  const { from, span, zone, dueAt, counts } = explanation;
  const amount = counts === 'ms' ? clockLength : String;
  const rows = explanation.days.map((day) => [
    `${capital(day.weekday)} ${day.date}`,
    openText(day, calendar),
    amount(day.counted),
    amount(day.left),
  ]);
  const givenBack = explanation.givenBack.map(
    (pause) =>
      `paused ${wallText(calendar, pause.from)} to ${wallText(calendar, pause.to)}, given back ${clockLength(pause.ms)}`,
  );
  const due = dueAt === undefined ? 'paused' : `due ${wallText(calendar, dueAt)}, ${toIso(dueAt)}`;
  return [
    `${formatSpan(span)} from ${wallText(calendar, from)}, ${zone}`,
    '',
    ...columns([['date', counts === 'ms' ? 'counts' : 'open', 'counted', 'left'], ...rows]),
    '',
    ...givenBack,
    due,
  ].join('\n');
}

/** `Fri 2026-03-27 16:00`, as the calendar's own wall shows it. */
export function wallText(calendar: Calendar, at: Instant): string {
  const wallMs = wallClockAt(tableAt(calendar, at).zone, at);
  return `${new Date(wallMs).toUTCString().slice(0, 3)} ${new Date(wallMs).toISOString().slice(0, 10)} ${timeOfDay(wallMs)}`;
}

/** `38:30`, hours and minutes; seconds where there are some. */
export function clockLength(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  return `${hours}${timeOfDay(ms % HOUR_MS).slice(2)}`;
}

function openText(day: DueDay, calendar: Calendar): string {
  const stretches = day.stretches.map(({ from, to }) => {
    const { zone } = tableAt(calendar, to);
    const closes = wallClockAt(zone, to);
    // The midnight that ends a date is shown as its last time, not as the next date's first.
    return `${timeOfDay(wallClockAt(zone, from))}-${closes % DAY_MS === 0 ? '24:00' : timeOfDay(closes)}`;
  });
  const change = day.clockChangeMs;
  const notes = [
    stretches.join(', '),
    reasonWords[day.because],
    change === 0 ? '' : `clocks go ${change > 0 ? 'forward' : 'back'} ${clockLength(Math.abs(change))}`,
  ];
  return notes.filter((note) => note !== '').join('; ');
}

/** `16:00`, `15:03:02` or `15:03:02.500` */
function timeOfDay(wallMs: number): string {
  const text = new Date(wallMs).toISOString();
  if (wallMs % MINUTE_MS === 0) return text.slice(11, 16);
  return wallMs % SECOND_MS === 0 ? text.slice(11, 19) : text.slice(11, 23);
}

/** Left-aligned words, right-aligned amounts. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  );
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
