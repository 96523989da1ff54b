import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

/** `09:02` on the company's wall. */
export function timeOfDay(at: Instant, zone: string): string {
  return format(zone, 'time', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `Monday 2 March 2026`. */
export function longDay(at: Instant, zone: string): string {
  return format(zone, 'long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(at)
    .replace(',', '');
}

/** `Mon 2 Mar`. */
export function shortDay(at: Instant, zone: string): string {
  return format(zone, 'short', { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');
}

/** `09:02` today, `Mon 2 Mar, 09:02` on any other day. */
export function moment(at: Instant, now: Instant, zone: string): string {
  const day = shortDay(at, zone);
  return day === shortDay(now, zone) ? timeOfDay(at, zone) : `${day}, ${timeOfDay(at, zone)}`;
}

/** How old something is, in the room of a column: `4 min`, `3 h`, `2 d`. */
export function age(at: Instant, now: Instant): string {
  const ms = Math.max(0, now - at);
  if (ms < MINUTE_MS) return 'now';
  if (ms < HOUR_MS) return `${String(Math.floor(ms / MINUTE_MS))} min`;
  if (ms < DAY_MS) return `${String(Math.floor(ms / HOUR_MS))} h`;
  return `${String(Math.floor(ms / DAY_MS))} d`;
}

/** Held together, so that no line ends between a number and its unit. */
const count = (n: number, unit: string): string => `${String(n)}\u00a0${unit}${n === 1 ? '' : 's'}`;

/** A span for people, never rounded into another answer: two units up to a week, then days, always rounded down. */
export function spanWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    const rest = minutes % 60;
    return rest === 0 ? count(hours, 'hour') : `${String(hours)}\u00a0h\u00a0${String(rest)}\u00a0min`;
  }
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 || days >= 7 ? count(days, 'day') : `${count(days, 'day')}\u00a0${String(hours % 24)}\u00a0h`;
}

/** `awaitingThirdParty` as people write it: `Awaiting third party`. */
export function spaced(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z0-9])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** At most `length` characters, cut with an ellipsis. */
export function cut(text: string, length: number): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= length ? flat : `${flat.slice(0, length - 1).trimEnd()}…`;
}
