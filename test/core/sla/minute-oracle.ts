import type { CalendarSource, Weekday } from '#core/sla/calendar-source.ts';

/**
 * What a calendar means, said a second time and in another way: asks Intl for the wall clock of every single minute and
 * decides that minute by comparing texts. Slow, without tables, offsets or intervals; shares no code with the product.
 */
export class MinuteOracle {
  readonly #source: CalendarSource;
  readonly #wall: (minuteAt: number) => string;
  readonly #closed: (date: string) => boolean;
  readonly #pages = new Map<string, Page>();

  constructor(source: CalendarSource) {
    this.#source = source;
    this.#wall = wallOf(source.zone);
    const lines = source.holidays ?? [];
    this.#closed = (date) =>
      this.#special(date) === undefined &&
      lines.some(
        (line) => line === date || (typeof line === 'object' && 'from' in line && line.from <= date && date <= line.to),
      );
  }

  /** The dates to whose hours an open minute belongs; none when it is closed. */
  owners(minuteAt: number): readonly string[] {
    const wall = this.#wall(minuteAt);
    const date = wall.slice(0, 10);
    let page = this.#pages.get(date);
    if (page === undefined) this.#pages.set(date, (page = this.#read(date)));
    const time = wall.slice(11);
    const today = page.today.some(([from, to]) => from <= time && (time < to || to <= from));
    const tail = page.evening.some(([from, to]) => to < from && time < to);
    if (!tail) return today ? page.names[0] : [];
    return today ? page.names[2] : page.names[1];
  }

  #read(date: string): Page {
    const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    const names = [[date], [before], [before, date]] as const;
    if (this.#closed(date)) return { names, today: [], evening: [] };
    return { names, today: this.#hours(date), evening: this.#hours(before) };
  }

  openMinutes(from: number, to: number): number {
    let open = 0;
    for (let at = from; at < to; at += 60_000) if (this.owners(at).length > 0) open += 1;
    return open;
  }

  /** The end of the nth open minute from `from` on; `undefined` when that is not before `until`. */
  afterOpenMinutes(from: number, count: number, until: number): number | undefined {
    let left = count;
    for (let at = from; at < until; at += 60_000) {
      if (this.owners(at).length > 0) left -= 1;
      if (left === 0) return at + 60_000;
    }
    return undefined;
  }

  /** When the nth date after `from`'s with hours of its own closes, looking at minutes before `until` only. */
  closeOfDate(from: number, count: number, until: number): number | undefined {
    const last = new Map<string, number>();
    const opened = new Set<string>();
    const first = this.#wall(from).slice(0, 10);
    for (let at = from; at < until; at += 60_000) {
      for (const owner of this.owners(at)) {
        last.set(owner, at + 60_000);
        if (owner === this.#wall(at).slice(0, 10)) opened.add(owner);
      }
    }
    const dates = [...opened].sort();
    const nth = dates.filter((date) => date > first)[count - 1];
    // No date closes before an earlier one, should its own hours lie within that one's night shift.
    return nth === undefined
      ? undefined
      : Math.max(...dates.filter((date) => date <= nth).map((date) => last.get(date)!));
  }

  /** What the wall shows, `2026-03-27 16:00`. */
  wall(minuteAt: number): string {
    return this.#wall(minuteAt);
  }

  #special(date: string): readonly string[] | undefined {
    for (const line of this.#source.holidays ?? []) {
      if (typeof line === 'object' && 'date' in line && line.date === date) return line.hours;
    }
    return undefined;
  }

  #hours(date: string): [string, string][] {
    const name = new Date(`${date}T12:00:00Z`).toUTCString().slice(0, 3).toLowerCase() as Weekday;
    return (this.#special(date) ?? this.#source.hours[name] ?? []).map((text) => text.split('-') as [string, string]);
  }
}

/** What a date's minutes may belong to: its own hours, or those of the evening before. */
interface Page {
  readonly names: readonly [readonly string[], readonly string[], readonly string[]];
  readonly today: readonly [string, string][];
  readonly evening: readonly [string, string][];
}

const walls = new Map<string, (minuteAt: number) => string>();

/** Remembers what it was asked last, as tests come back to the same days. */
function wallOf(zone: string): (minuteAt: number) => string {
  const known = walls.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const shown = new Map<number, string>();
  const wall = (minuteAt: number): string => {
    let text = shown.get(minuteAt);
    if (shown.size > 50_000) shown.clear();
    if (text === undefined) shown.set(minuteAt, (text = format.format(minuteAt)));
    return text;
  };
  walls.set(zone, wall);
  return wall;
}

/** Every instant between two years at which the zone's wall clock jumps: found by looking at it, day by day, then closer. */
export function clockChanges(zone: string, fromYear: number, untilYear: number): number[] {
  const wall = wallOf(zone);
  const ahead = (at: number): number => Date.parse(`${wall(at).replace(' ', 'T')}:00Z`) - at;
  const found: number[] = [];
  for (let at = Date.UTC(fromYear, 0, 1); at < Date.UTC(untilYear, 0, 1); at += 86_400_000) {
    if (ahead(at) === ahead(at + 86_400_000)) continue;
    let hour = at;
    while (ahead(hour + 3_600_000) === ahead(at)) hour += 3_600_000;
    while (ahead(hour + 60_000) === ahead(at)) hour += 60_000;
    found.push(hour + 60_000);
  }
  return found;
}
