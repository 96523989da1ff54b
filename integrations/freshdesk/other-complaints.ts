import * as z from 'zod';
import { repeatWindowMs } from '#core/complaint/linked.ts';
import type { OtherComplaint } from '#core/ticket.ts';
import type { ComplaintSearch } from '#integrations/contract.ts';
import { isMarkedComplaint, openingUnits, othersLookedAt, taggedCategory } from '#integrations/own-marks.ts';
import { parseInstant } from '#core/time.ts';
import { stampOf } from '#integrations/read-instant.ts';
import type { FreshdeskCalls } from './calls.ts';
import { readAs } from './payload.ts';
import type { Account } from './ticket-reader.ts';
import { readLabels, statusOf } from './vocabulary.ts';

const listed = z.array(z.unknown());
const row = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  subject: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.number().nullish(),
  created_at: z.string(),
  tags: z.array(z.string()).nullish(),
});

/** What an account calls its statuses is not asked for here: the ones of its own count as open. */
const noLabels = readLabels(undefined);

/** Complaints of one person, by one page of the list of their tickets: the search does not know requesters. */
export function createFreshdeskComplaintSearch(calls: FreshdeskCalls, account: Account): ComplaintSearch {
  const { time } = account;
  return {
    async othersOf({ ref, complainant }, signal) {
      if (!/^\d{1,16}$/u.test(complainant.id)) return [];
      const query = {
        requester_id: complainant.id,
        // Without it the list ends with what is thirty days old.
        updated_since: stampOf(time.now() - repeatWindowMs),
        include: 'description',
        order_by: 'created_at',
        order_type: 'desc',
        per_page: othersLookedAt,
      };
      const { body } = await calls.get('tickets', query, { lane: 'api', signal });
      return readAs(listed, body)
        .flatMap((one) => readOther(one, account))
        .filter((one) => one.ref.id !== ref.id);
    },
  };
}

/** A row that is no complaint, or cannot be read, is left out. */
function readOther(value: unknown, { name, origin, prefix }: Account): readonly OtherComplaint[] {
  const read = row.safeParse(value);
  const receivedAt = read.success ? parseInstant(read.data.created_at) : undefined;
  if (!read.success || receivedAt === undefined) return [];
  const { id, subject, description_text: text, status } = read.data;
  const tags = read.data.tags ?? [];
  if (!isMarkedComplaint(tags, prefix)) return [];
  return [
    {
      ref: { platform: 'freshdesk', account: name, id },
      url: `${origin}/a/tickets/${id}`,
      subject: subject ?? '',
      opening: (text ?? '').slice(0, openingUnits),
      receivedAt,
      status: statusOf(status ?? undefined, noLabels),
      category: taggedCategory(tags, prefix),
    },
  ];
}
