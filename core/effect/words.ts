import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';

interface Wording {
  readonly format: Intl.DateTimeFormat;
  /** What was said lately: cards say the same instants again and again, and formatting one takes over a microsecond. */
  readonly said: Map<Instant, string>;
}

const wordings = new Map<string, Wording>();
const mostSaid = 10_000;

/** An instant for people, in the zone of the company's calendar: "Tue 17 Nov 2026, 09:12 GMT". */
export function inWords(at: Instant, policy: Policy): string {
  const { format, said } = wordingOf(zoneOf(policy));
  const known = said.get(at);
  if (known !== undefined) return known;
  if (said.size >= mostSaid) said.clear();
  const words = format.format(at);
  said.set(at, words);
  return words;
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
  const wording = { format, said: new Map<Instant, string>() };
  wordings.set(zone, wording);
  return wording;
}

function zoneOf(policy: Policy): string {
  return policy.calendars.values().next().value?.source.zone ?? 'UTC';
}

/** "J. D.": enough for a colleague to know the complainant by, too little for a stranger. */
export function initials(name: string | undefined): string {
  const letters = (name ?? '')
    .trim()
    .split(/\s+/u)
    .map((part) => String.fromCodePoint(part.codePointAt(0) ?? 32).trim())
    .filter((letter) => letter !== '');
  return letters.length === 0
    ? 'not named'
    : letters
        .slice(0, 3)
        .map((letter) => `${letter.toUpperCase()}.`)
        .join(' ');
}

const spacedWords = new Map<string, string>();

/** "awaitingThirdParty" as "awaiting third party". */
export function spaced(word: string): string {
  let words = spacedWords.get(word);
  if (words === undefined) {
    words = withSpaces(word);
    if (spacedWords.size < 1_000) spacedWords.set(word, words);
  }
  return words;
}

function withSpaces(word: string): string {
  return word.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`).replaceAll(/[_-]/gu, ' ');
}

/** With a capital letter in front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a small letter in front, for the middle of a sentence. */
export function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
