import type { Instant } from '#core/time.ts';

/** Slack's name for an instant: seconds, a dot, six digits. */
export function tsFromMicros(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
}

/** The instant as a `ts`; two calls within a millisecond give the same. */
export function tsAt(at: Instant): string {
  return tsFromMicros(at * 1000);
}

/** Microseconds of a `ts` or of plain seconds; `undefined` for what is neither. */
export function microsOf(ts: string): number | undefined {
  const parts = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(ts);
  if (parts === null) return undefined;
  return Number(parts[1]) * 1_000_000 + Number((parts[2] ?? '').padEnd(6, '0'));
}

/** The next free `ts` of a channel: now, or a microsecond after the newest where that is not past. */
export function nextTs(channel: { newestMicros: number }, now: Instant): string {
  channel.newestMicros = Math.max(Math.floor(now) * 1000, channel.newestMicros + 1);
  return tsFromMicros(channel.newestMicros);
}
