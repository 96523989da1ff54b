import { refText, type TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError, type FailureReason } from '#integrations/errors.ts';
import { accountOf } from './fair-queue.ts';

/** Tickets that could not be brought up to date, and when each is tried again. */
export interface Retries {
  /** @returns how long to wait, ms: what the platform asks for, up to an hour, or ever longer */
  failed(ref: TicketRef, error: unknown): number;
  /**
   * Something went well, so the ticket's account answers.
   *
   * @returns those that failed because it did not, and need wait no longer
   */
  wentWell(ref: TicketRef): readonly TicketRef[];
  /**
   * An account that was asked for something else has taken our credentials.
   *
   * @returns those that failed because it did not; none where nothing was refused, for what else ails a ticket may be its own
   */
  wasLetIn(desk: Pick<TicketRef, 'platform' | 'account'>): readonly TicketRef[];
}

/** What somebody has to mend is tried again this often; what passes by itself, more often: an alert may wait for it. */
const slowestMs = 15 * MINUTE_MS;
const slowestPassingMs = 5 * MINUTE_MS;
/** No limit we know lasts longer. One that is said to is asked about again then: a ticket's clocks do not wait for it. */
const longestAskedMs = HOUR_MS;
/** So many in a row fail because of their account; fewer may fail each for a reason of its own, again and again. */
const mostByThemselves = 2;

/** What keeps a whole account. One that asks for patience answers: whoever waits for its limit waits as long as it said. */
const ofAccounts: ReadonlySet<FailureReason> = new Set(['auth', 'unavailable', 'timeout']);

interface Outage {
  readonly tickets: Map<string, TicketRef>;
  /** Credentials are refused for the whole account or not at all. */
  readonly isRefused: boolean;
}

export function createRetries(): Retries {
  const times = new Map<string, number>();
  /** By account, what failed since anything of it went well. */
  const outages = new Map<string, Outage>();
  const keep = (ref: TicketRef, reason: FailureReason): void => {
    const { tickets = new Map<string, TicketRef>(), isRefused = false } = outages.get(accountOf(ref)) ?? {};
    tickets.set(refText(ref), ref);
    outages.set(accountOf(ref), { tickets, isRefused: isRefused || reason === 'auth' });
  };
  return {
    failed(ref, error) {
      const name = refText(ref);
      const count = (times.get(name) ?? 0) + 1;
      times.set(name, count);
      const known = error instanceof IntegrationError ? error : undefined;
      if (known !== undefined && ofAccounts.has(known.reason)) keep(ref, known.reason);
      const passingMs = Math.min(2 ** Math.min(count, 12) * SECOND_MS, slowestPassingMs);
      const waitMs = known?.retryable === true ? passingMs : slowestMs;
      return Math.max(Math.min(known?.retryAfterMs ?? 0, longestAskedMs), waitMs);
    },
    wasLetIn(desk) {
      const outage = outages.get(accountOf(desk));
      if (outage?.isRefused !== true) return [];
      outages.delete(accountOf(desk));
      return [...outage.tickets.values()];
    },
    wentWell(ref) {
      const name = refText(ref);
      times.delete(name);
      const outage = outages.get(accountOf(ref));
      if (outage === undefined) return [];
      outages.delete(accountOf(ref));
      outage.tickets.delete(name);
      return outage.isRefused || outage.tickets.size > mostByThemselves ? [...outage.tickets.values()] : [];
    },
  };
}
