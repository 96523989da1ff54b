import type * as z from 'zod';
import type { Documented } from './read-json.ts';
import { payloadError } from './read-json.ts';

/** Reads a payload by a shape; for what is read seldom. @throws {PayloadError} with the path of the first thing that differs */
export function readShape<T extends z.ZodType>(shape: T, raw: unknown, documented: Documented): z.output<T> {
  const read = shape.safeParse(raw);
  if (read.success) return read.data;
  throw payloadError(read.error.issues[0]?.path.map(String).join('.') ?? '', documented);
}
