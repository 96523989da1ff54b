/**
 * One step of a phrase. `word`: any of these words, each whole or, where `open`, the beginning of a word. `gap`: up to
 * `upTo` words of any kind. `shouted`: a word of three letters or more, all capitals.
 */
export type PhraseStep =
  | {
      readonly kind: 'word';
      readonly words: readonly { readonly text: string; readonly open: boolean }[];
      readonly optional: boolean;
    }
  | { readonly kind: 'gap'; readonly upTo: number }
  | { readonly kind: 'shouted' };

const mostSteps = 12;
const mostGap = 4;
const mostGaps = 2;
const mostOptional = 4;
const wordShape = /^[\p{L}\p{N}\p{M}'!?\p{S}]+\*?$/u;

/**
 * Reads a phrase of a cue: words apart by blanks, found in this order within one sentence.
 *
 * - `late/delayed` either word; `disappoint*` any word that so begins
 * - `[very/so]` may be there or not
 * - `~3` up to three words in between, and no comma
 * - `^` a word in capitals; `!!*` two or more marks of exclamation
 *
 * There is no way to write a repetition, and so no phrase whose search grows faster than the text. Case, accents and
 * apostrophes do not count: `didn't` finds "didnt" and "DIDN’T".
 *
 * @returns the steps, or what is wrong with the phrase
 */
export function parsePhrase(pattern: string): { readonly steps: readonly PhraseStep[] } | { readonly fault: string } {
  const steps: PhraseStep[] = [];
  for (const part of pattern.split(' ')) {
    const step = parseStep(part);
    if (step === undefined) return { fault: `'${part}' is not a word, a choice of words, a gap or ^` };
    steps.push(step);
  }
  const fault = faultOf(steps);
  return fault === undefined ? { steps } : { fault };
}

function parseStep(part: string): PhraseStep | undefined {
  if (part === '^') return { kind: 'shouted' };
  if (part.startsWith('~')) {
    const upTo = Number(part.slice(1));
    return Number.isInteger(upTo) && upTo >= 1 && upTo <= mostGap ? { kind: 'gap', upTo } : undefined;
  }
  const optional = part.startsWith('[') && part.endsWith(']');
  const words = (optional ? part.slice(1, -1) : part).split('/');
  if (!words.every((word) => wordShape.test(word))) return undefined;
  return { kind: 'word', words: readWords(words), optional };
}

/** Words as phrases write them: `late`, or `disappoint*` for all that so begin. */
export function readWords(words: readonly string[]): Extract<PhraseStep, { kind: 'word' }>['words'] {
  return words.map((word) =>
    word.endsWith('*') ? { text: word.slice(0, -1), open: true } : { text: word, open: false },
  );
}

function faultOf(steps: readonly PhraseStep[]): string | undefined {
  if (steps.length > mostSteps) return `more than ${mostSteps} steps`;
  if (steps.filter((step) => step.kind === 'gap').length > mostGaps) return `more than ${mostGaps} gaps`;
  if (steps.filter(isOptional).length > mostOptional) return `more than ${mostOptional} optional words`;
  const [first, last] = [steps[0], steps.at(-1)];
  if (first?.kind === 'gap' || last?.kind === 'gap') return 'begins or ends with a gap';
  return steps.every((step) => step.kind === 'gap' || isOptional(step)) ? 'has no word that must be there' : undefined;
}

function isOptional(step: PhraseStep): boolean {
  return step.kind === 'word' && step.optional;
}
