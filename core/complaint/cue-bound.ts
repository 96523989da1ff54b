import type { CueMatcher, PhraseNode } from './cue-tree.ts';

/**
 * The most steps that a search with these phrases can take from any one word of any text: what makes it linear, and how
 * steep the line is. An upper bound, as if at each step the next word were the one that leads furthest.
 */
export function mostStepsAtAWord(matcher: CueMatcher): number {
  return stepsFrom(matcher.root, new Map());
}

function stepsFrom(node: PhraseNode, known: Map<PhraseNode, number>): number {
  const before = known.get(node);
  if (before !== undefined) return before;
  let furthest = 0;
  for (const children of node.byList.values()) {
    furthest = Math.max(
      furthest,
      children.reduce((sum, child) => sum + stepsFrom(child, known), 0),
    );
  }
  const shouted = node.shouted === undefined ? 0 : stepsFrom(node.shouted, known);
  const through = node.gaps.reduce((sum, { to, upTo }) => sum + (upTo + 1) * (1 + stepsFrom(to, known)), 0);
  const steps = 1 + furthest + shouted + through;
  known.set(node, steps);
  return steps;
}
