import type { PhraseMatch } from './cue-matcher.ts';
import type { CuePack } from './cue-pack.ts';
import { ruleId, type CategoryRule } from './cue-packs.ts';

/** A cue that speaks for a category counts as much as two of its words. */
const cueVotes = 2;
/** One word alone is not sure of anything. */
const fewestVotes = 2;

/**
 * What a text is about: by the company's own rules, of which the first that applies decides; else as the text suggests.
 */
export function chooseCategory(
  matches: readonly PhraseMatch[],
  of: {
    readonly pack: CuePack;
    readonly whole: string;
    readonly rules: readonly CategoryRule[];
    readonly tags: readonly string[];
  },
): string | undefined {
  const { pack, rules } = of;
  if (rules.length > 0) {
    const found = new Set(matches.map(({ category }) => pack.source.categories[category]?.id));
    const tags = new Set(of.tags.map((tag) => tag.toLowerCase()));
    const rule = rules.find((one, at) => found.has(ruleId(at)) || one.tags.some((tag) => tags.has(tag)));
    if (rule !== undefined) return rule.category;
  }
  return suggestCategory(matches, pack, of.whole);
}

/**
 * What a text is about, where that is clear: the category with more than half of all votes. Each different word of a
 * category is one vote; `undefined` leaves it to a person.
 */
export function suggestCategory(matches: readonly PhraseMatch[], pack: CuePack, whole: string): string | undefined {
  const votes = new Map<string, number>();
  const counted = new Set<string>();
  let all = 0;
  for (const match of matches) {
    const category = categoryOf(match, pack);
    if (category === undefined) continue;
    const isCue = match.cue >= 0;
    const once = `${category} ${isCue ? match.cue : whole.slice(match.start, match.end).toLowerCase()}`;
    if (counted.has(once)) continue;
    counted.add(once);
    const weight = isCue ? cueVotes : 1;
    votes.set(category, (votes.get(category) ?? 0) + weight);
    all += weight;
  }
  for (const [category, count] of votes) if (count > all / 2 && count >= fewestVotes) return category;
  return undefined;
}

function categoryOf(match: PhraseMatch, pack: CuePack): string | undefined {
  if (match.cue >= 0) return pack.cues[match.cue]?.category;
  return pack.source.categories[match.category]?.id;
}
