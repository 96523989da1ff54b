import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { WebhookOdds } from '../fake-shared/dial.ts';
import { createDispatch, createMemory } from '../fake-shared/dispatch.ts';
import { createBreaker } from './breaker.ts';
import type { Ids } from './ids.ts';
import type { Parcel, Reply } from './post-event.ts';
import { postEvent } from './post-event.ts';
import type { ZendeskWebhookDials } from './webhooks.ts';

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
  readonly send: (parcel: Parcel) => void;
  readonly setDials: (dials: ZendeskWebhookDials) => void;
  readonly setOdds: (odds: WebhookOdds, seed: number) => void;
  invocations(webhookId?: string): readonly Invocation[];
}

/** What deliveries need of the account; `life` cuts every wait short when the fake is closed. */
export interface Sender {
  readonly time: Timekeeper;
  readonly ids: Ids;
  readonly life: () => AbortSignal;
}

const kept = 1000;

/** Carries events to receivers, one at a time; every wait goes through the timekeeper. */
export function createDelivery(sender: Sender): Delivery {
  const { time, ids } = sender;
  const done = createMemory<Invocation>(kept);
  let isGuarded = true;
  const dispatch = createDispatch<Parcel, End>({
    time,
    carry: createCarrier(sender, () => isGuarded),
    ended: ({ webhook, event }, end, at) =>
      done.add({ ...end, webhookId: webhook.id, eventType: event.type, ticketId: event.ticketId, at }),
    lost: () => ({ id: ids.ulid(time.now()), outcome: 'lost', attempts: 0, code: undefined }),
  });
  return {
    send: dispatch.send,
    setDials: ({ circuitBreaker = true, ...dials }) => {
      isGuarded = circuitBreaker;
      dispatch.setDials(dials);
    },
    setOdds: dispatch.setOdds,
    invocations: (webhookId) => done.all().filter((one) => webhookId === undefined || one.webhookId === webhookId),
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
