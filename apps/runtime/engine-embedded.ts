import { refText, type TicketRef } from '#core/ticket.ts';
import { HOUR_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { PayloadError } from '#integrations/errors.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { accountOf, createFairQueue } from './fair-queue.ts';
import { codeOf, whereOf } from './log.ts';
import { createRetries } from './retries.ts';
import { createWakeList } from './wake.ts';

/**
 * The engine in one process, which needs nothing. What is lost with the process, the next sweep brings back.
 *
 * Accounts take turns. One that has nothing in hand may begin a ticket even when all places are taken, so that nobody
 * waits for runs of another account that wait for their helpdesk; there are never more than twice as many as places.
 */
export function createEmbeddedEngine(options: EngineOptions): Engine {
  return new EmbeddedEngine(options);
}

class EmbeddedEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #queue = createFairQueue(['due', 'hint']);
  readonly #busy = new Set<string>();
  /** How many of each account's tickets are busy. */
  readonly #busyOf = new Map<string, number>();
  /** Those of them that wait for others, and hold no place meanwhile. */
  readonly #aside = new Set<string>();
  readonly #inHand = new Set<Promise<void>>();
  /** Clicks on tickets that are busy, by ticket. */
  #urgent: { readonly name: string; readonly begin: () => void }[] = [];
  readonly #wakes = createWakeList();
  /** Those that were woken while they were busy. */
  readonly #called = new Set<string>();
  readonly #sleepers = new Map<string, TicketRef>();
  readonly #retries = createRetries();
  #roomWaiters: (() => void)[] = [];
  #rearm = new AbortController();
  #stopped = false;
  readonly #abort = new AbortController();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#queue.size + this.#busy.size;
  }

  get sleeping(): number {
    return this.#wakes.size;
  }

  enqueue(ref: TicketRef): void {
    if (this.#stopped) return;
    if (this.#queue.size >= this.#options.mostWaiting && !this.#queue.has(ref)) {
      const dropped = this.#queue.makeRoom(ref) ?? ref;
      this.#options.log.warn('queue full, hint dropped', { ticket: refText(dropped) });
      if (dropped === ref) return;
    }
    this.#queue.add(ref, 'hint');
    if (this.#hasPlaceFor(accountOf(ref))) this.#pump();
  }

  wake(ref: TicketRef): void {
    const name = refText(ref);
    // When it is done its run says when to come again, which must not undo this.
    if (this.#busy.has(name)) this.#called.add(name);
    else this.#wakeAt(name, ref, this.#options.time.now());
  }

  has(ref: TicketRef): boolean {
    return this.#busy.has(refText(ref)) || this.#queue.has(ref);
  }

  async room(signal: AbortSignal): Promise<void> {
    while (this.#queue.size >= this.#options.mostWaiting && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          signal.removeEventListener('abort', go);
          resolve();
        };
        this.#roomWaiters.push(go);
        signal.addEventListener('abort', go, { once: true });
      });
    }
  }

  exclusively<T>(ref: TicketRef, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const name = refText(ref);
    const done = new Promise<T>((resolve, reject) => {
      const begin = (): void => this.#start(ref, () => work(this.#abort.signal).then(resolve, reject));
      if (this.#stopped) reject(new Error('the server is stopping'));
      else if (this.#busy.has(name)) this.#urgent.push({ name, begin });
      else begin();
    });
    // Whoever waits may be a request of somebody who holds the time meanwhile: the work counts for itself.
    return this.#options.time.standBy(done);
  }

  async aside<T>(ref: TicketRef, work: Promise<T>): Promise<T> {
    const name = refText(ref);
    this.#aside.add(name);
    this.#pump();
    try {
      return await work;
    } finally {
      this.#aside.delete(name);
    }
  }

  async keepTime(signal: AbortSignal): Promise<void> {
    const { time } = this.#options;
    await time.task(async () => {
      while (!signal.aborted) {
        // What is due is never dropped: where too much of it waits already it sleeps a little longer.
        for (const name of this.#wakes.takeDue(time.now(), this.#placesLeft)) {
          const ref = this.#sleepers.get(name);
          if (ref !== undefined) this.#wake(name, ref);
        }
        this.#rearm = new AbortController();
        const soonest = this.#placesLeft > 0 ? 0 : time.now() + SECOND_MS;
        const next = Math.max(soonest, this.#wakes.next() ?? time.now() + HOUR_MS);
        await time.sleepUntil(next, AbortSignal.any([signal, this.#rearm.signal])).catch(() => undefined);
      }
    });
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#queue.clear();
    const { time } = this.#options;
    const over = new AbortController();
    const grace = time.sleepUntil(time.now() + graceMs, over.signal).then(
      () => this.#abort.abort(new Error('the server is stopping')),
      () => undefined,
    );
    // A click that waited for its ticket begins when that ticket's run has ended: it was answered, so it is done.
    while (this.#inHand.size > 0) await Promise.allSettled(this.#inHand);
    over.abort(new Error('nothing is in hand'));
    await grace;
  }

  /** For what is due. Hints take none of it, for those who bring many keep the queue full as long as they have more. */
  get #placesLeft(): number {
    return Math.max(0, this.#options.mostWaiting - this.#queue.sizeIn('due'));
  }

  #wake(name: string, ref: TicketRef): void {
    if (this.#stopped) return;
    this.#sleepers.delete(name);
    this.#queue.add(ref, 'due');
    this.#pump();
  }

  #pump(): void {
    const urgent = this.#urgent;
    this.#urgent = urgent.filter(({ name }) => this.#busy.has(name));
    for (const { name, begin } of urgent) {
      if (!this.#busy.has(name)) begin();
      else if (!this.#urgent.some((waiting) => waiting.begin === begin)) this.#urgent.push({ name, begin });
    }
    for (let ref = this.#next(); ref !== undefined; ref = this.#next()) {
      const next = ref;
      this.#start(next, () => this.#bringUpToDate(refText(next), next));
    }
    if (this.#queue.size < this.#options.mostWaiting) {
      for (const resolve of this.#roomWaiters.splice(0)) resolve();
    }
  }

  /** Takes the ticket that is to begin now. */
  #next(): TicketRef | undefined {
    if (this.#stopped) return undefined;
    return this.#queue.take(
      (account) => this.#hasPlaceFor(account),
      (name) => this.#busy.has(name),
    );
  }

  /** Where all places are taken, an account that has nothing in hand may begin one all the same, up to as many again. */
  #hasPlaceFor(account: string): boolean {
    const { atOnce } = this.#options;
    const size = this.#busy.size - this.#aside.size;
    return size < atOnce || (size < 2 * atOnce && !this.#busyOf.has(account));
  }

  #start(ref: TicketRef, work: () => Promise<void>): void {
    const name = refText(ref);
    this.#busy.add(name);
    this.#countBusy(accountOf(ref), 1);
    const task = this.#options.time.task(work).finally(() => {
      this.#busy.delete(name);
      if (this.#called.delete(name)) this.#wakeAt(name, ref, this.#options.time.now());
      this.#countBusy(accountOf(ref), -1);
      this.#inHand.delete(task);
      this.#pump();
    });
    this.#inHand.add(task);
  }

  #countBusy(account: string, by: 1 | -1): void {
    const count = (this.#busyOf.get(account) ?? 0) + by;
    if (count === 0) this.#busyOf.delete(account);
    else this.#busyOf.set(account, count);
  }

  async #bringUpToDate(name: string, ref: TicketRef): Promise<void> {
    const { run, time, log } = this.#options;
    try {
      this.#wakeAt(name, ref, await run(ref, this.#abort.signal));
      for (const other of this.#retries.wentWell(ref)) this.#wakeAt(refText(other), other, time.now());
    } catch (error) {
      this.#wakeAt(name, ref, time.now() + this.#retries.failed(ref, error));
      const path = error instanceof PayloadError ? error.path : undefined;
      log.warn('ticket not brought up to date', { ticket: name, code: codeOf(error), path, detail: whereOf(error) });
    }
  }

  wasLetIn(desk: Pick<TicketRef, 'platform' | 'account'>): void {
    for (const ref of this.#retries.wasLetIn(desk)) this.#wakeAt(refText(ref), ref, this.#options.time.now());
  }

  #wakeAt(name: string, ref: TicketRef, at: Instant | undefined): void {
    const before = this.#wakes.next();
    this.#wakes.set(name, at);
    if (at === undefined) this.#sleepers.delete(name);
    else this.#sleepers.set(name, ref);
    const next = this.#wakes.next();
    if (next !== undefined && next !== before) this.#rearm.abort(new Error('an earlier wake-up'));
  }
}
