import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createBreaker } from './breaker.ts';
import type { Ids } from './ids.ts';
import type { Parcel, Reply } from './post-event.ts';
import { postEvent } from './post-event.ts';
import type { WebhookDials } from './webhooks.ts';

/** What became of one delivery. `code` is the receiver's last answer, 504 where none came in time. */
export interface Invocation {
  readonly id: string;
  readonly webhookId: string;
  readonly eventType: string;
  readonly ticketId: number;
  readonly at: Instant;
  readonly outcome: 'success' | 'failed' | 'lost' | 'circuit broken';
  readonly attempts: number;
  readonly code: number | undefined;
}

export interface Delivery {
  send(parcel: Parcel): void;
  setDials(dials: WebhookDials): void;
  invocations(webhookId?: string): readonly Invocation[];
}

/** What deliveries need of the account; `life` cuts every wait short when the fake is closed. */
export interface Sender {
  readonly time: Timekeeper;
  readonly ids: Ids;
  readonly life: () => AbortSignal;
}

const kept = 1000;
/** More than this under way at once and the newest are lost, as a service under strain loses them. */
const mostUnderWay = 5000;
const overtakenMs = 3 * SECOND_MS;

/** Carries events to receivers, one at a time; every wait goes through the timekeeper. */
export function createDelivery(sender: Sender): Delivery {
  const { time, ids } = sender;
  const done: Invocation[] = [];
  let dials: WebhookDials = {};
  let sent = 0;
  let underWay = 0;
  const carry = createCarrier(sender, () => dials.circuitBreaker !== false);
  const note = ({ webhook, event }: Parcel, end: End): void => {
    done.push({ ...end, webhookId: webhook.id, eventType: event.type, ticketId: event.ticketId, at: time.now() });
    if (done.length > kept) done.shift();
  };
  const lost = (parcel: Parcel): void =>
    note(parcel, { id: ids.ulid(time.now()), outcome: 'lost', attempts: 0, code: undefined });
  const start = (parcel: Parcel, delayMs: number): void => {
    underWay += 1;
    const ended = (end: End | undefined): void => {
      underWay -= 1;
      if (end === undefined) lost(parcel);
      else note(parcel, end);
    };
    // It rejects only where the fake was closed under it.
    time.task(() => carry(parcel, delayMs)).then(ended, () => ended(undefined));
  };
  return {
    send: (parcel) => {
      sent += 1;
      const strikes = (every: number | undefined): boolean => every !== undefined && sent % every === 0;
      if (strikes(dials.loseEvery) || underWay >= mostUnderWay) {
        lost(parcel);
        return;
      }
      const delayMs = (dials.lateMs ?? 0) + (strikes(dials.reorderEvery) ? overtakenMs : 0);
      start(parcel, delayMs);
      if (strikes(dials.doubleEvery)) start(parcel, delayMs);
    },
    setDials: (set) => {
      dials = set;
    },
    invocations: (webhookId) => done.filter((one) => webhookId === undefined || one.webhookId === webhookId),
  };
}

type End = Pick<Invocation, 'id' | 'outcome' | 'attempts' | 'code'>;

function createCarrier(sender: Sender, isGuarded: () => boolean): (parcel: Parcel, delayMs: number) => Promise<End> {
  const { time, ids, life } = sender;
  const breaker = createBreaker(time);
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<Reply>): Promise<Reply> => {
    const turn = queue.then(work);
    queue = turn;
    return turn;
  };
  return async (parcel, delayMs) => {
    const id = ids.ulid(time.now());
    if (delayMs > 0) await time.sleepUntil(time.now() + delayMs, life());
    for (let attempts = 1; ; attempts += 1) {
      if (isGuarded() && breaker.isOpen())
        return { id, outcome: 'circuit broken', attempts: attempts - 1, code: undefined };
      const reply = await inTurn(() => postEvent(parcel, id, { time, life: life() }));
      breaker.count(reply.isSuccess);
      const pauseMs = retryPause(reply, attempts);
      if (pauseMs === undefined)
        return { id, outcome: reply.isSuccess ? 'success' : 'failed', attempts, code: reply.code };
      await time.sleepUntil(time.now() + pauseMs, life());
    }
  };
}

const retryAfterLimitMs = 60 * SECOND_MS;
const conflictRetries = 3;
const otherRetries = 5;
const retryPauseMs = 5 * SECOND_MS;

/** How long until it is tried again; `undefined` for never, and always after the fifth time. */
function retryPause(reply: Reply, attempts: number): number | undefined {
  switch (reply.code) {
    case 409:
      return attempts <= conflictRetries ? retryPauseMs : undefined;
    case 504:
      return attempts <= otherRetries ? retryPauseMs : undefined;
    case 429:
    case 503: {
      const { retryAfterMs } = reply;
      const soon = retryAfterMs !== undefined && retryAfterMs >= 0 && retryAfterMs < retryAfterLimitMs;
      return soon && attempts <= otherRetries ? retryAfterMs : undefined;
    }
    default:
      return undefined;
  }
}
