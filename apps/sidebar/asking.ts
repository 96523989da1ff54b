import { HostError, type HostFailure } from './host.ts';
import { textAt } from './host-values.ts';
import type { Instant } from '#core/time.ts';

/** An answer of a helpdesk. */
export interface Answer {
  readonly body: unknown;
  /** The helpdesk's own time; `undefined` where it does not tell. */
  readonly at: Instant | undefined;
}

/** A refusal with its HTTP status; 0 where there was no answer. */
export class RefusedError extends HostError {
  readonly status: number;

  constructor(reason: HostFailure, status: number) {
    super(reason, `the helpdesk answered ${status}`);
    this.name = 'RefusedError';
    this.status = status;
  }
}

/** Asks once for what does not change while an agent works, and again only where that failed. */
export function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked.catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  };
}

/** What may be asked for before anybody knows what it is for. */
export interface Ahead<T> {
  begin(): void;
  /** What was begun, given once; anew from then on. */
  next(): Promise<T>;
}

export function askedAhead<T>(ask: () => Promise<T>): Ahead<T> {
  let begun: Promise<T> | undefined;
  return {
    begin() {
      begun = ask();
      // Whoever reads it is told.
      begun.catch(() => undefined);
    },
    async next() {
      const answers = begun ?? ask();
      begun = undefined;
      return answers;
    },
  };
}

/** Longer than two requests side by side take. */
const freshMs = 5_000;

/** Whether a ticket changed so shortly ago that what was read beside it may be older than it is. */
export function isFresh(ticket: unknown, now: Instant): boolean {
  return !(now - Date.parse(textAt(ticket, 'updated_at') ?? '') > freshMs);
}
