/**
 * How fast calendars answer, as ratios within one run: `node test/bench/calendar.bench.ts`.
 *
 * Beside two programs written for the purpose: the tight loop, which is the same kind of table with nothing around it and
 * so the limit, and the loop over days with Temporal, which is the best correct thing that a user of npm has. Both must
 * give the same answers before anything is timed.
 */
import { Temporal } from 'temporal-polyfill';
import { addOpenMs, compileCalendar, openBetween, openMsBetween, type Calendar } from '#core/sla/calendar.ts';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import { tableBytes } from '#core/sla/open-table.ts';
import { dueAt, type Span } from '#core/sla/span.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const range = { fromYear: 2015, untilYear: 2035 };
const beginsAt = Date.UTC(range.fromYear, 0, 1);
const endsAt = Date.UTC(range.untilYear, 0, 1);

const holidays = Array.from({ length: 20 }, (_, i) => i + range.fromYear).flatMap((year) =>
  ['01-01', '04-10', '05-04', '05-25', '08-31', '12-25', '12-26', '12-28'].map((date) => `${year}-${date}`),
);
const hours = ['09:00-17:30'];
const london: CalendarSource = {
  zone: 'Europe/London',
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays,
};

/** The limit: a table of intervals with sums, an index by day, an index by open day; no checks, no objects, no ranges. */
class TightLoop {
  readonly starts: Float64Array;
  readonly sums: Float64Array;
  readonly byDay: Int32Array;
  readonly bySum: Int32Array;

  constructor(calendar: Calendar) {
    const open = [{ from: beginsAt, to: beginsAt }, ...openBetween(calendar, beginsAt, endsAt)];
    this.starts = Float64Array.from([...open.map(({ from }) => from), Number.POSITIVE_INFINITY]);
    let sum = 0;
    this.sums = Float64Array.from([0, ...open.map(({ from, to }) => (sum += to - from))]);
    this.byDay = Int32Array.from({ length: (endsAt - beginsAt) / DAY }, (_, day) =>
      open.findLastIndex(({ from }) => from <= beginsAt + day * DAY),
    );
    this.bySum = Int32Array.from({ length: Math.ceil(sum / (8 * HOUR)) }, (_, i) =>
      open.findIndex((_, at) => this.sums[at + 1]! >= i * 8 * HOUR),
    );
  }
}

function tightAdd(froms: Float64Array, ms: number, { starts, sums, byDay, bySum }: TightLoop): number {
  let total = 0;
  for (let n = 0; n < froms.length; n += 1) {
    const from = froms[n]!;
    let i = byDay[((from - beginsAt) / DAY) | 0]!;
    while (starts[i + 1]! <= from) i += 1;
    const target = Math.min(sums[i]! + from - starts[i]!, sums[i + 1]!) + ms;
    let j = bySum[(target / (8 * HOUR)) | 0]!;
    while (sums[j + 1]! < target) j += 1;
    total += starts[j]! + (target - sums[j]!);
  }
  return total;
}

function tightBetween(froms: Float64Array, ms: number, { starts, sums, byDay }: TightLoop): number {
  let total = 0;
  for (let n = 0; n < froms.length; n += 1) {
    const from = froms[n]!;
    let i = byDay[((from - beginsAt) / DAY) | 0]!;
    while (starts[i + 1]! <= from) i += 1;
    const to = from + ms;
    let j = byDay[((to - beginsAt) / DAY) | 0]!;
    while (starts[j + 1]! <= to) j += 1;
    total += Math.min(sums[j]! + to - starts[j]!, sums[j + 1]!) - Math.min(sums[i]! + from - starts[i]!, sums[i + 1]!);
  }
  return total;
}

/** What one writes by hand: day after day, each opening and closing asked of Temporal. */
function* temporalDays(from: number): Generator<{ opensAt: number; closesAt: number }> {
  const closed = new Set(holidays);
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(london.zone).toPlainDate();
  for (; ; date = date.add({ days: 1 })) {
    if (date.dayOfWeek > 5 || closed.has(date.toString())) continue;
    const at = (plainTime: string): number =>
      date.toZonedDateTime({ timeZone: london.zone, plainTime }).epochMilliseconds;
    yield { opensAt: at('09:00'), closesAt: at('17:30') };
  }
}

function temporalAdd(from: number, ms: number): number {
  let left = ms;
  for (const { opensAt, closesAt } of temporalDays(from)) {
    const open = Math.max(0, closesAt - Math.max(opensAt, from));
    if (open >= left && open > 0) return Math.max(opensAt, from) + left;
    left -= open;
  }
  throw new Error('days do not end');
}

function temporalBetween(from: number, to: number): number {
  let sum = 0;
  for (const { opensAt, closesAt } of temporalDays(from)) {
    if (opensAt >= to) return sum;
    sum += Math.max(0, Math.min(closesAt, to) - Math.max(opensAt, from));
  }
  throw new Error('days do not end');
}

/** Whole minutes scattered over the years by a multiplier, the same in every run. */
function scattered(count: number, until: number): Float64Array {
  let seed = 12_345;
  return Float64Array.from({ length: count }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return beginsAt + 30 * DAY + Math.floor((seed / 2_147_483_647) * ((until - beginsAt - 30 * DAY) / 60_000)) * 60_000;
  });
}

