import type { TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Log } from './log.ts';

/** Runs tickets: one at a time each, many at once. Knows nothing of what a run does. */
export interface Engine {
  /** Asks for a run soon. Asking again before it began changes nothing; asking while it runs makes it run once more. */
  enqueue(ref: TicketRef): void;
  /** Asks for a run of a ticket whose time has come: it goes before hints and is never dropped. */
  wake(ref: TicketRef): void;
  /** Its account has taken our credentials: tickets that it had refused us need not wait any longer. */
  wasLetIn(desk: Pick<TicketRef, 'platform' | 'account'>): void;
  /** Whether it is queued or being run. */
  has(ref: TicketRef): boolean;
  /** Resolves when there is room for more in the queue; for those who bring many. */
  room(signal: AbortSignal): Promise<void>;
  /** Does something with a ticket while nothing else does, ahead of all that waits; for people's clicks. */
  exclusively<T>(ref: TicketRef, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Of a run that waits for other tickets' runs: while it does, others may begin in its place. */
  aside<T>(ref: TicketRef, work: Promise<T>): Promise<T>;
  /** Wakes tickets when their time comes, until aborted. */
  keepTime(signal: AbortSignal): Promise<void>;
  /** Begins nothing new, lets what is in hand end, and after `graceMs` aborts it. */
  stop(graceMs: number): Promise<void>;
  /** Tickets queued or being run. */
  readonly waiting: number;
  /** Tickets that time alone will bring back. */
  readonly sleeping: number;
}

export interface EngineOptions {
  readonly time: Timekeeper;
  readonly log: Log;
  /** Returns when to run the ticket again, if time alone will change it. */
  readonly run: (ref: TicketRef, signal: AbortSignal) => Promise<Instant | undefined>;
  readonly atOnce: number;
  /** Beyond this `room` waits, and hints are dropped: the sweep brings them again. */
  readonly mostWaiting: number;
}
