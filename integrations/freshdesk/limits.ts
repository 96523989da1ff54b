import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';

/**
 * Freshdesk's numbers, each with where it comes from, and ours where theirs leave a choice.
 * REST API v2: developers.freshdesk.com/api.
 */

/** Rows of a list page: default 30, most 100 (Pagination). A page with fewer is the last. */
export const listPageSize = 100;
/** What was said may be so long that a page outgrows our size limit: then fewer at once, our choice; each divides the one before. */
export const listPageSizes = [listPageSize, 20, 5] as const;
/** Pages of a list; the next is refused with 400 (List All Tickets). */
export const lastListPage = 300;
/** Rows and pages of a search: 300 tickets in all (Filter Tickets). */
export const searchPageSize = 30;
export const lastSearchPage = 10;
/** Pages of one ticket's conversations that are read: 5,000 messages, our choice. */
export const maxConversationPages = 50;
/** `updated_at` has whole seconds; whether `updated_since` includes its own second is not documented. */
export const anchorSlackMs = SECOND_MS;
/** How far behind the present a walk begins again, for rows that become visible late: our choice. */
export const overlapMs = 3 * MINUTE_MS;
/** Rows of that stretch that are remembered so that they are not told twice; more are told twice. */
export const maxRemembered = 500;
/** Tickets with one tag, made on one day, that are remembered while walking; more are told twice: our choice. */
export const maxTold = 5_000;
/** How often deleted and spam tickets, which no other list shows, are asked for: our choice. */
export const goneEveryMs = 4 * MINUTE_MS;
/** Pages one step of a walk reads, and requests one step of a search takes: our choice. */
export const pagesPerStep = 10;
export const requestsPerStep = 25;
/** Closed tickets that carry our tag are looked for as long as they were changed lately: our choice. */
export const closedSoughtMs = 30 * DAY_MS;
/** How long a note that was added may be missing from the list of conversations: our choice. */
export const listLagMs = 5 * SECOND_MS;
/** How long a claim keeps others out: the alert protocol's lease and grace together. */
export const claimStandsMs = 2 * MINUTE_MS;
/** UTF-16 units of what we write into one field: our choice, far below what a paragraph field takes. */
export const maxFieldChars = 20_000;
/** How long the list of ticket fields is believed before it is read again: our choice. */
export const fieldsBelievedMs = DAY_MS;
/** Pages of the latest tickets that are looked through for one of the same source before another is opened: our choice. */
export const mostIntakePages = 5;
/** Agents whose names are remembered: our choice. */
export const maxNames = 5_000;
/** A secret shorter than this cannot hold 128 bits, however it is written: 16 bytes in base64. */
export const minSecretChars = 22;
/** Calls of one account under way at once: our choice, more than runs, a sweep and a click or two; budgets say how often. */
export const callsAtOnce = 12;
/** Credits a minute, all keys and apps together (Rate limits): the trial's, until the first answer names the account's. */
export const accountPerMinute = 50;
/** What is allowed within the account's credits, by plan: changes of tickets of each kind, lists of tickets or contacts. */
export const planLimits = [
  { total: 2_000, writes: 800, lists: 400 },
  { total: 1_000, writes: 400, lists: 300 },
  { total: 700, writes: 280, lists: 200 },
  { total: 400, writes: 160, lists: 100 },
  { total: 200, writes: 80, lists: 20 },
] as const;
/** Of a plan below all these nothing is known: the same parts of its total as the smallest has. */
export const writesShare = 0.4;
export const listsShare = 0.1;
/** Credits for each thing a list or a single ticket includes, on top of the call's own one. */
export const creditsPerListInclude = 2;
export const creditsPerTicketInclude = 1;
/** One request: our choice, as long as the alert protocol waits for one. */
export const requestLimitMs = 10 * SECOND_MS;
