import type { CallHow, FreshdeskCalls } from './calls.ts';
import { listPageSize } from './limits.ts';
import { readAs } from './payload.ts';
import * as z from 'zod';

const list = z.array(z.unknown());

/** All rows of a list, as they came, up to so many pages. A page that is not full is the last; no link is followed. */
export async function allRows(
  calls: FreshdeskCalls,
  { path, mostPages }: { readonly path: string; readonly mostPages: number },
  how: CallHow,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await calls.get(path, { per_page: listPageSize, page }, how);
    const found = readAs(list, body);
    rows.push(...found);
    if (found.length < listPageSize) break;
  }
  return rows;
}
