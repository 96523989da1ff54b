/** Whether a parsed value nests lists and objects more than `depth` levels deep. Looks no deeper, so that depth costs no stack. */
export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && isDeeper(item, depth - 1)) return true;
    return false;
  }
  for (const key in value) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof item === 'object' && isDeeper(item, depth - 1)) return true;
  }
  return false;
}
