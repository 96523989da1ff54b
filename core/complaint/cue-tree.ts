import { parsePhrase, readWords } from './cue-phrase.ts';
import type { PhraseStep } from './cue-phrase.ts';
import { buildLexicon } from './lexicon.ts';
import type { Lexicon, WordClass } from './lexicon.ts';

/** All phrases of a pack as one tree over word classes. */
export interface CueMatcher {
  readonly lexicon: Lexicon;
  readonly root: PhraseNode;
  /** Whether a phrase begins with a word of a list, by the list's number. */
  readonly begins: Uint8Array;
  /** For each cue, whether it gives way to one that begins before it and reaches into it. */
  readonly yields: readonly boolean[];
}

/** A place within phrases: what is found here, and how they go on. */
export interface PhraseNode {
  /** Where a word leads, by the number of its list in the lexicon. */
  readonly byList: ReadonlyMap<number, readonly PhraseNode[]>;
  readonly gaps: readonly PhraseGap[];
  readonly shouted: PhraseNode | undefined;
  /** Whether any phrase ends here. */
  readonly ends: boolean;
  /** Whether none goes on from here. */
  readonly isLast: boolean;
  /** Place of the cue in the pack whose phrase ends here; -1 for none. */
  readonly cue: number;
  /** The same for a cue that stands in no other's way. */
  readonly aside: number;
  /** The same for words in capitals, whatever they say: what they say counts by itself. */
  readonly shout: number;
  /** Place of the category whose phrase ends here; -1 for none. */
  readonly category: number;
  /** A word of denial and what it denies end here: "no damage". */
  readonly denied: boolean;
}

export interface PhraseGap {
  /** In words. */
  readonly upTo: number;
  readonly to: PhraseNode;
  /** Whether a phrase goes on behind the gap with a word of a list, by the list's number. */
  readonly begins: Uint8Array;
}

/** A cue as the matcher sees it. */
export interface CuePhrases {
  readonly patterns: readonly string[];
  readonly yields: boolean;
  /** Stands in no other cue's way, and none in its. */
  readonly aside: boolean;
  /** Says nothing behind a word of denial. */
  readonly deniable?: boolean;
}

/** How the words of a language are to be taken. */
export interface Grammar {
  /** Words that deny what follows within two words: "no", "without". */
  readonly denials: readonly string[];
  /** Whether an apostrophe parts two words. */
  readonly elision: boolean;
}

const nothing = new Uint8Array(0);

const noGrammar: Grammar = { denials: [], elision: false };
const denialReach = 2;

interface Growing {
  readonly byClass: Map<number, Growing>;
  readonly byList: Map<number, PhraseNode[]>;
  readonly gaps: { readonly upTo: number; readonly to: Growing; begins: Uint8Array }[];
  shouted: Growing | undefined;
  ends: boolean;
  isLast: boolean;
  cue: number;
  aside: number;
  shout: number;
  category: number;
  denied: boolean;
}

/** Puts the phrases of cues and of categories, which were checked before, into one tree. A phrase found twice is the first cue's. */
export function buildMatcher(
  cues: readonly CuePhrases[],
  categories: readonly (readonly string[])[],
  grammar: Grammar = noGrammar,
): CueMatcher {
  const tree: Tree = { nodes: [], classes: [], numbers: new Map() };
  const root = newNode(tree);
  cues.forEach(({ patterns, aside }, at) => {
    for (const steps of stepsOf(patterns)) {
      const isShouted = steps.every(({ kind }) => kind === 'shouted');
      const lane = isShouted ? 'shout' : aside ? 'aside' : 'cue';
      for (const end of addSteps(tree, root, steps)) if (end[lane] < 0) end[lane] = at;
    }
  });
  categories.forEach((patterns, at) => {
    for (const end of addPhrases(tree, root, patterns)) if (end.category < 0) end.category = at;
  });
  if (grammar.denials.length > 0) addDenials(tree, root, { cues, denials: grammar.denials });
  const lexicon = buildLexicon(tree.classes, grammar.elision);
  layByList(tree, lexicon);
  for (const { gaps } of tree.nodes) for (const gap of gaps) gap.begins = beginsOf(gap.to, lexicon);
  return { lexicon, root, begins: beginsOf(root, lexicon), yields: cues.map((cue) => cue.yields) };
}

