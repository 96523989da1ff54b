import type { Span } from '#core/sla/span.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/time.ts';
import type english from './translations/en.json';

/** A string of the panel, by its key in the translation files. */
export type Key = keyof typeof english;
/** All strings of one language. */
export type Strings = Readonly<Record<Key, string>>;
/** Keys of which each form of the plural has its own string: `missing` for `missing_one` and `missing_other`. */
export type PluralKey = Key extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;

type Params = Readonly<Record<string, string | number>>;

/** The panel's words in one language and one zone. Pure: the same arguments give the same words. */
export interface Words {
  readonly locale: string;
  readonly zone: string;
  t(key: Key, params?: Params): string;
  /** The form of the plural that the language asks for; `{n}` stands for the number. */
  plural(key: PluralKey, n: number, params?: Params): string;
  /** The string of a key that may not be one; `undefined` where there is none. */
  known(key: string): string | undefined;
  /** "Thu, 19 Nov, 05:00", with the year where it is not that of `now`. */
  moment(at: Instant, now: Instant): string;
  /** "Thu, 19 Nov". */
  day(at: Instant, now: Instant): string;
  /** "19 November 2026": as it is written in a letter. */
  longDate(at: Instant): string;
  /** A date `2026-11-22` as people write it. */
  date(text: string): string;
  /** "3 hr 12 min": the two largest units, never rounded up. */
  duration(ms: number): string;
  /** "5 business days". */
  span(span: Span): string;
}

export const languages = ['en', 'de', 'fr', 'es', 'pt'] as const;
/** A language the panel speaks. */
export type Language = (typeof languages)[number];

/** The language for a BCP 47 name such as `pt-BR`; English for one we do not speak. */
export function languageOf(locale: string | undefined): Language {
  const [language] = (locale ?? '').toLowerCase().split(/[-_]/u);
  return languages.find((one) => one === language) ?? 'en';
}

/**
 * @param locale  as the viewer set it: `en-GB` and `en-US` share strings and not dates; a language that the panel does not
 *   speak is English
 * @param zone  IANA
 */
export function wordsIn(strings: Strings, locale: string, zone: string): Words {
  const tag = dateLocale(locale);
  const rules = new Intl.PluralRules(tag);
  const known = (key: string): string | undefined => (Object.hasOwn(strings, key) ? strings[key as Key] : undefined);
  const t = (key: Key, params: Params = {}): string => filled(known(key) ?? key, params);
  const plural = (key: PluralKey, n: number, params: Params = {}): string =>
    filled(known(`${key}_${rules.select(n)}`) ?? known(`${key}_other`) ?? key, { n, ...params });
  return {
    locale: tag,
    zone,
    t,
    plural,
    known,
    ...dates(tag, zone),
    duration: durations(tag),
    span: (span) => {
      if (span.kind === 'business-days') return plural('span_business_days', span.count);
      const unit = `span_${span.kind === 'open-time' ? 'business_' : ''}${span.unit}` as PluralKey;
      return plural(unit, span.count);
    },
  };
}

function filled(text: string, params: Params): string {
  return text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}

/** British dates where English is all that is known; whoever reads English for want of their language reads all of it so. */
function dateLocale(locale: string): string {
  const isSpoken = locale.toLowerCase().split(/[-_]/u)[0] === languageOf(locale);
  if (locale === 'en' || !isSpoken) return 'en-GB';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

function dates(locale: string, zone: string): Pick<Words, 'moment' | 'day' | 'longDate' | 'date'> {
  const day = { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone } as const;
  const year = { year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const yearOf = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
  const of = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options);
  const short = { at: of({ ...day, ...clock }), day: of(day) };
  const long = { at: of({ ...day, ...year, ...clock }), day: of({ ...day, ...year }) };
  const letterDate = of({ dateStyle: 'long', timeZone: zone });
  const plainDate = of({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const formatsFor = (at: Instant, now: Instant): typeof short =>
    yearOf.format(at) === yearOf.format(now) ? short : long;
  return {
    moment: (at, now) => formatsFor(at, now).at.format(at),
    day: (at, now) => formatsFor(at, now).day.format(at),
    longDate: (at) => letterDate.format(at),
    date: (text) => {
      const at = Date.parse(`${text}T12:00:00Z`);
      return Number.isNaN(at) ? text : plainDate.format(at);
    },
  };
}

function durations(locale: string): Words['duration'] {
  const units = (['day', 'hour', 'minute'] as const).map(
    // Short names are not inflected: what stands after “in” has another ending in German.
    (unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  return (ms) => {
    const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
    const counts = [Math.floor(ms / DAY_MS), Math.floor((ms % DAY_MS) / HOUR_MS), minutes % 60];
    const first = counts.findIndex((count) => count > 0);
    if (first === -1) return units[2]!.format(0);
    return counts
      .slice(first, first + 2)
      .flatMap((count, i) => (count > 0 ? [units[first + i]!.format(count)] : []))
      .join(' ');
  };
}
