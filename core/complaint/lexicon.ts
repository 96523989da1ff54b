import { foldedUnit, foldWord, kindOfUnit, kindWithElision, spellingsOf, unitCount } from './letters.ts';

/** A choice of words that some phrase asks for; `open` ones are beginnings of words. */
export interface WordClass {
  readonly words: readonly { readonly text: string; readonly open: boolean }[];
}

/**
 * Tells of any word which word classes it belongs to, unit by unit, in one walk through a table.
 *
 * `next[state * width + column]` is the state after one more unit, 0 where no word of ours goes on like this; state 1 is
 * the beginning of a word. `whole` and `begun` name, for each state, a list of classes: of a word that ends here, and
 * of one that goes on unknown to us.
 */
export interface Lexicon {
  /** Column of each unit, 0 for one that no word of ours has. */
  readonly columns: Uint16Array;
  readonly width: number;
  readonly next: Int32Array;
  readonly whole: Int32Array;
  readonly begun: Int32Array;
  /** Lists of class numbers; list 0 is empty. */
  readonly lists: readonly (readonly number[])[];
  /** The kind of each unit in this language. */
  readonly kinds: Uint8Array;
}

interface Node {
  readonly children: Map<number, Node>;
  readonly whole: Set<number>;
  readonly open: Set<number>;
}

/**
 * Lays out the table; the number of a class is its place in `classes`.
 *
 * @param elision whether an apostrophe parts two words; of a cue's word that has one, what follows it is looked for
 */
export function buildLexicon(classes: readonly WordClass[], elision = false): Lexicon {
  const root = newNode();
  const columnOf = new Map<number, number>();
  classes.forEach((wordClass, number) => {
    for (const { text, open } of wordClass.words) {
      for (const spelling of spellingsOf(elision ? afterApostrophe(text) : text)) {
        const node = growTo(root, foldWord(spelling), columnOf);
        (open ? node.open : node.whole).add(number);
      }
    }
  });
  return {
    columns: layColumns(columnOf),
    width: columnOf.size + 1,
    ...layStates(root, columnOf),
    kinds: elision ? kindWithElision : kindOfUnit,
  };
}

function afterApostrophe(word: string): string {
  return word.split(/['\u2019]/u).at(-1) ?? word;
}

function growTo(root: Node, units: readonly number[], columnOf: Map<number, number>): Node {
  let node = root;
  for (const unit of units) {
    if (!columnOf.has(unit)) columnOf.set(unit, columnOf.size + 1);
    const child = node.children.get(unit) ?? newNode();
    node.children.set(unit, child);
    node = child;
  }
  return node;
}

function newNode(): Node {
  return { children: new Map(), whole: new Set(), open: new Set() };
}

function layColumns(columnOf: ReadonlyMap<number, number>): Uint16Array {
  const columns = new Uint16Array(unitCount);
  for (let code = 0; code < unitCount; code += 1) columns[code] = columnOf.get(foldedUnit[code] ?? code) ?? 0;
  return columns;
}

function layStates(
  root: Node,
  columnOf: ReadonlyMap<number, number>,
): Pick<Lexicon, 'next' | 'whole' | 'begun' | 'lists'> {
  const order: { readonly node: Node; readonly begun: readonly number[] }[] = [{ node: root, begun: [] }];
  const stateOf = new Map<Node, number>([[root, 1]]);
  for (let at = 0; at < order.length; at += 1) {
    const entry = order[at];
    if (entry === undefined) break;
    for (const child of entry.node.children.values()) {
      stateOf.set(child, order.push({ node: child, begun: [...entry.begun, ...child.open] }));
    }
  }
  const width = columnOf.size + 1;
  const next = new Int32Array((order.length + 1) * width);
  const whole = new Int32Array(order.length + 1);
  const begun = new Int32Array(order.length + 1);
  const lists = newLists();
  order.forEach((entry, at) => {
    const state = at + 1;
    for (const [unit, child] of entry.node.children) {
      next[state * width + (columnOf.get(unit) ?? 0)] = stateOf.get(child) ?? 0;
    }
    begun[state] = lists.numberOf(entry.begun);
    whole[state] = lists.numberOf([...entry.begun, ...entry.node.whole]);
  });
  return { next, whole, begun, lists: lists.all };
}

/** Lists that are the same get the same number. */
function newLists(): { readonly all: (readonly number[])[]; numberOf(list: readonly number[]): number } {
  const all: (readonly number[])[] = [[]];
  const numbers = new Map<string, number>([['', 0]]);
  return {
    all,
    numberOf(list) {
      const sorted = [...new Set(list)].sort((a, b) => a - b);
      const key = sorted.join(',');
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(sorted) - 1;
    },
  };
}
