import type { CueMatcher, PhraseGap, PhraseNode } from './cue-tree.ts';
import { scanWords, sentenceEnd } from './word-scan.ts';
import type { ScannedWords, Stretch } from './word-scan.ts';

/** A phrase that was found. `cue` or `category` is the place in the pack; the other is -1. */
export interface PhraseMatch extends Stretch {
  readonly cue: number;
  readonly category: number;
}

/** What was found, in order of beginning, and how many steps the search took. */
export interface Search {
  readonly matches: readonly PhraseMatch[];
  readonly steps: number;
}

/**
 * Finds the phrases of a matcher in stretches of a text.
 *
 * Of cues that begin together the longest is taken, and one that lies within another is left out, so that "not happy"
 * is not also "happy"; a cue that yields is left out even where it reaches beyond, as "happy with" does here.
 * Cues that stand aside, and categories, are all found. What a word of denial stands before is left out, unless a cue
 * begins with that very word.
 *
 * Linear: from each word a search goes no further than the longest phrase, on ways whose number the pack alone bounds.
 */
export function findPhrases(text: string, stretches: readonly Stretch[], matcher: CueMatcher): Search {
  const words = scanWords(text, stretches, matcher.lexicon);
  const walk: Walk = { words, steps: words.lists.length, cue: -1, cueEnd: -1, deniedEnd: -1, others: [] };
  const matches: PhraseMatch[] = [];
  let coveredTo = -1;
  for (let at = 0; at < words.lists.length; at += 1) {
    const list = words.lists[at] ?? sentenceEnd;
    if (!matcher.root.byList.has(list) && words.shouted[at] !== true) continue;
    walk.cue = -1;
    walk.cueEnd = -1;
    walk.deniedEnd = -1;
    goOn(walk, matcher.root, at);
    const start = words.starts[at] ?? 0;
    if (walk.cueEnd > coveredTo && !(at < coveredTo && matcher.yields[walk.cue] === true)) {
      coveredTo = walk.cueEnd;
      matches.push({ start, end: words.ends[walk.cueEnd - 1] ?? start, cue: walk.cue, category: -1 });
    } else if (walk.cueEnd < 0) coveredTo = Math.max(coveredTo, walk.deniedEnd);
    for (const { cue, category, end } of walk.others) {
      matches.push({ start, end: words.ends[end - 1] ?? start, cue, category });
    }
    walk.others.length = 0;
  }
  return { matches, steps: walk.steps };
}

interface Walk {
  readonly words: ScannedWords;
  steps: number;
  cue: number;
  /** Place behind the last word of the longest cue so far. */
  cueEnd: number;
  /** Place behind the last word of the longest denial. */
  deniedEnd: number;
  /** Cues that stand aside, and categories. */
  readonly others: { readonly cue: number; readonly category: number; readonly end: number }[];
}

/** Follows phrases from `node` with the word at `at`; no deeper than the longest phrase has steps. */
function goOn(walk: Walk, node: PhraseNode, at: number): void {
  walk.steps += 1;
  if (node.cue >= 0 && at > walk.cueEnd) {
    walk.cue = node.cue;
    walk.cueEnd = at;
  }
  if (node.denied && at > walk.deniedEnd) walk.deniedEnd = at;
  if (node.closesAtComma && walk.words.commas[at - 1] === true) return;
  if (node.aside >= 0) walk.others.push({ cue: node.aside, category: -1, end: at });
  if (node.category >= 0) walk.others.push({ cue: -1, category: node.category, end: at });
  const list = walk.words.lists[at] ?? sentenceEnd;
  if (list === sentenceEnd) return;
  const nodes = node.byList.get(list);
  if (nodes !== undefined) for (const child of nodes) goOn(walk, child, at + 1);
  if (node.shouted !== undefined && walk.words.shouted[at] === true) goOn(walk, node.shouted, at + 1);
  for (const gap of node.gaps) goThrough(walk, gap, at);
}

function goThrough(walk: Walk, gap: PhraseGap, at: number): void {
  for (let over = 0; over <= gap.upTo; over += 1) {
    goOn(walk, gap.to, at + over);
    if ((walk.words.lists[at + over] ?? sentenceEnd) === sentenceEnd) return;
  }
}
