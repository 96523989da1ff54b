import type { ContentTag } from '../vocabulary.ts';
import type { Hinted } from '../phrases.ts';

/**
 * What an agent's words may show. `final`: they call themselves the last word. `resolved`: the matter is settled. `gives`:
 * something was done for the complainant, or said for good. `holding`: more time is asked. `touches`: they go into the
 * matter, which an apology for the trouble alone does not. `receipt`: we have it. `question`: the complainant is asked for
 * something.
 */
export type ReplySign = 'final' | 'resolved' | 'gives' | 'holding' | 'touches' | 'receipt' | 'question';

/**
 * The phrases of one language by which a reply is known. Behind each pattern stand the pieces of words of which one must be
 * there.
 */
export type ReplyWords = Readonly<Record<ReplySign | ContentTag, Hinted>>;

/** What people say in one language, and how it is known. */
export interface LanguageWords {
  /** What agents reply. */
  readonly replies: ReplyWords;
  /** Whether there are words of thanks, or that all is well. */
  readonly thanks: (text: string) => boolean;
  /**
   * Whether something is said beside thanks that makes them more than that: a denial, or what is asked for or threatened with. To open a
   * complaint once too often is better than to lose one.
   */
  readonly more: (text: string) => boolean;
}

/** Pieces of three characters, written with spaces between; a space of their own is written as an underscore. */
export function pieces(written: string): readonly string[] {
  return written.split(' ').map((piece) => piece.replaceAll('_', ' '));
}