function beginsOf(node: PhraseNode, { lists }: Lexicon): Uint8Array {
  return Uint8Array.from(lists, (_, list) => (node.byList.has(list) ? 1 : 0));
}

interface Tree {
  readonly nodes: Growing[];
  readonly classes: WordClass[];
  readonly numbers: Map<string, number>;
}

function newNode(tree: Tree): Growing {
  const node: Growing = {
    byClass: new Map(),
    byList: new Map(),
    gaps: [],
    shouted: undefined,
    ends: false,
    isLast: false,
    cue: -1,
    aside: -1,
    shout: -1,
    category: -1,
    denied: false,
  };
  tree.nodes.push(node);
  return node;
}

function classNumber(tree: Tree, words: WordClass['words']): number {
  const key = words.map((word) => `${word.text}${word.open ? '*' : ''}`).join('/');
  const known = tree.numbers.get(key);
  if (known !== undefined) return known;
  tree.numbers.set(key, tree.classes.length);
  return tree.classes.push({ words }) - 1;
}

function addPhrases(tree: Tree, root: Growing, patterns: readonly string[]): readonly Growing[] {
  return stepsOf(patterns).flatMap((steps) => addSteps(tree, root, steps));
}

function stepsOf(patterns: readonly string[]): readonly (readonly PhraseStep[])[] {
  return patterns.flatMap((pattern) => {
    const phrase = parsePhrase(pattern);
    return 'fault' in phrase ? [] : [phrase.steps];
  });
}

/** Behind a word of denial, all phrases of deniable cues again, but those that begin with such a word themselves. */
function addDenials(
  tree: Tree,
  root: Growing,
  { cues, denials }: { readonly cues: readonly CuePhrases[]; readonly denials: readonly string[] },
): void {
  const denial = follow(tree, root, { kind: 'word', words: readWords(denials), optional: false });
  const further = follow(tree, denial, { kind: 'gap', upTo: denialReach });
  const denies = new Set(denials);
  const begins = (pattern: string): boolean =>
    (pattern.split(' ').find((part) => !part.startsWith('[')) ?? '').split('/').some((word) => denies.has(word));
  for (const { patterns } of cues.filter((cue) => cue.deniable === true)) {
    const deniable = patterns.filter((pattern) => !begins(pattern));
    for (const end of addPhrases(tree, further, deniable)) end.denied = true;
  }
}

/** The nodes reached by a phrase; an optional word leaves the ways round it open. */
function addSteps(tree: Tree, root: Growing, steps: readonly PhraseStep[]): readonly Growing[] {
  let nodes = [root];
  for (const step of steps) {
    const on = nodes.map((node) => follow(tree, node, step));
    nodes = step.kind === 'word' && step.optional ? [...nodes, ...on] : on;
  }
  return nodes;
}

function follow(tree: Tree, node: Growing, step: PhraseStep): Growing {
  if (step.kind === 'shouted') return (node.shouted ??= newNode(tree));
  if (step.kind === 'gap') {
    const known = node.gaps.find((gap) => gap.upTo === step.upTo);
    if (known !== undefined) return known.to;
    const to = newNode(tree);
    node.gaps.push({ upTo: step.upTo, to, begins: nothing });
    return to;
  }
  const number = classNumber(tree, step.words);
  const child = node.byClass.get(number) ?? newNode(tree);
  node.byClass.set(number, child);
  return child;
}

/** Looks up once, for every node, what a reader would otherwise look up at every word. */
function layByList(tree: Tree, lexicon: Lexicon): void {
  const listsOf = new Map<number, number[]>();
  lexicon.lists.forEach((classes, list) => {
    for (const number of classes) {
      const lists = listsOf.get(number) ?? [];
      lists.push(list);
      listsOf.set(number, lists);
    }
  });
  for (const node of tree.nodes) {
    node.ends = node.cue >= 0 || node.aside >= 0 || node.shout >= 0 || node.category >= 0 || node.denied;
    node.isLast = node.byClass.size === 0 && node.gaps.length === 0 && node.shouted === undefined;
    for (const [number, child] of node.byClass) {
      for (const list of listsOf.get(number) ?? []) {
        const nodes = node.byList.get(list) ?? [];
        nodes.push(child);
        node.byList.set(list, nodes);
      }
    }
  }
}
