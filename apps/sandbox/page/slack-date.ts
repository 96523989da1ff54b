import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/time.ts';

/** The reader: what time it is for them and in which zone they live (`undefined`: the browser's own). */
export interface DateReader {
  readonly now: Instant;
  readonly timeZone: string | undefined;
}

/** An instant in Slack's date format, such as `{date_short_pretty} at {time}`; unknown tokens stay as they are written. */
export function formatSlackDate(at: Instant, format: string, reader: DateReader): string {
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => tokenText(token, at, reader) ?? whole);
}

function tokenText(token: string, at: Instant, reader: DateReader): string | undefined {
  if (token.endsWith('_pretty')) return near(at, reader) ?? dateText(token.replace('_pretty', ''), at, reader);
  if (token === 'ago') return ago(at, reader.now);
  if (token === 'time') return part(at, reader, { hour: 'numeric', minute: '2-digit' });
  if (token === 'time_secs') return part(at, reader, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return dateText(token, at, reader);
}

function dateText(token: string, at: Instant, reader: DateReader): string | undefined {
  switch (token) {
    case 'date_num':
      return dayOf(at, reader);
    case 'date':
      return part(at, reader, { month: 'long', day: 'numeric', year: 'numeric' });
    case 'date_short':
      return part(at, reader, { month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
      return part(at, reader, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
    default:
      return undefined;
  }
}

function part(at: Instant, { timeZone }: DateReader, options: Intl.DateTimeFormatOptions): string {
  // Newer ICU data puts a narrow no-break space before AM; a plain one reads the same and is easier to search for.
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone }).format(at).replace(/\u202f/g, ' ');
}

function dayOf(at: Instant, { timeZone }: DateReader): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at);
}

function near(at: Instant, reader: DateReader): string | undefined {
  const days = (Date.parse(dayOf(at, reader)) - Date.parse(dayOf(reader.now, reader))) / DAY_MS;
  return new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]).get(days);
}

function ago(at: Instant, now: Instant): string {
  const ms = now - at;
  const size = Math.abs(ms);
  const [unitMs, unit] =
    size < HOUR_MS
      ? [MINUTE_MS, 'minute' as const]
      : size < DAY_MS
        ? [HOUR_MS, 'hour' as const]
        : [DAY_MS, 'day' as const];
  return new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' }).format(-Math.round(ms / unitMs), unit);
}
