/**
 * Whether a name is among those that a policy lists. Capitals make no difference: helpdesks keep tags and people write
 * categories in either letters.
 */
export function isNamedIn(listed: readonly string[], name: string): boolean {
  if (listed.includes(name)) return true;
  const small = name.toLowerCase();
  return listed.some((one) => one.length === name.length && one.toLowerCase() === small);
}
