import { HOUR_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { isOver, nowOf, pending } from './desk.ts';

/** When the account's own promises fall due. */
export interface DueDates {
  readonly resolveBy: Instant;
  readonly respondBy: Instant;
}

/** What a ticket knows of its due dates: those shown, and those that will be shown from an instant on. */
export interface Due {
  readonly shown: DueDates | null;
  readonly next: { readonly dates: DueDates; readonly fromAt: Instant } | undefined;
  /** Since when the timer stands; `null` while it runs. */
  readonly pausedAt: Instant | null;
  readonly pausedMs: number;
}

/** Seconds to respond and to resolve, by priority: the policy of a fresh account, around the clock. */
export const defaultTargets: Readonly<Record<number, { readonly respond: number; readonly resolve: number }>> = {
  4: { respond: 3_600, resolve: 4 * 3_600 },
  3: { respond: 4 * 3_600, resolve: 12 * 3_600 },
  2: { respond: 8 * 3_600, resolve: 24 * 3_600 },
  1: { respond: 24 * 3_600, resolve: 72 * 3_600 },
};

/** Statuses in which the timer stands. REST does not tell them. */
export const pausedStatuses: ReadonlySet<number> = new Set([pending, 6, 7]);

export const noDue: Due = { shown: null, next: undefined, pausedAt: null, pausedMs: 0 };

/** The due dates an answer at `at` shows; `null` until they have been calculated. */
export function dueAt({ due }: DeskTicket, at: Instant): DueDates | null {
  return due.next !== undefined && due.next.fromAt <= at ? due.next.dates : due.shown;
}

/**
 * Calculates due dates anew after a ticket was created or its status or priority changed; they are shown some seconds
 * later, but for changes in an account with the old engine.
 */
export function recalculate(desk: Desk, ticket: DeskTicket, isNew = false): void {
  const at = nowOf(desk);
  const { slaEngine, slaDelayMs, dueAfterPause } = desk.switches();
  const shown = dueAt(ticket, at);
  const timer = timerAt(ticket, at);
  const pausedMs = dueAfterPause === 'kept' ? 0 : timer.pausedMs;
  const target = defaultTargets[ticket.facts.priority] ?? { respond: 24 * 3_600, resolve: 72 * 3_600 };
  const dates = {
    resolveBy: ticket.createdAt + target.resolve * 1000 + pausedMs,
    respondBy: ticket.createdAt + target.respond * 1000 + pausedMs,
  };
  const fromAt = isNew || slaEngine === 'new' ? at + slaDelayMs : at;
  ticket.due = { shown, next: { dates, fromAt }, ...timer };
  watch(desk, ticket, dates);
}

function timerAt({ due, facts }: DeskTicket, at: Instant): Pick<Due, 'pausedAt' | 'pausedMs'> {
  const isPaused = pausedStatuses.has(facts.status);
  if (isPaused) return { pausedAt: due.pausedAt ?? at, pausedMs: due.pausedMs };
  return { pausedAt: null, pausedMs: due.pausedMs + (due.pausedAt === null ? 0 : at - due.pausedAt) };
}

/** The sweep that flags broken promises comes some time after each of them; the ticket's number says how long. */
function watch(desk: Desk, ticket: DeskTicket, { resolveBy, respondBy }: DueDates): void {
  const at = nowOf(desk);
  const { soonest, latest } = desk.switches().escalationDelayMs;
  const delayMs = soonest + ((ticket.id * 97_000) % (latest - soonest + 1));
  desk.jobs.add(Math.max(at, respondBy) + delayMs, () => {
    const isOwed = ticket.stats.first_responded_at === null && !ticket.isFirstResponseEscalated;
    if (!isOwed || !isRunning(ticket) || dueAt(ticket, nowOf(desk))?.respondBy !== respondBy) return;
    ticket.isFirstResponseEscalated = true;
    touch(desk, ticket);
  });
  desk.jobs.add(Math.max(at, resolveBy) + delayMs, () => {
    if (ticket.isEscalated || !isRunning(ticket) || dueAt(ticket, nowOf(desk))?.resolveBy !== resolveBy) return;
    ticket.isEscalated = true;
    touch(desk, ticket);
  });
}

function isRunning({ facts, deleted, spam }: DeskTicket): boolean {
  return !deleted && !spam && !isOver(facts.status) && !pausedStatuses.has(facts.status);
}

/** Moves `updated_at`, and tells whoever looks on; no rule hears of it. */
export function touch(desk: Desk, ticket: DeskTicket): void {
  ticket.updatedAt = nowOf(desk);
  desk.revision += 1;
  desk.happened({ ticket, event: undefined });
}

/** A closed ticket that nothing happens to is put away after as long. */
export const archivedAfterMs = 120 * 24 * HOUR_MS;

/** Puts a closed ticket away after 120 quiet days. */
export function archiveLater(desk: Desk, ticket: DeskTicket): void {
  const since = ticket.updatedAt;
  desk.jobs.add(since + archivedAfterMs, () => {
    if (ticket.updatedAt !== since || ticket.archived) return;
    ticket.archived = true;
    desk.revision += 1;
    desk.happened({ ticket, event: undefined });
  });
}
