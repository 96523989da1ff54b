import type { Policy } from '../policy/policy.ts';
import { dayAt, offsetAt, type ZoneTable } from '../sla/zone.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '../time.ts';

interface Wording {
  readonly format: Intl.DateTimeFormat;
  /** By the midnight a date began with: what stands around the time of day. `undefined` where the clock changes then. */
  readonly dates: Map<number, DateWords | undefined>;
}

interface DateWords {
  readonly before: string;
  readonly after: string;
}

const wordings = new Map<string, Wording>();
/** Some ten years of them. */
const mostDates = 4_000;

/** An instant for people, in the zone of the company's calendar: "Tue 17 Nov 2026, 09:12 GMT". */
export function inWords(at: Instant, policy: Policy): string {
  const zone = policy.calendars.values().next().value?.table.zone;
  const { format, dates } = wordingOf(zone?.name ?? 'UTC');
  if (zone === undefined || !(at >= zone.fromAt + DAY_MS && at < zone.untilAt - DAY_MS)) return format.format(at);
  // The platform's own formatting takes over a microsecond: it is asked once for each date.
  const midnight = dayAt(zone, at) * DAY_MS - offsetAt(zone, at);
  let words = dates.get(midnight);
  if (words === undefined && !dates.has(midnight)) {
    if (dates.size >= mostDates) dates.clear();
    words = dateWords(zone, midnight, at, format);
    dates.set(midnight, words);
  }
  if (words === undefined) return format.format(at);
  const minute = Math.floor((at - midnight) / MINUTE_MS);
  return `${words.before}${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}${words.after}`;
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** What is said alike at the first and at the last minute of a date is said alike all day. */
function dateWords(
  zone: ZoneTable,
  midnight: Instant,
  at: Instant,
  format: Intl.DateTimeFormat,
): DateWords | undefined {
  const offset = offsetAt(zone, at);
  const lastMinute = midnight + DAY_MS - MINUTE_MS;
  if (offsetAt(zone, midnight) !== offset || offsetAt(zone, lastMinute) !== offset) return undefined;
  const [before, after] = aroundTime(format.format(midnight), '00:00');
  const late = aroundTime(format.format(lastMinute), '23:59');
  return after === undefined || before !== late[0] || after !== late[1] ? undefined : { before: before!, after };
}

function aroundTime(words: string, time: string): readonly string[] {
  const at = words.indexOf(time);
  return at === -1 ? [words] : [words.slice(0, at), words.slice(at + time.length)];
}

function wordingOf(zone: string): Wording {
  const known = wordings.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const wording: Wording = { format, dates: new Map() };
  wordings.set(zone, wording);
  return wording;
}

/** "J. D.": enough for a colleague to know the complainant by, too little for a stranger. */
export function initials(name = ''): string {
  let words = '';
  let found = 0;
  let between = true;
  for (let at = 0; at < name.length && found < 3; at += 1) {
    const isSpace = isSpaceAt(name, at);
    if (between && !isSpace) {
      const letter = known(capitalLetters, String.fromCodePoint(name.codePointAt(at)!), inCapitals);
      words += found === 0 ? `${letter}.` : ` ${letter}.`;
      found += 1;
    }
    between = isSpace;
  }
  return found === 0 ? 'not named' : words;
}

function isSpaceAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 32 || ((unit < 32 || unit > 126) && /\s/.test(text.charAt(at)));
}

function inCapitals(text: string): string {
  return text.toUpperCase();
}

const capitalLetters = new Map<string, string>();
const spacedWords = new Map<string, string>();
const capitalWords = new Map<string, string>();

/** "awaitingThirdParty" as "awaiting third party". */
export function spaced(word: string): string {
  return known(spacedWords, word, withSpaces);
}

/** What was made of a word before; a policy has few words, and what is beyond a thousand is made anew. */
function known(made: Map<string, string>, word: string, make: (word: string) => string): string {
  let words = made.get(word);
  if (words === undefined) {
    words = make(word);
    if (made.size < 1_000) made.set(word, words);
  }
  return words;
}

function withSpaces(word: string): string {
  return word.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`).replaceAll(/[_-]/gu, ' ');
}

/** With a capital letter in front. */
export function capital(text: string): string {
  return known(capitalWords, text, withCapital);
}

function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a small letter in front, for the middle of a sentence, unless it begins with an abbreviation such as `ADR`. */
export function small(text: string): string {
  const second = text.charAt(1);
  return second !== second.toLowerCase() ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
