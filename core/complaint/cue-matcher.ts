import { parsePhrase } from './cue-phrase.ts';
import type { PhraseStep } from './cue-phrase.ts';
import { buildLexicon } from './lexicon.ts';
import type { Lexicon, WordClass } from './lexicon.ts';
import { scanWords, sentenceEnd } from './word-scan.ts';
import type { ScannedWords, Stretch } from './word-scan.ts';

/** All phrases of a pack as one tree over word classes. */
export interface CueMatcher {
  readonly lexicon: Lexicon;
  readonly root: PhraseNode;
  /** For each list of the lexicon, whether one of its classes begins a phrase. */
  readonly begins: readonly boolean[];
}

export interface PhraseNode {
  readonly next: Map<number, PhraseNode>;
  readonly gaps: { readonly upTo: number; readonly to: PhraseNode }[];
  shouted: PhraseNode | undefined;
  /** Place of the cue in the pack whose phrase ends here; -1 for none. */
  cue: number;
  /** Place of the category whose phrase ends here; -1 for none. */
  category: number;
}

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

/** Puts the phrases of cues and of categories, which were checked before, into one tree. */
export function buildMatcher(
  cues: readonly (readonly string[])[],
  categories: readonly (readonly string[])[],
): CueMatcher {
  const classes: WordClass[] = [];
  const numbers = new Map<string, number>();
  const root = newNode();
  const classNumber = (words: WordClass['words']): number => {
    const key = words.map((word) => `${word.text}${word.open ? '*' : ''}`).join('/');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, classes.length);
    return classes.push({ words }) - 1;
  };
  cues.forEach((patterns, at) => {
    for (const end of addPhrases(root, patterns, classNumber)) if (end.cue < 0) end.cue = at;
  });
  categories.forEach((patterns, at) => {
    for (const end of addPhrases(root, patterns, classNumber)) if (end.category < 0) end.category = at;
  });
  const lexicon = buildLexicon(classes);
  return { lexicon, root, begins: lexicon.lists.map((list) => list.some((number) => root.next.has(number))) };
}

function newNode(): PhraseNode {
  return { next: new Map(), gaps: [], shouted: undefined, cue: -1, category: -1 };
}

type ClassNumber = (words: WordClass['words']) => number;

function addPhrases(root: PhraseNode, patterns: readonly string[], classNumber: ClassNumber): readonly PhraseNode[] {
  return patterns.flatMap((pattern) => {
    const phrase = parsePhrase(pattern);
    return 'fault' in phrase ? [] : addSteps([root], phrase.steps, classNumber);
  });
}

/** The nodes reached by a phrase; an optional word leaves the ways round it open. */
function addSteps(from: readonly PhraseNode[], steps: readonly PhraseStep[], classNumber: ClassNumber): PhraseNode[] {
  let nodes = [...from];
  for (const step of steps) {
    const on = nodes.map((node) => follow(node, step, classNumber));
    nodes = step.kind === 'word' && step.optional ? [...nodes, ...on] : on;
  }
  return nodes;
}

function follow(node: PhraseNode, step: PhraseStep, classNumber: ClassNumber): PhraseNode {
  if (step.kind === 'shouted') return (node.shouted ??= newNode());
  if (step.kind === 'gap') {
    const known = node.gaps.find((gap) => gap.upTo === step.upTo);
    if (known !== undefined) return known.to;
    const to = newNode();
    node.gaps.push({ upTo: step.upTo, to });
    return to;
  }
  const number = classNumber(step.words);
  const child = node.next.get(number) ?? newNode();
  node.next.set(number, child);
  return child;
}

/**
 * Finds the phrases of a matcher in stretches of a text.
 *
 * Of cues that begin together the longest is taken, and one that lies within another is left out, so that "not happy"
 * is not also "happy". Categories do not stand in each other's way.
 *
 * Linear: from each word a search goes no further than the longest phrase, on ways whose number the pack alone bounds.
 */
export function findPhrases(text: string, stretches: readonly Stretch[], matcher: CueMatcher): Search {
  const words = scanWords(text, stretches, matcher.lexicon);
  const walk: Walk = { matcher, words, steps: 0, cue: -1, cueEnd: -1, categories: [] };
  const matches: PhraseMatch[] = [];
  let coveredTo = -1;
  for (let at = 0; at < words.lists.length; at += 1) {
    const list = words.lists[at] ?? sentenceEnd;
    if (list === sentenceEnd || !(matcher.begins[list] === true || words.shouted[at] === true)) continue;
    walk.cue = -1;
    walk.cueEnd = -1;
    walk.categories.length = 0;
    goOn(walk, matcher.root, at);
    const start = words.starts[at] ?? 0;
    if (walk.cueEnd > coveredTo) {
      coveredTo = walk.cueEnd;
      matches.push({ start, end: words.ends[walk.cueEnd - 1] ?? start, cue: walk.cue, category: -1 });
    }
    for (const { category, end } of walk.categories) {
      matches.push({ start, end: words.ends[end - 1] ?? start, cue: -1, category });
    }
  }
  return { matches, steps: walk.steps + words.lists.length };
}

interface Walk {
  readonly matcher: CueMatcher;
  readonly words: ScannedWords;
  steps: number;
  cue: number;
  /** Place behind the last word of the longest cue so far. */
  cueEnd: number;
  readonly categories: { readonly category: number; readonly end: number }[];
}

/** Follows a phrase from `node` with the word at `at`; no deeper than the longest phrase has steps. */
function goOn(walk: Walk, node: PhraseNode, at: number): void {
  walk.steps += 1;
  if (node.cue >= 0 && at > walk.cueEnd) {
    walk.cue = node.cue;
    walk.cueEnd = at;
  }
  if (node.category >= 0) walk.categories.push({ category: node.category, end: at });
  const list = walk.words.lists[at] ?? sentenceEnd;
  if (list === sentenceEnd) return;
  if (node.next.size > 0) {
    for (const number of walk.matcher.lexicon.lists[list] ?? []) {
      const child = node.next.get(number);
      if (child !== undefined) goOn(walk, child, at + 1);
    }
  }
  if (node.shouted !== undefined && walk.words.shouted[at] === true) goOn(walk, node.shouted, at + 1);
  for (const gap of node.gaps) goThrough(walk, gap, at);
}

function goThrough(walk: Walk, gap: PhraseNode['gaps'][number], at: number): void {
  for (let over = 0; over <= gap.upTo; over += 1) {
    goOn(walk, gap.to, at + over);
    if ((walk.words.lists[at + over] ?? sentenceEnd) === sentenceEnd) return;
  }
}
