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
 * Cues that stand aside, and categories, are all found; and of words in capitals both that they are and what they say, so
 * that "WORST SERVICE EVER" is no less than it is in small letters. What a word of denial stands before is left out,
 * unless a cue begins with that very word.
 *
 * Linear: from each word a search goes no further than the longest phrase, on ways whose number the pack alone bounds.
 */
export function findPhrases(text: string, stretches: readonly Stretch[], matcher: CueMatcher): Search {
  const words = scanWords(text, stretches, matcher.lexicon);
  const walk: Walk = {
    words,
    steps: words.lists.length,
    cue: -1,
    cueEnd: -1,
    deniedEnd: -1,
    shout: -1,
    shoutEnd: -1,
    others: [],
  };
  const matches: PhraseMatch[] = [];
  let coveredTo = -1;
  let shoutedTo = -1;
  for (let at = 0; at < words.lists.length; at += 1) {
    const list = words.lists[at]!;
    if (matcher.begins[list] !== 1 && words.shouted[at] !== true) continue;
    walk.cue = -1;
    walk.cueEnd = -1;
    walk.deniedEnd = -1;
    walk.shoutEnd = -1;
    goOn(walk, matcher.root, at);
    coveredTo = settle(walk, { at, coveredTo, matches }, matcher);
    if (walk.shoutEnd < 0 || at < shoutedTo) continue;
    shoutedTo = walk.shoutEnd;
    matches.push({ start: words.starts[at]!, end: words.ends[shoutedTo - 1]!, cue: walk.shout, category: -1 });
  }
  return { matches, steps: walk.steps };
}

/** Takes what began at a word, and gives back up to where words are spoken for. */
function settle(
  walk: Walk,
  { at, coveredTo, matches }: { readonly at: number; readonly coveredTo: number; readonly matches: PhraseMatch[] },
  matcher: CueMatcher,
): number {
  const { words, cue, cueEnd, others } = walk;
  const start = words.starts[at]!;
  let covered = coveredTo;
  if (cueEnd > coveredTo && !(at < coveredTo && matcher.yields[cue] === true)) {
    covered = cueEnd;
    matches.push({ start, end: words.ends[cueEnd - 1]!, cue, category: -1 });
  } else if (cueEnd < 0) covered = Math.max(coveredTo, walk.deniedEnd);
  if (others.length > 0) {
    for (const { cue: aside, category, end } of others) {
      matches.push({ start, end: words.ends[end - 1]!, cue: aside, category });
    }
    others.length = 0;
  }
  return covered;
}

interface Walk {
  readonly words: ScannedWords;
  steps: number;
  cue: number;
  /** Place behind the last word of the longest cue so far. */
  cueEnd: number;
  /** Place behind the last word of the longest denial. */
  deniedEnd: number;
  /** Words in capitals, and the place behind the last of the most that belong together. */
  shout: number;
  shoutEnd: number;
  /** Cues that stand aside, and categories. */
  readonly others: { readonly cue: number; readonly category: number; readonly end: number }[];
}

/** Follows phrases from `node` with the word at `at`; no deeper than the longest phrase has steps. */
function goOn(walk: Walk, node: PhraseNode, at: number): void {
  walk.steps += 1;
  if (node.ends) keep(walk, node, at);
  if (node.isLast) return;
  // Behind the last word a sentence ends.
  const list = walk.words.lists[at]!;
  if (list === sentenceEnd) return;
  const nodes = node.byList.get(list);
  if (nodes !== undefined) for (const child of nodes) goOn(walk, child, at + 1);
  if (node.shouted !== undefined && walk.words.shouted[at] === true) goOn(walk, node.shouted, at + 1);
  for (const gap of node.gaps) goThrough(walk, gap, at);
}

/** Keeps what ends at a node with the word before `at`. */
function keep(walk: Walk, node: PhraseNode, at: number): void {
  if (node.cue >= 0 && at > walk.cueEnd) {
    walk.cue = node.cue;
    walk.cueEnd = at;
  }
  if (node.denied && at > walk.deniedEnd) walk.deniedEnd = at;
  if (node.shout >= 0 && at > walk.shoutEnd) {
    walk.shout = node.shout;
    walk.shoutEnd = at;
  }
  if (node.aside >= 0) walk.others.push({ cue: node.aside, category: -1, end: at });
  if (node.category >= 0) walk.others.push({ cue: -1, category: node.category, end: at });
}

function goThrough(walk: Walk, { to, upTo, begins }: PhraseGap, at: number): void {
  const { lists, commas } = walk.words;
  for (let here = at; here <= at + upTo; here += 1) {
    walk.steps += 1;
    if (commas[here - 1] === true) return;
    const list = lists[here]!;
    if (list === sentenceEnd) return;
    if (begins[list] === 1 || to.shouted !== undefined) goOn(walk, to, here);
  }
}
