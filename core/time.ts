/** A moment, as milliseconds since 1970-01-01T00:00Z. Inside the code always this; in JSON always ISO 8601 UTC. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** ISO 8601 in UTC with milliseconds: the one way an instant is written in JSON, notes and ledgers. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

const isoShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * The instant an ISO 8601 text names; `undefined` for anything else.
 *
 * A date without time or zone is refused: it does not name an instant.
 */
export function parseInstant(text: string): Instant | undefined {
  if (!isoShape.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
