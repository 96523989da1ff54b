import * as z from 'zod';
import type { ZendeskCalls } from './calls.ts';
import { listPageSize } from './limits.ts';
import { readAs } from './payload.ts';

const page = z.object({
  meta: z.object({ has_more: z.boolean().nullish(), after_cursor: z.string().nullish() }).nullish(),
});

/**
 * Where a cursor-paged list goes on, `undefined` at its end. By `has_more` and the cursor alone: links are given even on
 * the last page, and an address is never followed.
 */
export function readPage(body: unknown): { readonly next: string | undefined } {
  const { meta } = readAs(page, body);
  return { next: meta?.has_more === true ? (meta.after_cursor ?? undefined) : undefined };
}

/** All rows of a ticket's list, as they came, up to `most`. */
export async function allRows(
  calls: ZendeskCalls,
  list: { readonly path: string; readonly name: string; readonly most: number },
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const shape = z.object({ [list.name]: z.array(z.unknown()) });
  const rows: unknown[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < Math.ceil(list.most / listPageSize); pages += 1) {
    const query = { 'page[size]': listPageSize, ...(after === undefined ? {} : { 'page[after]': after }) };
    const { body } = await calls.get(list.path, query, { lane: 'api', signal });
    rows.push(...(readAs(shape, body)[list.name] ?? []));
    after = readPage(body).next;
    if (after === undefined) break;
  }
  return rows;
}
