import * as z from 'zod';

/** What the export told of deleted tickets, which can be read no more, so that they can be told as deleted. */
export interface DeletedTickets {
  remember(rows: readonly unknown[]): void;
  /** The row of a deleted ticket. */
  row(id: string): unknown;
}

const row = z.object({ id: z.union([z.number(), z.string()]).transform(String), status: z.string().nullish() });
/** Of the latest: our choice. */
const mostKept = 1_000;

export function createDeletedTickets(): DeletedTickets {
  const deleted = new Map<string, unknown>();
  return {
    remember(rows) {
      for (const ticket of rows) {
        const read = row.safeParse(ticket);
        if (!read.success) continue;
        // The latest last; a ticket that is there again is deleted no more.
        deleted.delete(read.data.id);
        if (read.data.status === 'deleted') deleted.set(read.data.id, ticket);
      }
      for (const id of deleted.keys()) {
        if (deleted.size <= mostKept) break;
        deleted.delete(id);
      }
    },
    row: (id) => deleted.get(id),
  };
}
