import type { Instant } from '#core/time.ts';

/** Who writes: somebody with our own credentials, or anybody else: people, rules, the account itself, other keys. */
export type Writer = 'us' | 'others';

/** What became of one attribute. Custom fields go by the keys they were made with, all else by its name in the API. */
export interface FieldWrite {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One thing done to a ticket. A save of several attributes is one. */
export interface Write {
  readonly at: Instant;
  readonly by: Writer;
  readonly ticketId: string;
  readonly act:
    | 'created'
    | 'saved'
    | 'said'
    | 'comment edited'
    | 'comment removed'
    | 'deleted'
    | 'restored'
    | 'archived'
    | 'scrubbed'
    | 'marked as spam';
  readonly tagsAdded: readonly string[];
  readonly tagsRemoved: readonly string[];
  readonly fields: readonly FieldWrite[];
  /** The comment that was written, edited or removed. `of`: who had written it. */
  readonly comment: { readonly id: string; readonly public: boolean; readonly of: Writer } | undefined;
}

/** Every write to the account's tickets, the oldest first: by it can be told whether anything foreign was touched. */
export interface Audit {
  /** The latest 500,000 of ours and as many of others'. */
  readonly writes: (by?: Writer) => readonly Write[];
  /** How many there were of each, those that are no longer kept included. */
  readonly counts: () => Readonly<Record<Writer, number>>;
}

export interface WriteLog extends Audit {
  /** Whatever is noted within `work` is by that writer; outside of any it is by others. */
  readonly as: <T>(writer: Writer, work: () => T) => T;
  readonly note: (write: Noted) => void;
}

/** What differs from a write that changes nothing. */
export type Noted = Pick<Write, 'at' | 'ticketId' | 'act'> &
  Partial<Pick<Write, 'tagsAdded' | 'tagsRemoved' | 'fields' | 'comment'>>;

const mostKept = 500_000;
const none: readonly never[] = [];

export function createWriteLog(): WriteLog {
  const kept: Record<Writer, Write[]> = { us: [], others: [] };
  const counts: Record<Writer, number> = { us: 0, others: 0 };
  let writer: Writer = 'others';
  return {
    as: (by, work) => {
      const before = writer;
      writer = by;
      try {
        return work();
      } finally {
        writer = before;
      }
    },
    note: ({ at, ticketId, act, tagsAdded = none, tagsRemoved = none, fields = none, comment }) => {
      const rows = kept[writer];
      rows.push({ at, by: writer, ticketId, act, tagsAdded, tagsRemoved, fields, comment });
      counts[writer] += 1;
      // Dropping one at a time would move half a million for each.
      if (rows.length > 2 * mostKept) rows.splice(0, rows.length - mostKept);
    },
    writes: (by) => {
      if (by !== undefined) return kept[by].slice(-mostKept);
      return [...kept.us.slice(-mostKept), ...kept.others.slice(-mostKept)].toSorted((one, other) => one.at - other.at);
    },
    counts: () => ({ ...counts }),
  };
}

/** Which tags came and which went. */
export function tagChanges(
  before: readonly string[],
  after: readonly string[],
): Pick<Write, 'tagsAdded' | 'tagsRemoved'> {
  if (before === after) return { tagsAdded: none, tagsRemoved: none };
  return {
    tagsAdded: after.filter((tag) => !before.includes(tag)),
    tagsRemoved: before.filter((tag) => !after.includes(tag)),
  };
}
