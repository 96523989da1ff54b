import { refText, type TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/** An alert that is due and does not stand in its channel yet, or a ticket of which nobody can say what is due. */
export interface Waiting {
  readonly ticket: TicketRef;
  /** The ledger's part of the alert's key; `undefined` where the ticket itself could not be brought up to date. */
  readonly key: string | undefined;
  readonly channel: string | undefined;
  /** Why, in a word: a code of ours, or Slack's own. */
  readonly code: string;
  /** Since when it has waited, as far as this process or the ticket's ledger can tell. */
  readonly since: Instant;
  /** When it is tried again; `undefined`: once the ticket is read again. */
  readonly retryAt: Instant | undefined;
}

/** What stands out, for people to see: silence is never taken for success. */
export interface Pending {
  /** What a ticket waits for now; whatever was said of it before is over. Keeps since when each has waited. */
  set(ticket: TicketRef, waiting: readonly Omit<Waiting, 'ticket'>[]): void;
  /** The ticket could not be brought up to date: what it waited for, it still waits for. */
  failed(ticket: TicketRef, code: string, now: Instant): void;
  posted(): void;
  /** The oldest first. */
  all(): readonly Waiting[];
  readonly postedCount: number;
  /** How often an alert was put off, by code. */
  readonly putOff: ReadonlyMap<string, number>;
}

/** @param now  what is due only later does not count yet */
export function createPending(now: () => Instant): Pending {
  const tickets = new Map<string, readonly Waiting[]>();
  const putOff = new Map<string, number>();
  let postedCount = 0;
  const count = (code: string): void => void putOff.set(code, (putOff.get(code) ?? 0) + 1);
  return {
    set(ticket, waiting) {
      const name = refText(ticket);
      for (const { code } of waiting) count(code);
      if (waiting.length === 0) {
        tickets.delete(name);
        return;
      }
      const before = tickets.get(name) ?? [];
      tickets.set(
        name,
        waiting.map((one) => {
          const earlier = before.find(({ key }) => key === one.key);
          // The claim may be our own, left behind by a post of unknown fate: what became of that says more.
          const code = one.code === 'CLAIMED_BY_ANOTHER' ? (earlier?.code ?? one.code) : one.code;
          return { ...one, ticket, code, since: Math.min(one.since, earlier?.since ?? Infinity) };
        }),
      );
    },
    failed(ticket, code, now) {
      const name = refText(ticket);
      const before = tickets.get(name) ?? [];
      const since = before.find(({ key }) => key === undefined)?.since ?? now;
      count(code);
      const failure: Waiting = { ticket, key: undefined, channel: undefined, code, since, retryAt: undefined };
      tickets.set(name, [...before.filter(({ key }) => key !== undefined), failure]);
    },
    posted() {
      postedCount += 1;
    },
    all: () =>
      [...tickets.values()]
        .flat()
        .filter(({ since }) => since <= now())
        .toSorted((a, b) => a.since - b.since),
    get postedCount() {
      return postedCount;
    },
    putOff,
  };
}
