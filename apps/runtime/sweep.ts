import { tagNames } from '#core/effect/names.ts';
import type { Instant } from '#core/time.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Arrears } from './arrears.ts';
import { createBacklog, type Backlog } from './backlog.ts';
import type { Engine } from './engine.ts';
import { codeOf, type Log } from './log.ts';
import type { PlaceKeeper } from './place-keeper.ts';
import type { Place } from './place.ts';
import type { Progress } from './progress.ts';
import type { Desk } from './shell.ts';

export interface SweepOptions {
  readonly time: Timekeeper;
  readonly log: Log;
  readonly engine: Engine;
  readonly arrears: Arrears;
  readonly keeper: PlaceKeeper;
  readonly judgedBy: string;
  readonly progress: Progress;
  readonly everyMs: number;
  /** How far back changes are read when nothing is remembered. */
  readonly lookBackMs: number;
}

/** One desk's sweep: what it found out last, for the readiness page. */
export interface Sweep {
  /** Sweeps until aborted. */
  keepSweeping(signal: AbortSignal): Promise<void>;
  /** To be told when a run of one of its tickets has ended: writes down now and then what was reached. */
  ran(): Promise<void>;
  /** Writes down what was reached, when nothing is in hand any more. */
  settle(): Promise<void>;
  /** When a sweep last came through to its end. */
  readonly sweptAt: Instant | undefined;
}

/** A page has up to 1,000 tickets: this many pages are a bound, not a plan. */
const mostPages = 10_000;
/** A place so old is no better than none: years are not read again. */
const longestAwayMs = 30 * DAY_MS;
/** A restart goes on from a little before where it was, for what became visible late. */
const overlapMs = 3 * MINUTE_MS;
/** One cursor in so long a time is kept as one to go on from later. */
const keptEveryMs = 30 * SECOND_MS;
/** More than this and the place is not written: the older one that stands is right, too. */
const mostOwed = 5_000;

/**
 * The truth behind the hints: every ticket that changed since the last sweep is looked at again.
 *
 * A start reads three things at once with what goes on: what is owed from before; all complaints that are open, by their
 * tag, because when they have to be woken is known to nobody else; and what changed since the place that was kept. Where
 * none was kept, or others judged, it reads what changed lately and all that is unsolved, complaint or not: however long
 * it was away, nothing that waits for an answer is forgotten.
 */
export function createSweep(desk: Desk, options: SweepOptions): Sweep {
  return new DeskSweep(desk, options);
}

class DeskSweep implements Sweep {
  readonly #desk: Desk;
  readonly #options: SweepOptions;
  sweptAt: Instant | undefined;
  #cursor: string | undefined;
  /** All that changed until then was told, or is found otherwise; where to begin without a cursor. */
  #untilAt: Instant;
  /** Cursors to go on from after a restart, the oldest first; at most one in `keptEveryMs`. */
  #cursors: { readonly cursor: string; readonly at: Instant }[] = [];
  #open: Backlog;
  #unsolved: Backlog;
  /** Nothing may be written down before it is known what was. */
  #isLoaded = false;

  constructor(desk: Desk, options: SweepOptions) {
    this.#desk = desk;
    this.#options = options;
    this.#untilAt = options.time.now() - options.lookBackMs;
    this.#open = this.#backlogOf('open', undefined);
    this.#unsolved = this.#backlogOf('unsolved', undefined);
  }

