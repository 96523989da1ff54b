import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';

/**
 * Zendesk's numbers, each with where it comes from, and ours where theirs leave a choice.
 * Ticketing API: developer.zendesk.com/api-reference/ticketing.
 */

/** Rows of an incremental export: default and most (Incremental Exports). Fewer when a page outgrows our size limit. */
export const exportPageSizes = [1_000, 200, 25] as const;
/** An export must not begin within the last minute (Incremental Exports); one second more for the rounding of `Date`. */
export const exportLagMs = MINUTE_MS + SECOND_MS;
/** Rows of a search export: up to 1,000 (Search); its cursor lives one hour. */
export const searchPageSizes = [500, 100, 25] as const;
/** Cursor pages of comments and audits: up to 100 (Pagination). */
export const listPageSize = 100;
/** A ticket takes no more comments than this (Support limits); audits are as many or more, so they get twice the room. */
export const maxComments = 5_000;
export const maxAudits = 10_000;
/** Ids a `show_many` takes (Users, Tickets). */
export const maxShowMany = 100;
/** Fields an account can hold are about 400 active; this many pages of 100 are read. */
export const maxFieldPages = 20;
/** How long the map of fields is believed before it is read again: our choice. */
export const fieldsBelievedMs = DAY_MS;
/** How far a webhook's time of sending may lie from ours, either way: our choice. */
export const webhookFreshnessMs = 5 * MINUTE_MS;
/** Calls of one account under way at once: our choice, some below what a plan of 200 a minute takes in bursts. */
export const callsAtOnce = 6;
/** One request: our choice, below the ten seconds after which the alert protocol gives up. */
export const requestLimitMs = 10 * SECOND_MS;
/** Webhooks and triggers of one account that are looked through: our choice, beyond what accounts hold. */
export const maxWebhooks = 1_000;
export const maxTriggers = 5_000;
