import type { Bucket, Draw, Reading } from '#integrations/budget.ts';
import type { HeaderOf, HttpRequest } from '#integrations/http.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import {
  accountPerMinute,
  deepListBeyondPage,
  deepListsPerMinute,
  deletedListsPerMinute,
  deletionsPerMinute,
  exportsPerMinute,
  fieldOptionsPerMinute,
  runsOfViewPerMinute,
  searchExportsPerMinute,
  ticketListsPerMinute,
  updatesOfTicket,
  updatesOfTicketWithinMs,
  updatesPerMinute,
  webhookCallsPerMinute,
} from './limits.ts';

const aMinute = (name: string, limit: number): Bucket => ({ name, limit, windowMs: MINUTE_MS });

const account: Bucket = { ...aMinute('account', accountPerMinute), isForPeople: true };
const updates: Bucket = { ...aMinute('updates', updatesPerMinute), isForPeople: true };
const exports = aMinute('exports', exportsPerMinute);
const searchExports = aMinute('search exports', searchExportsPerMinute);
const ticketLists = aMinute('ticket lists', ticketListsPerMinute);
const deepLists = aMinute('deep lists', deepListsPerMinute);
const deletions = aMinute('deletions', deletionsPerMinute);
const deletedLists = aMinute('deleted lists', deletedListsPerMinute);
const fieldOptions = aMinute('field options', fieldOptionsPerMinute);
const webhookCalls: Bucket = { ...aMinute('webhook calls', webhookCallsPerMinute), isForPeople: true };

const updatesOf = (id: string): Bucket => ({
  name: `updates of ${id}`,
  limit: updatesOfTicket,
  windowMs: updatesOfTicketWithinMs,
  isForPeople: true,
  isFleeting: true,
});
const runsOfView = (id: string): Bucket => ({
  ...aMinute(`runs of view ${id}`, runsOfViewPerMinute),
  isFleeting: true,
});

type Asked = Pick<HttpRequest, 'method' | 'path' | 'query'>;

/** What the account's own budget lies beside or around, by what is asked: the first that fits. */
const special: readonly (readonly [RegExp, (id: string, asked: Asked) => readonly Bucket[]])[] = [
  [/^GET incremental\//, () => [exports]],
  [/^GET search\/export$/, () => [searchExports]],
  [
    /^GET tickets$/,
    (_, { query }) => (Number(query?.['page']) > deepListBeyondPage ? [ticketLists, deepLists] : [ticketLists]),
  ],
  [/^GET deleted_tickets$/, () => [deletedLists]],
  [/^DELETE (?:deleted_)?tickets\/(?:\d+|destroy_many)$/, () => [deletions]],
  [/^PUT tickets\/(?:update_many|create_or_update_many)$/, () => [updates]],
  [/^(?:PUT|PATCH|POST|DELETE) tickets\/(\d+)(?:\/tags)?$/, (id) => [updates, updatesOf(id)]],
  [/^\w+ views\/(\d+)\/execute$/, (id) => [runsOfView(id)]],
  [/^\w+ ticket_fields\/\d+\/options/, () => [fieldOptions]],
];

/** Which of Zendesk's budgets a call takes from (Rate limits), by its method and path. */
export function zendeskDraws(asked: Asked): readonly Draw[] {
  const path = asked.path.replace(/^\/api\/v2\//, '').replace(/\.json$/, '');
  if (/^webhooks(?:\/|$)/.test(path)) return [{ bucket: webhookCalls }];
  const what = `${asked.method} ${path}`;
  for (const [pattern, bucketsOf] of special) {
    const found = pattern.exec(what);
    if (found !== null) return [account, ...bucketsOf(found[1] ?? '', asked)].map((bucket) => ({ bucket }));
  }
  return [{ bucket: account }];
}

const namedHeaders = [
  ['zendesk-ratelimit-tickets-index', ticketLists.name],
  ['zendesk-ratelimit-ticket-updates', updates.name],
  ['zendesk-ratelimit-search-export', searchExports.name],
  ['zendesk-ratelimit-incremental-exports', exports.name],
] as const;

/** What the head of an answer to a call that took `draws` says of budgets. Whatever is not a number is passed over. */
export function zendeskReadings(header: HeaderOf, draws: readonly Draw[]): readonly Reading[] {
  // Where the call has a budget of its own, the plain headers speak of that.
  const general = draws[0]?.bucket.name ?? account.name;
  const own = draws.find(({ bucket }) => bucket.name.startsWith('updates of '));
  const named: readonly (readonly [string, string | undefined])[] = [
    ...namedHeaders,
    ['zendesk-ratelimit-per-ticket-updates', own?.bucket.name],
  ];
  return [
    {
      bucket: general,
      total: countOf(header('ratelimit-limit') ?? header('x-rate-limit')),
      remaining: countOf(header('ratelimit-remaining') ?? header('x-rate-limit-remaining')),
      resetsMs: msOf(countOf(header('ratelimit-reset'))),
    },
    ...named.flatMap(([name, bucket]) => {
      const text = header(name);
      if (text === undefined || bucket === undefined) return [];
      const part = (word: string): number | undefined => countOf(new RegExp(`\\b${word}=(\\d{1,9})`).exec(text)?.[1]);
      return [{ bucket, total: part('total'), remaining: part('remaining'), resetsMs: msOf(part('resets')) }];
    }),
  ];
}

const msOf = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * SECOND_MS;

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
