import type { Sought } from './by-days.ts';
import { dayOf } from './by-days.ts';
import { closedSoughtMs } from './limits.ts';

/**
 * Tickets that carry a tag of ours. Those closed long ago are not sought: they keep their tags for ever.
 *
 * @param tag whole, with our prefix
 */
export function withTag(tag: string, on: Pick<Sought, 'now' | 'signal'>): Sought {
  const lately = dayOf(on.now - closedSoughtMs);
  return {
    ...on,
    // `:<` and `:>` include what they name: 5 is closed.
    query: `tag:'${tag}' AND (status:<4 OR status:>6 OR updated_at:>'${lately}')`,
    // However the account writes it.
    isSought: ({ tags }) => tags.some((one) => one.toLowerCase() === tag),
  };
}
