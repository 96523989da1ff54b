/** Ids of tickets, kept small: in memory a number each, as text mostly a character or two each. */
export interface IdSet {
  add(id: string): void;
  has(id: string): boolean;
  readonly size: number;
  toText(): string;
}

/** Beyond this nothing is added: what is not known to be done is done again, which costs time only. */
const mostIds = 500_000;
const longestId = 15;

/**
 * A set of ids, or what `toText` once wrote of it. A text that is none gives an empty set, and an id that is no whole
 * number is never in it: both cost a repetition and nothing else.
 */
export function createIdSet(text = ''): IdSet {
  const ids = new Set<number>(readRuns(text));
  return {
    add(id) {
      const number = numberOf(id);
      if (number !== undefined && ids.size < mostIds) ids.add(number);
    },
    has(id) {
      const number = numberOf(id);
      return number !== undefined && ids.has(number);
    },
    get size() {
      return ids.size;
    },
    toText: () => writeRuns([...ids].toSorted((one, other) => one - other)),
  };
}

function numberOf(id: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(id) && id.length <= longestId ? Number(id) : undefined;
}

/** Runs of neighbours in ascending order, `gap` or `gap+more`, in base 36: the gap to the last one before, and how many follow. */
function writeRuns(sorted: readonly number[]): string {
  const runs: { gap: number; more: number }[] = [];
  let last = 0;
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && id === last + 1) run.more += 1;
    else runs.push({ gap: id - last, more: 0 });
    last = id;
  }
  return runs.map(({ gap, more }) => gap.toString(36) + (more === 0 ? '' : `+${more.toString(36)}`)).join(' ');
}

function readRuns(text: string): readonly number[] {
  const ids: number[] = [];
  let last = 0;
  for (const run of text === '' ? [] : text.split(' ')) {
    const [gap = Number.NaN, more = 0] = run.split('+').map((part) => Number.parseInt(part, 36));
    if (!(gap >= 0) || !(more >= 0) || ids.length + more >= mostIds) return [];
    for (let id = last + gap; id <= last + gap + more; id += 1) ids.push(id);
    last += gap + more;
  }
  return ids;
}
