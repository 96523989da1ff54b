import { DAY_MS, HOUR_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { WebhookOdds } from '../fake-shared/dial.ts';
import type { WebhookDials } from '../fake-shared/dispatch.ts';
import { createDispatch, createMemory } from '../fake-shared/dispatch.ts';
import type { Parcel } from './post-hook.ts';
import { postHook } from './post-hook.ts';
import type { Switches } from './switches.ts';
import type { HookDelivery } from './webhooks.ts';

export interface Delivery {
  readonly send: (parcel: Parcel) => void;
  readonly setDials: (dials: WebhookDials) => void;
  readonly setOdds: (odds: WebhookOdds, seed: number) => void;
  readonly done: () => readonly HookDelivery[];
}

type End = Pick<HookDelivery, 'outcome' | 'attempts' | 'code'>;

const kept = 1000;
/** What could not be sent for so long is dropped, with a mail to the administrator. */
const droppedAfterMs = DAY_MS;

/**
 * Calls receivers, one at a time; every wait goes through the timekeeper.
 *
 * @param life  cuts every wait short when the fake is closed
 */
export function createDelivery(time: Timekeeper, switches: () => Switches, life: () => AbortSignal): Delivery {
  const done = createMemory<HookDelivery>(kept);
  const { send, setDials, setOdds } = createDispatch<Parcel, End>({
    time,
    carry: createCarrier(time, switches, life),
    ended: ({ webhook, ticketId, event }, end, at) => done.add({ ...end, webhookId: webhook.id, ticketId, event, at }),
    lost: () => ({ outcome: 'lost', attempts: 0, code: undefined }),
  });
  return { send, setDials, setOdds, done: done.all };
}

function createCarrier(
  time: Timekeeper,
  switches: () => Switches,
  life: () => AbortSignal,
): (parcel: Parcel, delayMs: number) => Promise<End> {
  const hours = new Map<number, number>();
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (parcel: Parcel): Promise<number> => {
    const turn = queue.then(() => postHook(parcel));
    queue = turn;
    return turn;
  };
  /** Waits for an hour in which there is room; `false` where none came within a day. */
  const admitted = async (since: Instant): Promise<boolean> => {
    for (;;) {
      const hour = Math.floor(time.now() / HOUR_MS);
      const used = hours.get(hour) ?? 0;
      if (used < switches().hooksPerHour) {
        for (const past of hours.keys()) if (past < hour) hours.delete(past);
        hours.set(hour, used + 1);
        return true;
      }
      const nextAt = (hour + 1) * HOUR_MS;
      if (nextAt - since > droppedAfterMs) return false;
      await time.sleepUntil(nextAt, life());
    }
  };
  return async (parcel, delayMs) => {
    const since = time.now();
    if (delayMs > 0) await time.sleepUntil(since + delayMs, life());
    for (let attempts = 1; ; attempts += 1) {
      if (!(await admitted(since))) return { outcome: 'dropped', attempts: attempts - 1, code: undefined };
      const code = await inTurn(parcel);
      const { times, everyMs } = switches().hookRetries;
      if (code >= 200 && code < 300) return { outcome: 'success', attempts, code };
      if (attempts > times) return { outcome: 'failed', attempts, code };
      await time.sleepUntil(time.now() + everyMs, life());
    }
  };
}
