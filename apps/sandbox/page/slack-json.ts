/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one for everything else. */
export function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A text field; empty where there is none. */
export function textIn(object: Json, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

/** A list field; empty where there is none. */
export function listIn(object: Json, name: string): readonly unknown[] {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
