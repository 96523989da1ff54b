import type { FoundPage, Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Arrears } from './arrears.ts';
import type { Engine } from './engine.ts';
import { createIdSet, type IdSet } from './id-set.ts';
import type { Place } from './place.ts';

/** So many tickets of a list are let into the queue at once, so that what changes meanwhile waits behind few. */
const mostUntried = 100;
/** A page has some hundred tickets: this many pages are a bound, not a plan. */
const mostPages = 100_000;

/** Goes through a list of tickets that are to be looked at, each once, and can be broken off and gone on with. */
export interface Backlog {
  /**
   * Goes on until all were told, and all but some hundred looked at. `told` is called after each of them.
   *
   * @throws {IntegrationError | PayloadError} where the list cannot be read; call again to go on
   */
  read(signal: AbortSignal, told: () => void): Promise<void>;
  /** From the beginning again. */
  restart(): void;
  readonly isDone: boolean;
  /** How many there are, where the helpdesk says so. */
  readonly total: number | undefined;
  /** To be kept between starts; costs the more the more is done. */
  readonly reached: Place['backlog'];
  /** How many were told, in this process or before. */
  readonly count: number;
  /** How many of them were looked at. */
  readonly settled: number;
  /** Whether one of these was looked at, or will be. */
  has(id: string): boolean;
}

export interface BacklogOptions {
  readonly list: (cursor: string | undefined, signal: AbortSignal) => Promise<FoundPage>;
  readonly time: Timekeeper;
  readonly engine: Engine;
  readonly arrears: Arrears;
  readonly from: Place['backlog'] | undefined;
  /** Done already by others of this process, and not to be done twice. */
  readonly elsewhere: (id: string) => boolean;
}

export function createBacklog(options: BacklogOptions): Backlog {
  return new ListBacklog(options);
}

class ListBacklog implements Backlog {
  readonly #options: BacklogOptions;
  #cursor: string | undefined;
  total: number | undefined;
  isDone: boolean;
  #done: IdSet;
  /** Told, and still owed when it was last looked. */
  readonly #unsettled = new Set<string>();
  /** A place that is refused again with nothing new before it would lead in circles. */
  #mayRewind = true;

  constructor(options: BacklogOptions) {
    const { from } = options;
    this.#options = options;
    this.#cursor = from?.cursor;
    this.total = from?.total;
    this.isDone = from?.isDone ?? false;
    this.#done = createIdSet(from?.done);
  }

  async read(signal: AbortSignal, told: () => void): Promise<void> {
    this.#mayRewind = true;
    for (let pages = 0; pages < mostPages && !this.isDone; pages += 1) {
      const page = await this.#next(signal);
      this.total = page.total ?? this.total;
      await this.#take(page, signal, told);
      this.#cursor = page.cursor;
      this.isDone = !page.more;
    }
  }

  restart(): void {
    this.#cursor = undefined;
    this.isDone = false;
    this.#done = createIdSet();
    this.#unsettled.clear();
  }

  get reached(): Place['backlog'] {
    this.#settle();
    const { isDone, total } = this;
    // Once all were told nobody asks which they were.
    return { isDone, cursor: this.#cursor, total, done: isDone ? '' : this.#done.toText() };
  }

  get count(): number {
    return this.#done.size + this.#unsettled.size;
  }

  get settled(): number {
    return this.#done.size;
  }

  has(id: string): boolean {
    return this.#done.has(id) || this.#unsettled.has(id);
  }

  async #next(signal: AbortSignal): Promise<FoundPage> {
    const { list } = this.#options;
    try {
      return await list(this.#cursor, signal);
    } catch (error) {
      const isStale = error instanceof IntegrationError && error.reason === 'rejected' && this.#cursor !== undefined;
      if (!isStale || !this.#mayRewind) throw error;
      // A place that is not known any more: from the beginning, past what is done.
      this.#cursor = undefined;
      this.#mayRewind = false;
      return await list(undefined, signal);
    }
  }

  async #take(page: FoundPage, signal: AbortSignal, told: () => void): Promise<void> {
    const { time, arrears, engine, elsewhere } = this.#options;
    for (const ref of page.tickets) {
      if (elsewhere(ref.id)) this.#done.add(ref.id);
      if (this.has(ref.id)) continue;
      await time.standBy(arrears.below(mostUntried, signal));
      if (signal.aborted) throw signal.reason;
      arrears.tell([ref.id]);
      this.#unsettled.add(ref.id);
      this.#mayRewind = true;
      engine.enqueue(ref);
      this.#settle();
      told();
    }
  }

  #settle(): void {
    const { arrears } = this.#options;
    for (const id of this.#unsettled) {
      if (arrears.isOwed(id)) continue;
      this.#unsettled.delete(id);
      this.#done.add(id);
    }
  }
}
