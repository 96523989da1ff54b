import { MINUTE_MS } from '#core/time.ts';
import type { Bucket, Draw, Reading } from '#integrations/budget.ts';
import type { HeaderOf, HttpRequest } from '#integrations/http.ts';
import {
  accountPerMinute,
  creditsPerListInclude,
  creditsPerTicketInclude,
  listsShare,
  planLimits,
  writesShare,
} from './limits.ts';

const aMinute = (name: string, limit: number): Bucket => ({ name, limit, windowMs: MINUTE_MS });
const { writes: firstWrites, lists: firstLists } = limitsWithin(accountPerMinute);

const account: Bucket = { ...aMinute('account', accountPerMinute), isForPeople: true };
const ticketCreates = aMinute('ticket creates', firstWrites);
const ticketUpdates: Bucket = { ...aMinute('ticket updates', firstWrites), isForPeople: true };
const ticketLists = aMinute('ticket lists', firstLists);
const contactLists = aMinute('contact lists', firstLists);

const special: readonly (readonly [RegExp, Bucket])[] = [
  [/^GET tickets$/, ticketLists],
  [/^GET contacts$/, contactLists],
  [/^POST tickets$/, ticketCreates],
  [/^PUT tickets\/\d+$/, ticketUpdates],
];

/** Which of Freshdesk's budgets a call takes from and how much (Rate limits), by its method, path and what it includes. */
export function freshdeskDraws({
  method,
  path,
  query,
}: Pick<HttpRequest, 'method' | 'path' | 'query'>): readonly Draw[] {
  const what = `${method} ${path.replace(/^\/api\/v2\//, '')}`;
  const included = String(query?.['include'] ?? '')
    .split(',')
    .filter((name) => name !== '').length;
  const each = /^GET tickets$/.test(what) ? creditsPerListInclude : creditsPerTicketInclude;
  const own = special.find(([pattern]) => pattern.test(what))?.[1];
  return [{ bucket: account, cost: 1 + each * included }, ...(own === undefined ? [] : [{ bucket: own }])];
}

/** What the head of an answer says of budgets: the account's own, and by its size what is allowed within it. */
export function freshdeskReadings(header: HeaderOf): readonly Reading[] {
  const total = countOf(header('x-ratelimit-total'));
  const own: Reading = {
    bucket: account.name,
    total,
    remaining: countOf(header('x-ratelimit-remaining')),
    used: countOf(header('x-ratelimit-used-currentrequest')),
  };
  if (total === undefined) return [own];
  const { writes, lists } = limitsWithin(total);
  return [
    own,
    { bucket: ticketCreates.name, total: writes },
    { bucket: ticketUpdates.name, total: writes },
    { bucket: ticketLists.name, total: lists },
    { bucket: contactLists.name, total: lists },
  ];
}

/** The largest plan that fits into a total. */
function limitsWithin(total: number): { readonly writes: number; readonly lists: number } {
  const plan = planLimits.find((plan) => plan.total <= total);
  return plan ?? { writes: Math.floor(total * writesShare), lists: Math.floor(total * listsShare) };
}

/** Whole numbers, sometimes written as decimals. */
function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}(?:\.\d{1,3})?$/.test(text.trim()) ? Number(text) : undefined;
}
