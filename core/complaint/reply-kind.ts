import { has, readerOf, type Hinted, type LookedThrough } from './phrases.ts';
import { english } from './replies/english.ts';
import type { LanguageWords, ReplyWords } from './replies/reply-words.ts';
import { wordsOf } from './replies/words-of.ts';
import { contentTags, type CommunicationKind, type ContentTag } from './vocabulary.ts';

type Reader = ReturnType<typeof makeReader>;

function makeReader(languages: readonly LanguageWords[]) {
  const patternsOf = (name: keyof ReplyWords): readonly Hinted[] => languages.map(({ replies }) => replies[name]);
  const reader = readerOf({
    final: patternsOf('final'),
    resolved: patternsOf('resolved'),
    gives: patternsOf('gives'),
    holding: patternsOf('holding'),
    touches: patternsOf('touches'),
    receipt: patternsOf('receipt'),
    question: patternsOf('question'),
    ombudsmanName: patternsOf('ombudsmanName'),
    referralRight: patternsOf('referralRight'),
    referralWindow: patternsOf('referralWindow'),
    reasons: patternsOf('reasons'),
    remedy: patternsOf('remedy'),
    expectedDate: patternsOf('expectedDate'),
  });
  return { ...reader, contents: contentTags.reduce((bits, tag) => bits | reader.phrases[tag].bits, 0) };
}

const inEnglish = makeReader([english]);
const readers = new Map<LanguageWords, Reader>();

/** Of English, and of another language where we have its words. */
function readerFor(language: string | undefined): Reader {
  const words = language === undefined ? undefined : wordsOf(language);
  if (words === undefined) return inEnglish;
  const known = readers.get(words);
  if (known !== undefined) return known;
  const reader = makeReader([english, words]);
  readers.set(words, reader);
  return reader;
}

const shortReply = 600;
const readForKind = 4_000;
const longestRead = 16_000;

/**
 * What an agent's public reply does for the complaint, told from its words in English and in the complaint's language.
 * Plain phrases and nothing clever: an agent can foresee the answer, and an auditor can repeat it. What is in neither
 * counts as `substantive`, because a reply by a person that we cannot read must not be held against that person.
 *
 * `decision`: the final response, by its own words; `summaryResolution`: says that the matter is resolved and where to
 * turn if it is not, which is what a summary resolution communication must say; `holding` asks for time, and giving
 * reasons for it answers nothing; `ack` says no more than "we have it"; `infoRequest` asks the complainant something;
 * all else goes into the matter and is `substantive`.
 *
 * @param language  the complaint's, ISO 639-1
 * @see FCA Handbook DISP 1.5.4 (what a summary resolution communication says)
 */
export function replyKind(text: string, language?: string): CommunicationKind {
  const reader = readerFor(language);
  return kindOf(reader, reader.lookThrough(text.slice(0, readForKind)));
}

function kindOf({ phrases }: Reader, reply: LookedThrough): CommunicationKind {
  if (has(reply, phrases.final)) return 'decision';
  if (has(reply, phrases.resolved) && has(reply, phrases.referralRight)) return 'summaryResolution';
  if (has(reply, phrases.gives)) return 'substantive';
  if (has(reply, phrases.holding)) return 'holding';
  if (reply.text.length > shortReply || has(reply, phrases.touches)) return 'substantive';
  if (reply.text.includes('?') && has(reply, phrases.question)) return 'infoRequest';
  return has(reply, phrases.receipt) ? 'ack' : 'substantive';
}

/** What a message to the complainant contains of what a regulator may ask for. @param language  see `replyKind` */
export function contentsOf(text: string, language?: string): readonly ContentTag[] {
  const reader = readerFor(language);
  return contentsIn(reader, reader.lookThrough(text.slice(0, longestRead)));
}

const nothing: readonly ContentTag[] = [];

function contentsIn({ phrases, contents }: Reader, message: LookedThrough): readonly ContentTag[] {
  if ((message.hints & contents) === 0) return nothing;
  const found: ContentTag[] = [];
  for (const tag of contentTags) if (has(message, phrases[tag])) found.push(tag);
  return found;
}

/** What a person's public reply does and contains. */
export interface ReadReply {
  readonly kind: CommunicationKind;
  readonly contains: readonly ContentTag[];
}

/** `replyKind` and `contentsOf` of a text. */
export function readReply(text: string, language?: string): ReadReply {
  if (text.length > readForKind) return { kind: replyKind(text, language), contains: contentsOf(text, language) };
  const reader = readerFor(language);
  const reply = reader.lookThrough(text);
  return { kind: kindOf(reader, reply), contains: contentsIn(reader, reply) };
}
