import type { TicketRef } from '#core/ticket.ts';
import { refText } from '#core/ticket.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import type { DigestEntry, PostRequest, PostResult, Timekeeper } from '#integrations/contract.ts';
import { accountOf } from './fair-queue.ts';

/** Complaints of one digest: our choice, a message that is still read, and whose marks are far below what Slack takes. */
export const mostInDigest = 20;
/** An account that has nothing in a full digest may add so many all the same. */
const mostBeyond = 5;
/** How long a digest waits for those who were called: a helpdesk without compare and set takes some seconds to claim. */
export const gatherMs = 10 * SECOND_MS;
/** How long one waits that is opened for those who come late into another: they have been waited for already. */
export const gatherLateMs = 4 * SECOND_MS;
/** How long those who came with their claim wait for each other: there is nothing else that they wait for. */
export const gatherClaimedMs = SECOND_MS;
/** Left of the first lease that ends when the digest takes its turn in the channel. */
const spareMs = 5 * SECOND_MS;

/** What a ticket has claimed and wants said. */
export interface Said {
  readonly ticket: TicketRef;
  /** As a message of its own; of the gravest, where it has several alerts. */
  readonly alone: PostRequest;
  readonly entry: DigestEntry;
}

/** A digest that is still open. */
export interface Gathering {
  /** Whether a ticket may come that was not called. One that has claimed goes before those who are still to claim. */
  hasPlaceFor(ticket: TicketRef, isClaimed: boolean): boolean;
  expect(ticket: TicketRef): void;
  /** Waits for nobody beyond `at`. */
  closeBy(at: Instant): void;
  /** It has nothing to say after all; the others do not wait for it. */
  without(ticket: TicketRef): void;
  /** Resolves with what became of the digest, for all who are in it. Rejects with the signal's reason when aborted. */
  join(said: Said, signal: AbortSignal): Promise<PostResult>;
  /** How many are in it. */
  readonly size: number;
  /** Nobody may join any more, called or not. */
  readonly isFull: boolean;
}

interface On {
  readonly time: Timekeeper;
  /** How long it waits for those who are expected. */
  readonly forMs: number;
  /** Called once nobody can come any more. */
  readonly close: () => void;
  /** Posts what was gathered, at least one. */
  readonly post: (gathered: readonly Said[]) => Promise<PostResult>;
  /** Called when it is known what became of it. */
  readonly over: () => void;
}

export function createGathering(on: On): Gathering {
  const { time } = on;
  const expected = new Map<string, TicketRef>();
  const joined: Said[] = [];
  let closesAt = time.now() + on.forMs;
  const isFull = (): boolean => joined.length >= mostInDigest + mostBeyond;
  let change = new AbortController();
  const look = (): void => change.abort(new Error('somebody came or stays away'));
  const closeBy = (at: Instant): void => {
    if (at >= closesAt) return;
    closesAt = at;
    look();
  };

  const gathered = async (): Promise<PostResult> => {
    while (time.now() < closesAt && (expected.size > 0 || joined.length === 0)) {
      change = new AbortController();
      await time.sleepUntil(closesAt, change.signal).catch(() => undefined);
      if (expected.size === 0) break;
    }
    on.close();
    try {
      return joined.length === 0 ? nobodyCame : await on.post(joined);
    } finally {
      on.over();
    }
  };
  const result = time.task(gathered);
  return {
    hasPlaceFor(ticket, isClaimed) {
      const count = joined.length + expected.size;
      if (count < mostInDigest || (isClaimed && joined.length < mostInDigest)) return true;
      const others = [...joined.map((said) => said.ticket), ...expected.values()];
      return count < mostInDigest + mostBeyond && !others.some((other) => accountOf(other) === accountOf(ticket));
    },
    expect: (ticket) => void expected.set(refText(ticket), ticket),
    closeBy,
    without(ticket) {
      if (expected.delete(refText(ticket)) && expected.size === 0) look();
    },
    async join(said, signal) {
      joined.push(said);
      expected.delete(refText(said.ticket));
      closeBy(isFull() ? time.now() : said.alone.latestAt - spareMs);
      if (expected.size === 0) look();
      return await time.standBy(orAborted(result, signal));
    },
    get size() {
      return joined.length;
    },
    get isFull() {
      return isFull();
    },
  };
}

const nobodyCame: PostResult = { outcome: 'refused', code: 'NOBODY_CAME', retryAfterMs: undefined, permanent: false };

/** Whoever gives up leaves; the digest goes on with what was claimed for it. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    const give = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
