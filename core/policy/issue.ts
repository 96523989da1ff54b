/** One thing wrong with a policy, and where. */
export interface PolicyIssue {
  /** From the top of the file: `obligations.acknowledge.warnAt[0]`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What was probably meant, or what to do; `undefined` where nothing better than the message is known. */
  readonly suggestion: string | undefined;
}

/** Steps from the top to a place, as people write them: `calendars.office.hours.mon[0]`. */
export function pathText(steps: readonly PropertyKey[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path === '' ? String(step) : `${path}.${String(step)}`;
  }, '');
}

/** `did you mean 'office'?`, or the few names there are; `undefined` where neither helps. */
export function suggestName(wrong: string, names: readonly string[]): string | undefined {
  const near = nearestName(wrong, names);
  if (near !== undefined) return `did you mean '${near}'?`;
  if (names.length === 0 || names.length > 20) return undefined;
  return `known: ${names.join(', ')}`;
}

/** The name a slip of the finger away from a wrong one: at most a third of its letters differ. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const written = fold(wrong.slice(0, 64));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(written, fold(name.slice(0, 64)));
    if (
      distance <= Math.max(1, Math.floor(name.length / 3)) &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    ) {
      best = { name, distance };
    }
  }
  return best?.name;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '-');
}

/** Letters to add, drop, change or swap with their neighbour to make one of the other. */
function editDistance(a: string, b: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swaps ? above[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(change, swap, row[j]! + 1, next[j - 1]! + 1));
    }
    above = row;
    row = next;
  }
  return row[b.length]!;
}
