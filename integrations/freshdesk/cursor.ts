import * as z from 'zod';
import { IntegrationError } from '#integrations/errors.ts';

const version = 1;
const instant = z.int().min(0);
const walk = z.object({
  at: instant,
  page: z.int().min(1),
  back: z.object({ on: instant.nullable() }).optional(),
  told: z.array(z.string()).readonly(),
});

/** How far each of the lists was read; when the bin and the spam were last read to their end, and whether they are now. */
const changes = z.object({
  v: z.literal(version),
  changed: walk,
  deleted: walk,
  spam: walk,
  goneAt: instant,
  open: z.array(z.enum(['changed', 'deleted', 'spam'])).readonly(),
});
export type ChangesCursor = Omit<z.output<typeof changes>, 'v'>;

const day = z.iso.date();
/** Stretches of days in which tickets were made, still to be searched, or walked where too many lie in one day. */
const stretch = z.object({ from: day, to: day });
const todo = z.object({
  days: stretch.optional(),
  page: z.int().min(1),
  walk: walk.optional(),
  /** A search on its way back to its first page. */
  back: z.boolean().optional(),
  /** What was told of it already: a walk meets rows more than once, and so does a search on its way back. */
  found: z.array(z.string()).readonly().optional(),
});
const search = z.object({ v: z.literal(version), todo: z.array(todo).readonly() });
/** What of a search is still to be done. */
export type FoundCursor = Omit<z.output<typeof search>, 'v'>;

/** @throws {IntegrationError} `rejected` for a text that is no cursor of ours: start again from an instant */
export function readChangesCursor(text: string): ChangesCursor {
  return read(changes, text);
}

/** @throws {IntegrationError} `rejected` */
export function readFoundCursor(text: string): FoundCursor {
  return read(search, text);
}

export function writeCursor(cursor: ChangesCursor | FoundCursor): string {
  return JSON.stringify({ v: version, ...cursor });
}

function read<T extends z.ZodType>(shape: T, text: string): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  throw staleCursor(undefined);
}

/** What a cursor that is not taken is answered with, ours or theirs. */
export function staleCursor(status: number | undefined): IntegrationError {
  const message = 'this place in the list is not known any more: start again from an instant';
  return new IntegrationError('freshdesk', 'rejected', { message, status });
}
