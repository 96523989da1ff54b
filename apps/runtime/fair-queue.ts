import { refText, type TicketRef } from '#core/ticket.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';

/**
 * Tickets that wait, each once. Accounts take turns; within one of them an earlier lane goes before a later one, and
 * otherwise the order is that of arrival.
 */
export interface FairQueue<Lane extends string> {
  readonly size: number;
  has(ref: TicketRef): boolean;
  /** How many of an account wait. */
  sizeOf(account: string): number;
  /** One that waits already keeps its place, unless it moves to an earlier lane. */
  add(ref: TicketRef, lane: Lane): void;
  remove(ref: TicketRef): void;
  /** Takes the next ticket: of the account whose turn it is among those that may begin one, the first that is not busy. */
  take(mayBegin: (account: string) => boolean, isBusy?: (ticket: string) => boolean): TicketRef | undefined;
  /** Drops the youngest of the last lane of the account that has most of those, where that is more than `of`'s account has. */
  makeRoom(of: TicketRef): TicketRef | undefined;
  clear(): void;
}

/** @param lanes the earliest first; at least one */
export function createFairQueue<Lane extends string>(lanes: readonly [Lane, ...Lane[]]): FairQueue<Lane> {
  // Accounts in the order of their turns: whose turn it was goes to the end.
  const accounts = new Map<string, Waiting>();
  let size = 0;
  const laneOf = (account: string, name: string): number =>
    accounts.get(account)?.findIndex((lane) => lane.has(name)) ?? -1;
  const remove = (ref: TicketRef): void => {
    const account = accountOf(ref);
    const name = refText(ref);
    const waiting = accounts.get(account);
    if (waiting?.some((lane) => lane.delete(name)) !== true) return;
    size -= 1;
    if (countOf(waiting) === 0) accounts.delete(account);
  };
  return {
    get size() {
      return size;
    },
    has: (ref) => laneOf(accountOf(ref), refText(ref)) !== -1,
    sizeOf: (account) => countOf(accounts.get(account) ?? []),
    add(ref, lane) {
      const account = accountOf(ref);
      const name = refText(ref);
      const into = lanes.indexOf(lane);
      const before = laneOf(account, name);
      if (before !== -1 && before <= into) return;
      const waiting = accounts.get(account) ?? lanes.map(() => createArrivals());
      if (before !== -1) remove(ref);
      accounts.set(account, waiting);
      waiting[into]?.add(name, ref);
      size += 1;
    },
    remove,
    take(mayBegin, isBusy = () => false) {
      for (const [account, waiting] of accounts) {
        if (!mayBegin(account)) continue;
        const ref = firstFree(waiting, isBusy);
        if (ref === undefined) continue;
        accounts.delete(account);
        accounts.set(account, waiting);
        remove(ref);
        return ref;
      }
      return undefined;
    },
    makeRoom(of) {
      const lasts = [...accounts.values()].flatMap((waiting) => waiting.at(-1) ?? []);
      const youngest = fullestBeyond(accounts.get(accountOf(of))?.at(-1)?.size ?? 0, lasts)?.youngest;
      if (youngest !== undefined) remove(youngest);
      return youngest;
    },
    clear() {
      accounts.clear();
      size = 0;
    },
  };
}

/** One account's tickets by name, lane by lane. */
type Waiting = readonly Arrivals[];

function countOf(waiting: Waiting): number {
  return waiting.reduce((sum, lane) => sum + lane.size, 0);
}

function fullestBeyond(count: number, lanes: readonly Arrivals[]): Arrivals | undefined {
  let fullest: Arrivals | undefined;
  for (const lane of lanes) if (lane.size > Math.max(count, fullest?.size ?? 0)) fullest = lane;
  return fullest;
}

function firstFree(waiting: Waiting, isBusy: (ticket: string) => boolean): TicketRef | undefined {
  for (const lane of waiting) for (const [name, ref] of lane) if (!isBusy(name)) return ref;
  return undefined;
}

/** Whose turn it is: one account of one platform. */
export function accountOf({ platform, account }: TicketRef): string {
  return `${platform}:${account}`;
}
