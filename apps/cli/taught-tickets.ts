import type { TaughtTicket } from '#core/complaint/model-learn.ts';

/** What one line of a file teaches. */
export interface TaughtLine {
  /** By what the ticket is known again; `undefined` where nothing tells it from others. */
  readonly id: string | undefined;
  /** `undefined` where nobody said what the ticket is. */
  readonly taught: TaughtTicket | undefined;
}

/** Takes what lines teach, oldest first, and holds the words of twice as many tickets as are wanted at most. */
export interface TaughtTickets {
  add(line: TaughtLine): void;
  /**
   * The newest tickets, each once and as it was told last, and how many are not among them: a ticket that was left out as an
   * older one and is told again is new.
   */
  result(): {
    readonly taught: readonly TaughtTicket[];
    readonly undecided: number;
    readonly older: number;
    readonly repeated: number;
  };
}

/** @param most tickets that are wanted */
export function createTaughtTickets(most: number): TaughtTickets {
  const tickets = new Map<string | symbol, TaughtTicket | undefined>();
  let [decided, older, repeated] = [0, 0, 0];
  const leaveOutOlder = (): void => {
    for (const [id, taught] of tickets) {
      if (decided <= most) return;
      if (taught === undefined) continue;
      tickets.delete(id);
      decided -= 1;
      older += 1;
    }
  };
  return {
    add({ id = Symbol(), taught }) {
      if (tickets.has(id)) repeated += 1;
      if (tickets.get(id) !== undefined) decided -= 1;
      // A ticket that is told again is as new as what is told of it.
      tickets.delete(id);
      tickets.set(id, taught);
      if (taught !== undefined) decided += 1;
      if (decided > 2 * most) leaveOutOlder();
    },
    result() {
      leaveOutOlder();
      const taught = [...tickets.values()].filter((one) => one !== undefined);
      return { taught, undecided: tickets.size - taught.length, older, repeated };
    },
  };
}
