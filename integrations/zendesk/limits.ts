import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';

/**
 * Zendesk's numbers, each with where it comes from, and ours where theirs leave a choice.
 * Ticketing API: developer.zendesk.com/api-reference/ticketing.
 */

/**
 * Rows of an incremental export: default and most (Incremental Exports). Fewer when a page outgrows our size limit, down to
 * one alone: a page that no size lets through would hold up all that changed after it.
 */
export const exportPageSizes = [1_000, 200, 25, 1] as const;
/** An export must not begin within the last minute (Incremental Exports); one second more for the rounding of `Date`. */
export const exportLagMs = MINUTE_MS + SECOND_MS;
/** Rows of a search export: up to 1,000 (Search); its cursor lives one hour. */
export const searchPageSizes = [500, 100, 25, 1] as const;
/** Cursor pages of comments and audits: up to 100 (Pagination). */
export const listPageSize = 100;
/** What was said may be so long that a page outgrows our size limit: then fewer at once, our choice. */
export const listPageSizes = [listPageSize, 20, 5] as const;
/** A ticket takes no more comments than this (Support limits); audits are as many or more, so they get twice the room. */
export const maxComments = 5_000;
export const maxAudits = 10_000;
/** Ids a `show_many` takes (Users, Tickets). */
export const maxShowMany = 100;
/** Fields an account can hold are about 400 active; this many pages of 100 are read. */
export const maxFieldPages = 20;
/** The most ticket forms an account may have. @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/ */
export const maxForms = 300;
/** How long the map of fields is believed before it is read again: our choice. */
export const fieldsBelievedMs = DAY_MS;
/** How far a webhook's time of sending may lie from ours, either way: our choice. */
export const webhookFreshnessMs = 5 * MINUTE_MS;
/** Calls of one account under way at once: our choice, more than runs, a sweep and a click or two; budgets say how often. */
export const callsAtOnce = 12;
/** Calls a minute (Rate limits): 200 to 2,500 by plan. The smallest until the first answer names the account's own. */
export const accountPerMinute = 200;
/** Incremental exports a minute, all kinds together; 30 with the High Volume add-on, which no header tells. */
export const exportsPerMinute = 10;
/** Pages of search exports a minute. */
export const searchExportsPerMinute = 100;
/** One user's updates of one ticket within ten minutes, and everybody's updates of tickets a minute. */
export const updatesOfTicket = 30;
export const updatesOfTicketWithinMs = 10 * MINUTE_MS;
export const updatesPerMinute = 100;
/** Lists of tickets a minute, as recorded accounts say, and how many of pages beyond the five hundredth. */
export const ticketListsPerMinute = 100;
export const deepListsPerMinute = 50;
export const deepListBeyondPage = 500;
/** Deletions of tickets, lists of deleted ones, runs of one view, calls about a field's options, each a minute. */
export const deletionsPerMinute = 400;
export const deletedListsPerMinute = 10;
export const runsOfViewPerMinute = 5;
export const fieldOptionsPerMinute = 100;
/** Calls of the webhooks API a minute, which has a budget of its own. */
export const webhookCallsPerMinute = 100;
/** One request: our choice, below the ten seconds after which the alert protocol gives up. */
export const requestLimitMs = 10 * SECOND_MS;
/** Webhooks and triggers of one account that are looked through: our choice, beyond what accounts hold. */
export const maxWebhooks = 1_000;
export const maxTriggers = 5_000;
