import { isUnreadable } from '#integrations/errors.ts';
import type { CallHow, FreshdeskCalls } from './calls.ts';
import { listPageSize, listPageSizes } from './limits.ts';
import { readAs } from './payload.ts';
import * as z from 'zod';

const list = z.array(z.unknown());

/**
 * All rows of a list, as they came, up to so many pages; fewer at once from where a page is longer than we take. A page
 * that is not full is the last; no link is followed.
 */
export async function allRows(
  calls: FreshdeskCalls,
  { path, mostPages }: { readonly path: string; readonly mostPages: number },
  how: CallHow,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let [size, ...smaller]: readonly number[] = listPageSizes;
  while (size !== undefined && rows.length < mostPages * listPageSize) {
    try {
      const { body } = await calls.get(path, { per_page: size, page: rows.length / size + 1 }, how);
      const found = readAs(list, body);
      rows.push(...found);
      if (found.length < size) break;
    } catch (cause) {
      if (!isUnreadable(cause) || smaller.length === 0) throw cause;
      [size, ...smaller] = smaller;
    }
  }
  return rows;
}
