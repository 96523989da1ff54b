/** A list in order: itself where it is so already, as what a helpdesk tells nearly always is. */
export function inOrder<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let i = 1; i < list.length; i += 1) if (compare(list[i - 1]!, list[i]!) > 0) return list.toSorted(compare);
  return list;
}