  async keepSweeping(signal: AbortSignal): Promise<void> {
    const { time } = this.#options;
    await time.task(() => this.#resume());
    await Promise.all([
      time.task(() => this.#again(signal, () => this.#sweepChanges(signal))),
      time.task(() => this.#again(signal, () => this.#findOpen(signal))),
    ]);
  }

  async ran(): Promise<void> {
    if (this.#isLoaded) await this.#options.keeper.save(() => this.#place());
  }

  async settle(): Promise<void> {
    if (this.#isLoaded) await this.#options.keeper.save(() => this.#place(), 'now');
  }

  async #again(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const { time, log, everyMs } = this.#options;
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (!signal.aborted) log.warn('sweep failed', { desk: this.#desk.account, code: codeOf(error) });
      }
      await time.sleepUntil(time.now() + everyMs, signal).catch(() => undefined);
    }
  }

  async #resume(): Promise<void> {
    const { keeper, time, arrears, engine, log } = this.#options;
    const place = await keeper.load();
    this.#isLoaded = true;
    const now = time.now();
    if (place === undefined || !(now - place.changes.untilAt < longestAwayMs)) return;
    const { cursor, untilAt } = place.changes;
    this.#untilAt = Math.min(untilAt, now);
    this.#cursor = cursor;
    if (cursor !== undefined) this.#cursors = [{ cursor, at: this.#untilAt }];
    this.#unsolved = this.#backlogOf('unsolved', place.backlog);
    arrears.tell(place.owed);
    for (const id of place.owed) engine.enqueue(this.#refOf(id));
    log.info('goes on where it was', {
      desk: this.#desk.account,
      count: place.owed.length,
      ageMs: now - this.#untilAt,
    });
  }

  #refOf(id: string): { readonly platform: string; readonly account: string; readonly id: string } {
    return { platform: this.#desk.platform, account: this.#desk.account, id };
  }

  async #sweepChanges(signal: AbortSignal): Promise<void> {
    const { time, engine, arrears, keeper } = this.#options;
    await this.#tellDropped(signal);
    const beganAt = time.now();
    for (let page = 0; page < mostPages; page += 1) {
      const changes = await this.#nextChanges(signal);
      engine.wasLetIn(this.#desk);
      arrears.tell(changes.tickets.map(({ id }) => id));
      this.#moveTo(changes.cursor, time.now());
      for (const ref of changes.tickets) {
        await time.standBy(engine.room(signal));
        engine.enqueue(ref);
      }
      if (!changes.more) {
        this.#untilAt = beganAt;
        this.sweptAt = time.now();
        break;
      }
    }
    await keeper.save(() => this.#place(), 'now');
  }

  async #nextChanges(signal: AbortSignal): ReturnType<Desk['source']['changesSince']> {
    try {
      return await this.#desk.source.changesSince(this.#cursor ?? { sinceAt: this.#untilAt - overlapMs }, signal);
    } catch (error) {
      if (error instanceof IntegrationError && error.reason === 'rejected' && this.#cursor !== undefined) this.#lose();
      throw error;
    }
  }

  /** The helpdesk knows the cursor no longer: its instant takes its place, or where that is unknown some days back. */
  #lose(): void {
    const { time, lookBackMs, log } = this.#options;
    log.warn('cursor refused', { desk: this.#desk.account });
    this.#cursor = undefined;
    this.#cursors = [];
    if (time.now() - this.#untilAt < longestAwayMs) return;
    this.#untilAt = time.now() - lookBackMs;
    this.#open.restart();
    this.#unsolved.restart();
  }

  #moveTo(cursor: string, now: Instant): void {
    this.#cursor = cursor;
    const last = this.#cursors.at(-1);
    if (last === undefined || now - last.at >= keptEveryMs) this.#cursors.push({ cursor, at: now });
    // The newest of those that are old enough is gone on from; older ones are of no more use.
    while ((this.#cursors[1]?.at ?? now) <= now - overlapMs) this.#cursors.shift();
  }

  async #findOpen(signal: AbortSignal): Promise<void> {
    const { keeper, log } = this.#options;
    for (const [list, backlog] of [
      ['open', this.#open],
      ['unsolved', this.#unsolved],
    ] as const) {
      if (backlog.isDone) continue;
      await backlog.read(signal, () => this.#show(backlog));
      this.#options.progress.end(backlog.count);
      log.info('found again what is open', { desk: this.#desk.account, detail: list, count: backlog.count });
      await keeper.save(() => this.#place(), 'now');
    }
  }

  #show(backlog: Backlog): void {
    this.#options.progress.show({ desk: this.#desk.account, count: backlog.settled, total: backlog.total });
  }

  #backlogOf(list: 'open' | 'unsolved', from: Place['backlog'] | undefined): Backlog {
    const desk = this.#desk;
    const { time, engine, arrears } = this.#options;
    const elsewhere = list === 'open' ? () => false : (id: string) => this.#open.has(id);
    return createBacklog({
      list: (cursor, signal) =>
        list === 'open' ? desk.source.tagged(tagNames.open, cursor, signal) : desk.backlog.unsolved(cursor, signal),
      time,
      engine,
      arrears,
      from,
      elsewhere,
    });
  }

  /** A full queue drops what comes: what still waits for its first run and is in no queue was dropped. */
  async #tellDropped(signal: AbortSignal): Promise<void> {
    const { time, engine, arrears } = this.#options;
    for (const id of arrears.untried()) {
      const ref = this.#refOf(id);
      if (engine.has(ref)) continue;
      await time.standBy(engine.room(signal));
      engine.enqueue(ref);
    }
  }

  #place(): Place | undefined {
    const owed = this.#options.arrears.owed();
    const [kept] = this.#cursors;
    if (owed.length > mostOwed) return undefined;
    const changes = { cursor: kept?.cursor, untilAt: this.#untilAt };
    return { judgedBy: this.#options.judgedBy, changes, backlog: this.#unsolved.reached, owed };
  }
}
