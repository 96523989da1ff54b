import * as z from 'zod';
import { IntegrationError, isUnreadable } from '#integrations/errors.ts';
import type { Lane, ZendeskCalls } from './calls.ts';
import { listPageSizes } from './limits.ts';
import { readAs } from './payload.ts';

const page = z.object({
  meta: z.object({ has_more: z.boolean().nullish(), after_cursor: z.string().nullish() }).nullish(),
});

/** Who is no user, and users that did not come, are nobody: whoever misses one asks for them. */
const usersIn = z.object({
  users: z
    .array(z.unknown())
    .catch([])
    .transform((users) => users.filter((user) => withId.safeParse(user).success)),
});
const withId = z.object({ id: z.union([z.number(), z.string()]) });

/**
 * Where a cursor-paged list goes on, `undefined` at its end. By `has_more` and the cursor alone: links are given even on
 * the last page, and an address is never followed. A cursor that does not move on has nothing more to give.
 *
 * @param asked  the cursor that the page was asked for by
 */
export function readPage(body: unknown, asked: string | undefined): { readonly next: string | undefined } {
  const { meta } = readAs(page, body);
  const next = meta?.has_more === true ? (meta.after_cursor ?? undefined) : undefined;
  return { next: next === asked ? undefined : next };
}

/** A list whose pages are gone through. */
interface ListAsked {
  readonly path: string;
  /** The key under which its rows stand. */
  readonly name: string;
  /** Rows beyond this are left. */
  readonly most: number;
  /** Is given the users of each page; such a list is asked for with its users. */
  readonly beside?: (users: readonly unknown[]) => void;
}

/** All rows of a list, as they came, up to `most`; fewer at once from where a page is longer than we take. */
export async function allRows(
  calls: ZendeskCalls,
  { path, name, most, beside }: ListAsked,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const shape = z.object({ [name]: z.array(z.unknown()) });
  const rows: unknown[] = [];
  let after: string | undefined;
  let sizes: readonly number[] = listPageSizes;
  for (let asked = 0; asked < most; asked += sizes[0] ?? most) {
    const query = {
      ...(beside === undefined ? {} : { include: 'users' }),
      ...(after === undefined ? {} : { 'page[after]': after }),
    };
    const { body, fitting } = await pageThatFits(calls, { path, query, sizes, lane: 'api' }, signal);
    rows.push(...(readAs(shape, body)[name] ?? []));
    beside?.(usersIn.parse(body).users);
    after = readPage(body, after).next;
    if (after === undefined) break;
    sizes = fitting;
  }
  return rows;
}

interface PageAsked {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
  /** What the list calls the size of a page; cursor pagination's name where left out. */
  readonly size?: 'per_page' | 'page[size]';
  /** The sizes to be tried, largest first. */
  readonly sizes: readonly number[];
  readonly lane: Lane;
}

/** A list of large pages that is asked for again and again. */
export interface LargePages {
  /** The next page: a smaller one where a larger was too long for us, or took too long, a little while ago. */
  ask(page: Omit<PageAsked, 'sizes'>, signal: AbortSignal): Promise<unknown>;
}

/** After so many pages of one size a larger one is tried again: our choice. */
const pagesBeforeLarger = 10;

export function createLargePages(calls: ZendeskCalls, all: readonly number[]): LargePages {
  let sizes = all;
  let since = 0;
  const from = (next: readonly number[]): void => {
    if (next.length !== sizes.length) since = 0;
    sizes = next;
  };
  return {
    async ask(page, signal) {
      try {
        const { body, fitting } = await pageThatFits(calls, { ...page, sizes }, signal);
        from(fitting);
        since += 1;
        if (since >= pagesBeforeLarger) from(all.slice(-sizes.length - 1));
        return body;
      } catch (cause) {
        if (isLate(cause) && !signal.aborted && sizes.length > 1) from(sizes.slice(1));
        throw cause;
      }
    },
  };
}

/** Whether the answer did not come in time: ours, or that of a gateway of theirs. */
function isLate(cause: unknown): boolean {
  return cause instanceof IntegrationError && (cause.reason === 'timeout' || cause.status === 504);
}

/** The largest page of those sizes that our size limit lets through, and the sizes from that one on. */
async function pageThatFits(
  calls: ZendeskCalls,
  { path, query, size: name = 'page[size]', sizes, lane }: PageAsked,
  signal: AbortSignal,
): Promise<{ readonly body: unknown; readonly fitting: readonly number[] }> {
  let tooLong: unknown;
  for (const [index, size] of sizes.entries()) {
    try {
      const { body } = await calls.get(path, { ...query, [name]: size }, { lane, signal });
      return { body, fitting: sizes.slice(index) };
    } catch (cause) {
      if (!isUnreadable(cause)) throw cause;
      tooLong = cause;
    }
  }
  throw tooLong;
}
