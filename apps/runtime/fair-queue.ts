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
  /** How many wait in a lane, of all accounts. */
  sizeIn(lane: Lane): number;
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
  // In the order of their turns: whose turn it was goes to the end.
  const accounts = new Map<string, Waiting>();
  let size = 0;
  const remove = (ref: TicketRef): void => {
    const name = accountOf(ref);
    const account = accounts.get(name);
    if (account?.lanes.some((lane) => lane.delete(ref.id)) !== true) return;
    size -= 1;
    if (countOf(account) === 0) accounts.delete(name);
  };
  return {
    get size() {
      return size;
    },
    has: (ref) => laneOf(accounts.get(accountOf(ref)), ref.id) !== -1,
    sizeOf: (account) => countOf(accounts.get(account)),
    sizeIn: (lane) => countIn([...accounts.values()], lanes.indexOf(lane)),
    add(ref, lane) {
      const name = accountOf(ref);
      const into = lanes.indexOf(lane);
      const known = accounts.get(name);
      const before = laneOf(known, ref.id);
      if (before !== -1 && before <= into) return;
      const { platform, account } = ref;
      const waiting = known ?? { platform, account, lanes: lanes.map(() => createArrivals()) };
      if (before !== -1) remove(ref);
      if (accounts.get(name) !== waiting) accounts.set(name, waiting);
      waiting.lanes[into]?.add(ref.id);
      size += 1;
    },
    remove,
    take(mayBegin, isBusy = () => false) {
      for (const [name, waiting] of accounts) {
        if (!mayBegin(name)) continue;
        const ref = firstFree(waiting, isBusy);
        if (ref === undefined) continue;
        accounts.delete(name);
        accounts.set(name, waiting);
        remove(ref);
        return ref;
      }
      return undefined;
    },
    makeRoom(of) {
      const last = lanes.length - 1;
      const fullest = fullestBeyond(accounts.get(accountOf(of))?.lanes[last]?.size ?? 0, [...accounts.values()], last);
      const id = fullest?.lanes[last]?.youngest;
      if (fullest === undefined || id === undefined) return undefined;
      const youngest = refIn(fullest, id);
      remove(youngest);
      return youngest;
    },
    clear() {
      accounts.clear();
      size = 0;
    },
  };
}

/** One account's tickets, lane by lane: their ids alone, for a storm brings many. */
interface Waiting {
  readonly platform: string;
  readonly account: string;
  readonly lanes: readonly Arrivals[];
}

function refIn({ platform, account }: Waiting, id: string): TicketRef {
  return { platform, account, id };
}

function laneOf(waiting: Waiting | undefined, id: string): number {
  return waiting?.lanes.findIndex((lane) => lane.has(id)) ?? -1;
}

function countOf(waiting: Waiting | undefined): number {
  return waiting?.lanes.reduce((sum, lane) => sum + lane.size, 0) ?? 0;
}

function countIn(accounts: readonly Waiting[], lane: number): number {
  return accounts.reduce((sum, one) => sum + (one.lanes[lane]?.size ?? 0), 0);
}

function fullestBeyond(count: number, accounts: readonly Waiting[], lane: number): Waiting | undefined {
  const sizeOf = (one: Waiting | undefined): number => one?.lanes[lane]?.size ?? 0;
  let fullest: Waiting | undefined;
  for (const one of accounts) if (sizeOf(one) > Math.max(count, sizeOf(fullest))) fullest = one;
  return fullest;
}

function firstFree(waiting: Waiting, isBusy: (ticket: string) => boolean): TicketRef | undefined {
  for (const lane of waiting.lanes) {
    for (const id of lane) {
      const ref = refIn(waiting, id);
      if (!isBusy(refText(ref))) return ref;
    }
  }
  return undefined;
}

/** Whose turn it is: one account of one platform. */
export function accountOf({ platform, account }: Pick<TicketRef, 'platform' | 'account'>): string {
  return `${platform}:${account}`;
}
