import { toIso, type Instant } from '#core/time.ts';

/** A ticket that was merged into another, as its helpdesk shows it. */
export interface MergedAway extends Receipt {
  readonly id: string;
  /** Tickets that had been merged into it before. */
  readonly from: readonly string[];
}

/** What was written on one ticket, and by what it is seen whether it was marked, in its helpdesk's own shapes. */
type Told = object;

/** Shows tickets by their ids; those that there are no more, or that may not be seen, are left out. */
export type ShowMergedAway = (ids: readonly string[], signal: AbortSignal) => Promise<readonly MergedAway[]>;

/** When a ticket was received, for a complaint was then, and the tags by which it was one. */
interface Receipt {
  readonly at: Instant;
  readonly tags: readonly string[];
  /** None where a ticket can still be marked after it was merged away. */
  readonly told: readonly Told[];
}

/** What is known of the tickets that were merged into another. */
export interface Receipts {
  /**
   * As `mergedTickets` of a raw ticket. Each was received when it was made, or when the oldest was that had been merged
   * into it before, and bears the tags of all of those, and what was told on them.
   *
   * @param from  the tickets that its history says were merged into it
   */
  of(id: string, from: readonly string[], signal: AbortSignal): Promise<readonly object[]>;
  /** That ticket has changed: what it was marked as may be other than it was. */
  forget(id: string): void;
}

/** Merges into merges that are followed back, and merged tickets whose receipts are remembered: our choice. */
const maxMergesDeep = 10;
const maxReceipts = 10_000;

export function createReceipts(show: ShowMergedAway): Receipts {
  // What was merged away is over: nothing is merged into it any more, so that each is asked about once, until it changes.
  const known = new Map<string, Receipt>();
  /** @param above  tickets that these are found under: where two name each other, one of them is the first */
  const receiptsOf = async (
    from: readonly string[],
    above: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Receipt>> => {
    const found = new Map<string, Receipt>();
    const asked: string[] = [];
    for (const id of from.filter((one) => !above.includes(one))) {
      const before = known.get(id);
      if (before === undefined) asked.push(id);
      else found.set(id, before);
    }
    if (asked.length === 0 || above.length > maxMergesDeep + 1) return found;
    for (const { id, from: earlier, at, tags, told } of await show(asked, signal)) {
      const receipts = await receiptsOf(earlier, [...above, id], signal);
      found.set(id, together([{ at, tags, told }, ...receipts.values()]));
    }
    if (known.size > maxReceipts) known.clear();
    for (const [id, receipt] of found) known.set(id, receipt);
    return found;
  };
  return {
    forget: (id) => void known.delete(id),
    async of(id, from, signal) {
      const receipts = await receiptsOf(from, [id], signal);
      return [...receipts].map(([one, { at, ...rest }]) => ({ id: one, created_at: toIso(at), ...rest }));
    },
  };
}

function together(receipts: readonly Receipt[]): Receipt {
  return {
    at: Math.min(...receipts.map(({ at }) => at)),
    tags: [...new Set(receipts.flatMap(({ tags }) => tags))],
    told: receipts.flatMap(({ told }) => told),
  };
}
