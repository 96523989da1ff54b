import { refText, type TicketRef } from '#core/ticket.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';

/** `due`: its time has come. `hint`: something may have happened to it. */
export type QueueLane = 'due' | 'hint';

/**
 * Tickets that wait for a run, each once. Accounts take turns; within one of them what is due goes before hints, and
 * otherwise the order is that of arrival.
 */
export interface FairQueue {
  readonly size: number;
  has(ref: TicketRef): boolean;
  add(ref: TicketRef, lane: QueueLane): void;
  /** Takes the next ticket: of the account whose turn it is among those that may begin one, the first that is not busy. */
  take(mayBegin: (account: string) => boolean, isBusy: (ticket: string) => boolean): TicketRef | undefined;
  /** Drops the youngest hint of the account that has most, where that is more than `of`'s account has. */
  makeRoom(of: TicketRef): TicketRef | undefined;
  clear(): void;
}

export function createFairQueue(): FairQueue {
  // Accounts in the order of their turns: whose turn it was goes to the end.
  const accounts = new Map<string, Waiting>();
  let size = 0;
  const drop = (account: string, waiting: Waiting, name: string): void => {
    if (!waiting.due.delete(name) && !waiting.hint.delete(name)) return;
    size -= 1;
    if (countOf(waiting) === 0) accounts.delete(account);
  };
  return {
    get size() {
      return size;
    },
    has(ref) {
      const waiting = accounts.get(accountOf(ref));
      return waiting !== undefined && (waiting.due.has(refText(ref)) || waiting.hint.has(refText(ref)));
    },
    add(ref, lane) {
      const account = accountOf(ref);
      const name = refText(ref);
      const waiting = accounts.get(account) ?? { due: createArrivals(), hint: createArrivals() };
      if (waiting.due.has(name) || (lane === 'hint' && waiting.hint.has(name))) return;
      drop(account, waiting, name);
      accounts.set(account, waiting);
      waiting[lane].add(name, ref);
      size += 1;
    },
    take(mayBegin, isBusy) {
      for (const [account, waiting] of accounts) {
        if (!mayBegin(account)) continue;
        const ref = firstFree(waiting.due, isBusy) ?? firstFree(waiting.hint, isBusy);
        if (ref === undefined) continue;
        accounts.delete(account);
        accounts.set(account, waiting);
        drop(account, waiting, refText(ref));
        return ref;
      }
      return undefined;
    },
    makeRoom(of) {
      const own = accounts.get(accountOf(of))?.hint.size ?? 0;
      let most: readonly [string, Waiting] | undefined;
      for (const entry of accounts) if (entry[1].hint.size > Math.max(own, most?.[1].hint.size ?? 0)) most = entry;
      const youngest = most?.[1].hint.youngest;
      if (most !== undefined && youngest !== undefined) drop(most[0], most[1], refText(youngest));
      return youngest;
    },
    clear() {
      accounts.clear();
      size = 0;
    },
  };
}

type Waiting = Readonly<Record<QueueLane, Arrivals>>;

function countOf({ due, hint }: Waiting): number {
  return due.size + hint.size;
}

function firstFree(tickets: Arrivals, isBusy: (ticket: string) => boolean): TicketRef | undefined {
  for (const [name, ref] of tickets) if (!isBusy(name)) return ref;
  return undefined;
}

/** Whose turn it is: one account of one platform. */
export function accountOf({ platform, account }: TicketRef): string {
  return `${platform}:${account}`;
}
