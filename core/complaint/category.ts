import type { PhraseMatch } from './cue-matcher.ts';
import type { CuePack } from './cue-pack.ts';

/** A cue that speaks for a category counts as much as two of its words. */
const cueVotes = 2;

/**
 * What a text is about, where that is clear: the category with more than half of all votes. Each different word of a
 * category is one vote; `undefined` leaves it to a person.
 */
export function suggestCategory(matches: readonly PhraseMatch[], pack: CuePack, whole: string): string | undefined {
  const votes = new Map<string, number>();
  const counted = new Set<string>();
  let all = 0;
  for (const match of matches) {
    const isCue = match.cue >= 0;
    const category = isCue ? pack.cues[match.cue]?.category : pack.source.categories[match.category]?.id;
    if (category === undefined) continue;
    const once = `${category} ${isCue ? match.cue : whole.slice(match.start, match.end).toLowerCase()}`;
    if (counted.has(once)) continue;
    counted.add(once);
    const weight = isCue ? cueVotes : 1;
    votes.set(category, (votes.get(category) ?? 0) + weight);
    all += weight;
  }
  for (const [category, count] of votes) if (count > all / 2) return category;
  return undefined;
}
