import { circumstanceCues } from './circumstances.ts';
import type { CategorySource, CompiledCue, CuePack, CuePackSource, CueSource, QuotingSource } from './cue-pack.ts';
import { compileCuePack } from './cue-pack.ts';
import { textHash } from './text-hash.ts';

/** Cues that a company adds to the shipped ones. */
export interface OwnCue extends CueSource {
  /** ISO 639-1; in every language where it is left out. */
  readonly language?: string | undefined;
}

/** A rule that gives a category: the first one of which a phrase or a tag is found decides. */
export interface CategoryRule {
  readonly category: string;
  /** Phrases, in the small language of `cue-phrase.ts`; found in texts of any language. */
  readonly words: readonly string[];
  /** In small letters. */
  readonly tags: readonly string[];
}

/** What a company adds to the cues that are shipped. */
export interface OwnCues {
  /** The language a text is taken to be in where it does not tell: ISO 639-1. */
  readonly language: string;
  readonly cues: readonly OwnCue[];
  readonly categories: readonly CategoryRule[];
}

export const noOwnCues: OwnCues = { language: 'en', cues: [], categories: [] };

/** The cues of several languages, a company's own among them, made ready to read with. */
export interface CuePacks {
  /** Which cues these are, as recognitions carry it: another id means that a text may be judged otherwise. */
  readonly id: string;
  readonly languages: readonly string[];
  /** The language a text is taken to be in where it does not tell. */
  readonly usual: string;
  /** What ids of reasons mean. Ids that several languages share mean the same. */
  readonly byId: ReadonlyMap<string, CompiledCue>;
  /** How mail programs of all languages quote: people's programs need not speak theirs. */
  readonly quoting: QuotingSource;
  readonly rules: readonly CategoryRule[];
  /** In which of `languages` a text is written, or `unknown`. */
  readonly languageOf: (text: string) => string;
  /** The pack of a language, the usual one's where there is none; made at first use. */
  readonly packOf: (language: string) => CuePack;
}

/** What is shipped: packs by their languages, and what tells languages apart. */
export interface ShippedCues {
  readonly version: string;
  readonly packs: readonly CuePackSource[];
  readonly detect: (text: string, languages: readonly string[], usual: string) => string;
}

/**
 * The id of a version of the shipped cues and a company's own, known without either at hand: a browser that finds a
 * ticket's recognition written down compares it.
 */
export function cuePacksId(version: string, own: OwnCues): string {
  const { cues, categories, language } = own;
  const isPlain = cues.length === 0 && categories.length === 0 && language === 'en';
  return isPlain
    ? `core ${version}`
    : `core ${version} + ${textHash(JSON.stringify([language, cues, categories])).slice(0, 8)}`;
}

/**
 * Makes packs ready to read with.
 *
 * @throws {InvariantError} CUE_PACK_INVALID at the first use of a pack with faults; `checkOwnCues` finds a company's before
 */
export function compileCuePacks(shipped: ShippedCues, own: OwnCues = noOwnCues): CuePacks {
  const languages = shipped.packs.map((pack) => pack.language);
  const usual = languages.includes(own.language) ? own.language : (languages[0] ?? 'en');
  const sources = new Map(shipped.packs.map((pack) => [pack.language, withOwn(pack, own)]));
  const compiled = new Map<string, CuePack>();
  const packOf = (language: string): CuePack => {
    const known = sources.has(language) ? language : usual;
    const ready = compiled.get(known) ?? compileCuePack(sources.get(known) ?? emptyPack(known));
    compiled.set(known, ready);
    return ready;
  };
  let byId: ReadonlyMap<string, CompiledCue> | undefined;
  return {
    id: cuePacksId(shipped.version, own),
    languages,
    usual,
    get byId() {
      byId ??= cuesById([...sources.values()]);
      return byId;
    },
    quoting: joinQuoting(shipped.packs.map((pack) => pack.quoting)),
    rules: own.categories,
    languageOf: (text) => shipped.detect(text, languages, usual),
    packOf,
  };
}

/** A company's cues stand before the shipped ones: of the same words, theirs are found. */
function withOwn(pack: CuePackSource, own: OwnCues): CuePackSource {
  if (own.cues.length === 0 && own.categories.length === 0) return pack;
  const mine = own.cues.filter(({ language }) => language === undefined || language === pack.language);
  const ruled = own.categories.map(({ words }, at): CategorySource => ({ id: ruleId(at), patterns: words }));
  return {
    ...pack,
    cues: [...mine, ...pack.cues],
    categories: [...ruled.filter(({ patterns }) => patterns.length > 0), ...pack.categories],
  };
}

/** How the phrases of a company's rule are called among a pack's categories. */
export function ruleId(place: number): string {
  return `rule ${place}`;
}

function cuesById(sources: readonly CuePackSource[]): ReadonlyMap<string, CompiledCue> {
  const byId = new Map(circumstanceCues.map((cue) => [cue.id, cue]));
  for (const { cues, groups } of sources) {
    for (const { id, weight, signals = [], category, driver, group: groupId } of cues) {
      const group = groups.find((one) => one.id === groupId);
      if (group === undefined || byId.has(id)) continue;
      byId.set(id, { id, group, weight, signals: [...new Set([...group.signals, ...signals])], category, driver });
    }
  }
  return byId;
}

function joinQuoting(all: readonly QuotingSource[]): QuotingSource {
  return {
    introductions: all.flatMap((one) => one.introductions),
    separators: all.flatMap((one) => one.separators),
    headers: all.flatMap((one) => one.headers),
    footers: all.flatMap((one) => one.footers),
    automaticSubjects: all.flatMap((one) => one.automaticSubjects),
    automaticOpenings: all.flatMap((one) => one.automaticOpenings),
  };
}

function emptyPack(language: string): CuePackSource {
  return {
    name: 'none',
    version: '0',
    language,
    thresholds: { yes: 1, possible: 1 },
    groups: [],
    cues: [],
    categories: [],
    quoting: joinQuoting([]),
  };
}
