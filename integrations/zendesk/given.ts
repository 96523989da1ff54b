import * as z from 'zod';

/** Rows of an export that were given already, so that an overlap does not give them again. */
export interface Given {
  /** What has been given until now. */
  mark(): string;
  /** The rows that had not been given when `mark` was taken; they count as given from now on. */
  fresh(rows: readonly unknown[], mark: string): readonly unknown[];
}

const row = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  // 0 where Zendesk does not say: nothing can be told by that.
  generated_timestamp: z.int().positive(),
});

/** A minute of a large account, several times over. Beyond it rows come again, and nothing is lost. */
const mostKept = 20_000;

/** @param process  a word no other process has: marks of another process tell nothing here */
export function createGiven(process: string): Given {
  const given = new Map<string, number>();
  let count = 0;
  return {
    mark: () => `${process}.${count}`,
    fresh(rows, mark) {
      const [, known] = mark.startsWith(`${process}.`) ? mark.split('.') : [];
      const before = known === undefined ? 0 : Number(known);
      const seen = rows.filter((one) => {
        const key = keyOf(one);
        const at = key === undefined ? undefined : given.get(key);
        return at === undefined || at > before;
      });
      for (const one of rows) {
        const key = keyOf(one);
        if (key === undefined || given.has(key)) continue;
        count += 1;
        given.set(key, count);
      }
      for (const key of given.keys()) {
        if (given.size <= mostKept) break;
        given.delete(key);
      }
      return seen;
    },
  };
}

/** A ticket as it was generated at one second: written again, it has another. */
function keyOf(one: unknown): string | undefined {
  const read = row.safeParse(one);
  return read.success ? `${read.data.id}@${read.data.generated_timestamp}` : undefined;
}
