import type { TagChange } from '#core/effect/effect.ts';

/** The whole list of tags after the change, `undefined` where it stays. Only tags that begin with the prefix change. */
export function tagsAfter(tags: readonly string[], change: TagChange, prefix: string): readonly string[] | undefined {
  const own = ownTag(prefix);
  const gone = new Set((change.removeTags ?? []).map(own));
  const kept = tags.filter((tag) => !gone.has(tag));
  const added = [...new Set((change.addTags ?? []).map(own))].filter((tag) => !kept.includes(tag));
  return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];
}

/** Whether an account kept the tags that were added; it may write them its own way. */
export function hasTags(tags: readonly string[], change: Pick<TagChange, 'addTags'>, prefix: string): boolean {
  const kept = new Set(tags.map((tag) => tag.toLowerCase()));
  return (change.addTags ?? []).map(ownTag(prefix)).every((tag) => kept.has(tag));
}

/**
 * A ticket's tags with ours as we write them, for an account may keep one with capitals: it would be found lacking, and
 * written again, for ever. Those of others stay as they are.
 */
export function readTags(tags: readonly string[], prefix: string): readonly string[] {
  const read = (tag: string): string => {
    const lower = tag.toLowerCase();
    return lower.startsWith(prefix) ? lower : tag;
  };
  for (const tag of tags) if (read(tag) !== tag) return [...new Set(tags.map(read))];
  return tags;
}

/** The same tags as on other helpdesks, where they hold neither blanks nor capital letters; a comma parts two of them here. */
function ownTag(prefix: string): (tag: string) => string {
  return (tag) => `${prefix}${tag}`.toLowerCase().replaceAll(/[\s,"]+/g, '_');
}
