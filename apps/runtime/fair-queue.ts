import { refText, type TicketRef } from '#core/ticket.ts';

/** Tickets that wait for a run, each once; accounts take turns, and within one of them the order is that of arrival. */
export interface FairQueue {
  readonly size: number;
  has(ref: TicketRef): boolean;
  add(ref: TicketRef): void;
  /** Takes the next ticket: of the account whose turn it is among those that may begin one, the first that is not busy. */
  take(mayBegin: (account: string) => boolean, isBusy: (ticket: string) => boolean): TicketRef | undefined;
  /** Drops the youngest of the account that has most, where that is more than `of`'s account has. */
  makeRoom(of: TicketRef): TicketRef | undefined;
  clear(): void;
}

export function createFairQueue(): FairQueue {
  // Accounts in the order of their turns: whose turn it was goes to the end.
  const accounts = new Map<string, Map<string, TicketRef>>();
  let size = 0;
  const drop = (account: string, tickets: Map<string, TicketRef>, ref: TicketRef): void => {
    tickets.delete(refText(ref));
    size -= 1;
    if (tickets.size === 0) accounts.delete(account);
  };
  return {
    get size() {
      return size;
    },
    has: (ref) => accounts.get(accountOf(ref))?.has(refText(ref)) === true,
    add(ref) {
      const account = accountOf(ref);
      const tickets = accounts.get(account) ?? new Map<string, TicketRef>();
      accounts.set(account, tickets);
      if (!tickets.has(refText(ref))) size += 1;
      tickets.set(refText(ref), ref);
    },
    take(mayBegin, isBusy) {
      for (const [account, tickets] of accounts) {
        if (!mayBegin(account)) continue;
        for (const [name, ref] of tickets) {
          if (isBusy(name)) continue;
          accounts.delete(account);
          accounts.set(account, tickets);
          drop(account, tickets, ref);
          return ref;
        }
      }
      return undefined;
    },
    makeRoom(of) {
      const own = accounts.get(accountOf(of))?.size ?? 0;
      let most: readonly [string, Map<string, TicketRef>] | undefined;
      for (const entry of accounts) if (entry[1].size > Math.max(own, most?.[1].size ?? 0)) most = entry;
      const youngest = most === undefined ? undefined : [...most[1].values()].at(-1);
      if (most !== undefined && youngest !== undefined) drop(most[0], most[1], youngest);
      return youngest;
    },
    clear() {
      accounts.clear();
      size = 0;
    },
  };
}

/** Whose turn it is: one account of one platform. */
export function accountOf({ platform, account }: TicketRef): string {
  return `${platform}:${account}`;
}
