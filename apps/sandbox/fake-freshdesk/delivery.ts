import { DAY_MS, HOUR_MS, SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Parcel } from './post-hook.ts';
import { postHook } from './post-hook.ts';
import type { Switches } from './switches.ts';
import type { HookDelivery, WebhookDials } from './webhooks.ts';

export interface Delivery {
  send(parcel: Parcel): void;
  setDials(dials: WebhookDials): void;
  done(): readonly HookDelivery[];
}

type End = Pick<HookDelivery, 'outcome' | 'attempts' | 'code'>;

const kept = 1000;
/** More than this under way at once and the newest are lost, as a service under strain loses them. */
const mostUnderWay = 5000;
const overtakenMs = 3 * SECOND_MS;
/** What could not be sent for so long is dropped, with a mail to the administrator. */
const droppedAfterMs = DAY_MS;

/**
 * Calls receivers, one at a time; every wait goes through the timekeeper.
 *
 * @param life  cuts every wait short when the fake is closed
 */
export function createDelivery(time: Timekeeper, switches: () => Switches, life: () => AbortSignal): Delivery {
  const done: HookDelivery[] = [];
  let dials: WebhookDials = {};
  let sent = 0;
  let underWay = 0;
  const carry = createCarrier(time, switches, life);
  const note = ({ webhook, ticketId, event }: Parcel, end: End): void => {
    done.push({ ...end, webhookId: webhook.id, ticketId, event, at: time.now() });
    if (done.length > kept) done.shift();
  };
  const lost: End = { outcome: 'lost', attempts: 0, code: undefined };
  const start = (parcel: Parcel, delayMs: number): void => {
    underWay += 1;
    const ended = (end: End): void => {
      underWay -= 1;
      note(parcel, end);
    };
    // It rejects only where the fake was closed under it.
    time.task(() => carry(parcel, delayMs)).then(ended, () => ended(lost));
  };
  return {
    send: (parcel) => {
      sent += 1;
      const strikes = (every: number | undefined): boolean => every !== undefined && sent % every === 0;
      if (strikes(dials.loseEvery) || underWay >= mostUnderWay) {
        note(parcel, lost);
        return;
      }
      const delayMs = (dials.lateMs ?? 0) + (strikes(dials.reorderEvery) ? overtakenMs : 0);
      start(parcel, delayMs);
      if (strikes(dials.doubleEvery)) start(parcel, delayMs);
    },
    setDials: (set) => {
      dials = set;
    },
    done: () => done,
  };
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
