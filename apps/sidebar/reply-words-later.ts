import type { LanguageWords } from '#core/complaint/replies/reply-words.ts';
import type * as real from '#core/complaint/replies/words-of.ts';

/** What people say in a language has to be known, and is not there. */
export class ReplyWordsNeeded extends Error {
  override readonly name = 'ReplyWordsNeeded';
  /** ISO 639-1. */
  readonly language: string;

  constructor(language: string) {
    super(`the words of ${language} have to be fetched`);
    this.language = language;
  }
}

/** Each language is a file of its own, fetched for the first complaint in it. */
const files: Readonly<Record<string, () => Promise<LanguageWords>>> = {
  de: async () => (await import('#core/complaint/replies/german.ts')).german,
  fr: async () => (await import('#core/complaint/replies/french.ts')).french,
  it: async () => (await import('#core/complaint/replies/italian.ts')).italian,
  pt: async () => (await import('#core/complaint/replies/portuguese.ts')).portuguese,
  es: async () => (await import('#core/complaint/replies/spanish.ts')).spanish,
};

const there = new Map<string, LanguageWords>();

/** Fetches what a `ReplyWordsNeeded` asks for. */
export async function fetchReplyWords({ language }: ReplyWordsNeeded): Promise<void> {
  const words = await files[language]?.();
  if (words !== undefined) there.set(language, words);
}

/**
 * Stands in a bundled panel where the core asks what people say in a language.
 *
 * @throws {ReplyWordsNeeded} for one that we know, until it was fetched
 */
export const wordsOf: typeof real.wordsOf = (language) => {
  const words = there.get(language);
  if (words === undefined && Object.hasOwn(files, language)) throw new ReplyWordsNeeded(language);
  return words;
};
