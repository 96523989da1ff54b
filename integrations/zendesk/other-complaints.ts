import * as z from 'zod';
import { tagNames } from '#core/effect/names.ts';
import type { OtherComplaint } from '#core/ticket.ts';
import type { ComplaintSearch } from '#integrations/contract.ts';
import { isMarkedComplaint, openingUnits, othersLookedAt, taggedCategory } from '#integrations/own-marks.ts';
import { parseInstant } from '#core/time.ts';
import type { ZendeskCalls } from './calls.ts';
import { readAs } from './payload.ts';
import type { Account } from './ticket-reader.ts';
import { statusOf } from './vocabulary.ts';

const found = z.object({ results: z.array(z.unknown()) });
const row = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  subject: z.string().nullish(),
  description: z.string().nullish(),
  status: z.string().nullish(),
  created_at: z.string(),
  tags: z.array(z.string()).nullish(),
});

/** Complaints of one person, by one page of the search. */
export function createZendeskComplaintSearch(calls: ZendeskCalls, account: Account): ComplaintSearch {
  const { prefix } = account;
  return {
    async othersOf({ ref, complainant }, signal) {
      // Whoever has no number is nobody the account knows.
      if (!/^\d{1,16}$/u.test(complainant.id)) return [];
      const query = {
        query: `type:ticket requester:${complainant.id} tags:${prefix}${tagNames.complaint} tags:${prefix}${tagNames.possible}`,
        sort_by: 'created_at',
        sort_order: 'desc',
        per_page: othersLookedAt,
      };
      const { body } = await calls.get('search.json', query, { lane: 'api', signal });
      return readAs(found, body)
        .results.flatMap((one) => readOther(one, account))
        .filter((one) => one.ref.id !== ref.id);
    },
  };
}

/** A row that is none of ours, or cannot be read, is left out: it is a suggestion that is lost, and no more. */
function readOther(value: unknown, { name, origin, prefix }: Account): readonly OtherComplaint[] {
  const read = row.safeParse(value);
  const receivedAt = read.success ? parseInstant(read.data.created_at) : undefined;
  if (!read.success || receivedAt === undefined) return [];
  const { id, subject, description, status } = read.data;
  const tags = read.data.tags ?? [];
  if (!isMarkedComplaint(tags, prefix)) return [];
  return [
    {
      ref: { platform: 'zendesk', account: name, id },
      url: `${origin}/agent/tickets/${id}`,
      subject: subject ?? '',
      opening: (description ?? '').slice(0, openingUnits),
      receivedAt,
      status: statusOf(status ?? undefined),
      category: taggedCategory(tags, prefix),
    },
  ];
}
