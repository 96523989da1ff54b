import { weekdays } from '../sla/calendar-source.ts';
import { openMsBetween, type Calendar } from '../sla/calendar.ts';
import { formatDay, weekdayOf, type Day } from '../sla/wall-time.ts';
import { dayAt, endOfDay, instantAtWall } from '../sla/zone.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../time.ts';

export const digestKinds = ['daily', 'weekly'] as const;
/** How often a round-up is told. */
export type DigestKind = (typeof digestKinds)[number];

/** When round-ups are told, as the policy writes it: `09:00`, `mon 09:00`. */
export interface DigestSchedule {
  readonly daily?: string | undefined;
  readonly weekly?: string | undefined;
}

/** A round-up that is to be told once. */
export interface DigestTurn {
  readonly kind: DigestKind;
  readonly at: Instant;
  /** When the one before was due: what happened since is news. */
  readonly sinceAt: Instant;
  /** What falls due before this is told as due: the end of the day, or of seven days. */
  readonly untilAt: Instant;
  /** `daily:2026-11-23`: one for each, whatever the time of day becomes. */
  readonly id: string;
}

/** A round-up this late is of no use to anybody: the next one says it. */
export const lateForMs: Readonly<Record<DigestKind, number>> = { daily: 6 * HOUR_MS, weekly: DAY_MS };
/** Longer than any company is closed. */
const farthestDays = 40;

/** The turns of one kind around an instant: the last one that is due by then, and the next one. */
export interface DigestTurns {
  readonly last: DigestTurn | undefined;
  readonly next: DigestTurn | undefined;
}

/** The turns of one kind around `now`; none where the policy does not tell that kind. */
export function digestTurns(kind: DigestKind, schedule: DigestSchedule, calendar: Calendar, now: Instant): DigestTurns {
  const text = schedule[kind];
  if (text === undefined) return { last: undefined, next: undefined };
  const today = dayAt(calendar.table.zone, now);
  const due: Due[] = [];
  for (let day = today - farthestDays; day <= today + farthestDays; day += 1) {
    if (isTold(kind, text, calendar, day)) due.push({ day, at: atOn(text, calendar, day) });
  }
  const next = due.findIndex(({ at }) => at > now);
  const turn = (index: number): DigestTurn | undefined => turnOf(kind, { due, index, calendar });
  return next === -1 ? { last: turn(due.length - 1), next: undefined } : { last: turn(next - 1), next: turn(next) };
}

interface Due {
  readonly day: Day;
  readonly at: Instant;
}

/** Every working day, or one day of each week, working or not. */
function isTold(kind: DigestKind, text: string, calendar: Calendar, day: Day): boolean {
  if (kind === 'weekly') return weekdays[weekdayOf(day)] === text.slice(0, 3);
  const { zone } = calendar.table;
  return openMsBetween(calendar, instantAtWall(zone, day * DAY_MS), endOfDay(zone, day)) > 0;
}

function atOn(text: string, calendar: Calendar, day: Day): Instant {
  const [hours = 0, minutes = 0] = text.slice(-5).split(':').map(Number);
  return instantAtWall(calendar.table.zone, day * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS);
}

function turnOf(
  kind: DigestKind,
  { due, index, calendar }: { readonly due: readonly Due[]; readonly index: number; readonly calendar: Calendar },
): DigestTurn | undefined {
  const one = due[index];
  if (one === undefined) return undefined;
  const { day, at } = one;
  const { zone } = calendar.table;
  return {
    kind,
    at,
    sinceAt: due[index - 1]?.at ?? at - (kind === 'daily' ? DAY_MS : 7 * DAY_MS),
    untilAt: kind === 'daily' ? endOfDay(zone, day) : endOfDay(zone, day + 6),
    id: `${kind}:${formatDay(day)}`,
  };
}