/** Nanoseconds for one of `count`, the best of several rounds; each competitor in turn, so that noise meets them alike. */
function race(count: number, competitors: readonly (() => unknown)[]): number[] {
  const best = competitors.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 12; round += 1) {
    for (const [i, run] of competitors.entries()) {
      const startedAt = process.cpuUsage().user;
      run();
      best[i] = Math.min(best[i]!, ((process.cpuUsage().user - startedAt) * 1_000) / count);
    }
  }
  return best;
}

function once(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

const firstCompileMs = once(() => compileCalendar(london, range));
const laterCompileMs = Math.min(...[1, 2, 3, 4, 5].map(() => once(() => compileCalendar(london, range))));
const calendar = compileCalendar(london, range);
const tight = new TightLoop(calendar);

/** The same loop as the competitors have, through the product's own functions. */
function productAdd(froms: Float64Array, ms: number): number {
  let total = 0;
  for (let n = 0; n < froms.length; n += 1) total += addOpenMs(calendar, froms[n]!, ms);
  return total;
}

function productDue(froms: Float64Array, span: Span): number {
  let total = 0;
  for (let n = 0; n < froms.length; n += 1) total += dueAt(froms[n]!, span, calendar);
  return total;
}

function productBetween(froms: Float64Array, ms: number): number {
  let total = 0;
  for (let n = 0; n < froms.length; n += 1) total += openMsBetween(calendar, froms[n]!, froms[n]! + ms);
  return total;
}

function requireSame(name: string, answers: readonly number[]): void {
  if (answers.some((answer) => answer !== answers[0]))
    throw new Error(`${name}: answers differ, ${answers.join(', ')}`);
}

console.log(
  'Business time, London 09:00-17:30 with 8 holidays a year. Nanoseconds of CPU for one answer; ratios in this run.\n',
);
console.log('                                tight loop  dueAt  ratio  addOpenMs  ratio');
for (const count of [8, 128, 2_000, 20_000]) {
  const froms = scattered(400_000, endsAt - 10 * 366 * DAY - 60 * DAY);
  const span: Span = { kind: 'open-time', unit: 'hours', count };
  requireSame('add', [tightAdd(froms, count * HOUR, tight), productAdd(froms, count * HOUR), productDue(froms, span)]);
  const [limit, due, add] = race(froms.length, [
    () => tightAdd(froms, count * HOUR, tight),
    () => productDue(froms, span),
    () => productAdd(froms, count * HOUR),
  ]) as [number, number, number];
  const words = `due after ${count} business hours`;
  console.log(
    `${words.padEnd(32)}${limit.toFixed(1).padStart(10)}${due.toFixed(1).padStart(7)}${(due / limit).toFixed(2).padStart(7)}${add.toFixed(1).padStart(11)}${(add / limit).toFixed(2).padStart(7)}`,
  );
}
console.log('\n                                tight loop  openMsBetween  ratio');
for (const days of [1, 30, 365, 3_650]) {
  const froms = scattered(400_000, endsAt - 10 * 366 * DAY);
  requireSame('between', [tightBetween(froms, days * DAY, tight), productBetween(froms, days * DAY)]);
  const [limit, between] = race(froms.length, [
    () => tightBetween(froms, days * DAY, tight),
    () => productBetween(froms, days * DAY),
  ]) as [number, number];
  console.log(
    `${`open time over ${days} days`.padEnd(32)}${limit.toFixed(1).padStart(10)}${between.toFixed(1).padStart(15)}${(between / limit).toFixed(2).padStart(7)}`,
  );
}
console.log('\n                                Temporal day loop  product  times faster');
const few = scattered(300, endsAt - 366 * DAY);
const many = scattered(300_000, endsAt - 366 * DAY);
for (const [name, slow, fast] of [
  [
    'due after 128 business hours',
    (froms: Float64Array) => froms.reduce((sum, from) => sum + temporalAdd(from, 128 * HOUR), 0),
    (froms: Float64Array) => productAdd(froms, 128 * HOUR),
  ],
  [
    'open time over 30 days',
    (froms: Float64Array) => froms.reduce((sum, from) => sum + temporalBetween(from, from + 30 * DAY), 0),
    (froms: Float64Array) => productBetween(froms, 30 * DAY),
  ],
] as const) {
  requireSame(name, [slow(few), fast(few)]);
  const [temporal] = race(few.length, [() => slow(few)]) as [number];
  const [product] = race(many.length, [() => fast(many)]) as [number];
  console.log(
    `${name.padEnd(32)}${temporal.toFixed(0).padStart(17)}${product.toFixed(1).padStart(9)}${(temporal / product).toFixed(0).padStart(14)}`,
  );
}
console.log('\nSpans of days, nanoseconds');
const spans: readonly (readonly [string, Span])[] = [
  ['15 business days', { kind: 'business-days', count: 15, due: 'close' }],
  ['8 weeks', { kind: 'calendar-days', unit: 'weeks', count: 8, due: 'same-time' }],
  ['30 days, end of day', { kind: 'calendar-days', unit: 'days', count: 30, due: 'end-of-day' }],
];
for (const [name, span] of spans) {
  const froms = scattered(300_000, endsAt - 366 * DAY);
  const [ns] = race(froms.length, [() => productDue(froms, span)]) as [number];
  console.log(`${name.padEnd(32)}${ns.toFixed(1).padStart(10)}`);
}
console.log(
  `\nTwenty years compiled in ${firstCompileMs.toFixed(1)} ms at first and ${laterCompileMs.toFixed(1)} ms later, ${tableBytes(calendar.table)} bytes`,
);
