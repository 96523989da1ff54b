import { refText, type TicketRef } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { AlertChannel, PostResult, Timekeeper } from '#integrations/contract.ts';
import { accountOf, createFairQueue } from './fair-queue.ts';
import {
  createGathering,
  gatherClaimedMs,
  gatherLateMs,
  gatherMs,
  mostInDigest,
  type Gathering,
  type Said,
} from './gathering.ts';
import { createWakeList } from './wake.ts';

/** Those whose claim runs go first, then those whose promise is broken. */
export const waitingLanes = ['claimed', 'broken', 'other'] as const;
export type WaitingLane = (typeof waitingLanes)[number];

/** `alone`: go on with a message of its own. `together`: go on, with all that is due here, in a digest. `wait`: its turn comes. */
export type Entry = 'alone' | 'together' | 'wait';

/** What became of digests, for people to see. */
export interface RoomState {
  /** Tickets that wait to be called. */
  readonly waiting: number;
  /** Complaints claimed for the digest that is being gathered. */
  readonly gathered: number;
  readonly digests: number;
  /** Complaints told in them. */
  readonly inDigests: number;
}

/** One channel, before its door: who has something to say there waits here, unread and unclaimed. */
export interface WaitingRoom {
  enter(ticket: TicketRef, isClaimed: boolean): Entry;
  /** Waits from `from` on. One that waits already keeps its place. */
  wait(ticket: TicketRef, lane: WaitingLane, from: Instant): void;
  /** It wants nothing here any more. */
  forget(ticket: TicketRef): void;
  /** Its run has ended. */
  leave(ticket: TicketRef): void;
  /** Whether more of an account waits than was told at once. */
  isBusyFor(account: string): boolean;
  post(said: Said, together: boolean, signal: AbortSignal): Promise<PostResult>;
  /** Calls whose turn has come. */
  look(): void;
  /** When to look again though nothing happens. */
  nextAt(): Instant | undefined;
  readonly state: RoomState;
}

/** So many claim and post at once: as long as a claim takes, the channel has messages to take one a second of. */
const mostInHand = 16;
/** More than a minute's worth of messages is a storm even where Slack takes them. */
const longQueue = 60;
/** Where Slack refuses a digest for its form, alerts go alone for so long. */
const withoutDigestMs = 10 * MINUTE_MS;

/** Waits for the runs of other tickets, which may begin meanwhile in the place of this one. */
export type Aside = <T>(ticket: TicketRef, work: Promise<T>) => Promise<T>;

/** What a room needs of others. */
interface Around {
  readonly time: Timekeeper;
  readonly channel: AlertChannel;
  /** Asks for a run of the ticket soon. */
  readonly call: (ticket: TicketRef) => void;
  readonly aside: Aside;
}

export function createWaitingRoom(on: Around): WaitingRoom {
  return new Room(on);
}
class Room implements WaitingRoom {
  readonly #time: Timekeeper;
  readonly #channel: AlertChannel;
  readonly #call: (ticket: TicketRef) => void;
  readonly #aside: Aside;
  readonly #queue = createFairQueue<WaitingLane>(waitingLanes);
  /** Who is to wait from some later instant on. */
  readonly #later = createWakeList();
  readonly #laterOnes = new Map<string, { readonly ticket: TicketRef; readonly lane: WaitingLane }>();
  /** Called, or let in, and not gone yet. */
  readonly #inHand = new Map<string, TicketRef>();
  /** Those of them who are to come into a digest and have not come yet: the one they were called for may be closed by now. */
  readonly #coming = new Map<string, TicketRef>();
  #heldUntil: Instant = 0;
  #isStorm = false;
  /** Whether Slack itself has refused a message in this storm: it is to get few, however long they take to gather. */
  #isLimited = false;
  /** How long all that was told here would have taken, one message a second: until then a digest may wait and nobody is late for it. */
  #oneByOneUntil: Instant = 0;
  #aloneUntil: Instant = 0;
  #gathering: Gathering | undefined;
  /** Digests that are closed and on their way: what comes of them decides how to go on. */
  #posting = 0;
  #digests = 0;
  #inDigests = 0;

  constructor({ time, channel, call, aside }: Around) {
    this.#time = time;
    this.#channel = channel;
    this.#call = call;
    this.#aside = aside;
  }

  enter(ticket: TicketRef, isClaimed: boolean): Entry {
    this.#weigh();
    if (this.#time.now() < this.#heldUntil) return 'wait';
    if (this.#inHand.has(refText(ticket))) return this.#isStorm ? 'together' : 'alone';
    if (this.#isStorm) return this.#joins(ticket, isClaimed) ? this.#let(ticket, 'together') : 'wait';
    const mayCome = isClaimed || (this.#queue.size === 0 ? this.#hasPlaceFor(ticket) : this.#isFirstOf(ticket));
    return mayCome ? this.#let(ticket, 'alone') : 'wait';
  }

  wait(ticket: TicketRef, lane: WaitingLane, from: Instant): void {
    const name = refText(ticket);
    if (from > this.#time.now()) {
      this.forget(ticket);
      this.#laterOnes.set(name, { ticket, lane });
      this.#later.set(name, from);
      return;
    }
    this.#later.set(name, undefined);
    this.#laterOnes.delete(name);
    this.#queue.add(ticket, lane);
  }

  forget(ticket: TicketRef): void {
    const name = refText(ticket);
    this.#queue.remove(ticket);
    this.#later.set(name, undefined);
    this.#laterOnes.delete(name);
  }

  leave(ticket: TicketRef): void {
    this.#inHand.delete(refText(ticket));
    this.#coming.delete(refText(ticket));
    this.#gathering?.without(ticket);
    this.look();
  }

  isBusyFor(account: string): boolean {
    return this.#queue.sizeOf(account) > 0;
  }

  async post(said: Said, together: boolean, signal: AbortSignal): Promise<PostResult> {
    if (together) {
      this.#coming.delete(refText(said.ticket));
      const gathering = this.#openGathering();
      const posted = gathering.join(said, signal);
      if (!this.#isLimited) gathering.closeBy(Math.max(this.#oneByOneUntil, this.#time.now()));
      return await this.#aside(said.ticket, posted);
    }
    const result = await this.#channel.post(said.alone, signal);
    this.#hear(result, [said]);
    return result;
  }

  look(): void {
    const now = this.#time.now();
    for (const name of this.#later.takeDue(now)) {
      const one = this.#laterOnes.get(name);
      this.#laterOnes.delete(name);
      if (one !== undefined) this.#queue.add(one.ticket, one.lane);
    }
    this.#weigh();
    if (now < this.#heldUntil) return;
    if (!this.#isStorm) this.#callSome();
    else if (this.#gathering === undefined && this.#posting === 0 && this.#queue.size > 0) this.#gather();
  }

  nextAt(): Instant | undefined {
    const next = this.#later.next();
    if (this.#queue.size === 0 || this.#heldUntil <= this.#time.now()) return next;
    return Math.min(next ?? Infinity, this.#heldUntil);
  }

  get state(): RoomState {
    return {
      waiting: this.#queue.size,
      gathered: this.#gathering?.size ?? 0,
      digests: this.#digests,
      inDigests: this.#inDigests,
    };
  }

  #let(ticket: TicketRef, entry: Entry): Entry {
    this.#inHand.set(refText(ticket), ticket);
    this.forget(ticket);
    return entry;
  }

  /** A storm begins with a refusal of Slack's or a long queue, and ends when hardly anybody waits. */
  #weigh(): void {
    if (this.#queue.size > longQueue) this.#isStorm = true;
    const isOver = this.#queue.size + this.#refused + this.#inHand.size < 2;
    if (isOver && this.#gathering === undefined) this.#isStorm = false;
    if (this.#time.now() < this.#aloneUntil) this.#isStorm = false;
    this.#isLimited &&= this.#isStorm;
  }

  #hasPlaceFor(ticket: TicketRef): boolean {
    return this.#inHand.size < mostInHand || this.#isFirstOf(ticket);
  }

  /** Of an account that has nobody in hand or waiting one may come in at once: a storm of another is not its own. */
  #isFirstOf(ticket: TicketRef): boolean {
    const account = accountOf(ticket);
    if (this.#inHand.size >= 2 * mostInHand || this.#queue.sizeOf(account) > 0) return false;
    return ![...this.#inHand.values()].some((other) => accountOf(other) === account);
  }

  #callSome(): void {
    while (this.#inHand.size < mostInHand) {
      const ticket = this.#queue.take(() => true);
      if (ticket === undefined) return;
      this.#inHand.set(refText(ticket), ticket);
      this.#call(ticket);
    }
  }

  /** Of those who wait for a later instant, those whom Slack has refused. */
  get #refused(): number {
    let count = 0;
    for (const { lane } of this.#laterOnes.values()) if (lane === 'claimed') count += 1;
    return count;
  }

  /** Whoever claimed ahead of time is ready: the digest goes, and who was called for it and is still to claim comes into the next. */
  #joins(ticket: TicketRef, isClaimed: boolean): boolean {
    const gathering = this.#gathering ?? this.#gather();
    if (!gathering.hasPlaceFor(ticket, isClaimed)) return false;
    gathering.expect(ticket);
    this.#coming.set(refText(ticket), ticket);
    if (isClaimed) gathering.closeBy(this.#time.now() + gatherClaimedMs);
    return true;
  }

  /** Who was called for an earlier digest and comes late joins the next one that has room. */
  #openGathering(): Gathering {
    return this.#gathering === undefined || this.#gathering.isFull ? this.#gather() : this.#gathering;
  }

  /**
   * Opens a digest for those who come too late into the one they were called for, and calls those who are next, unless as
   * many as two hold have been called and are still to come.
   */
  #gather(): Gathering {
    const late = [...this.#coming.values()].slice(0, mostInDigest);
    const gathering = createGathering({
      time: this.#time,
      forMs: late.length > 0 ? gatherLateMs : gatherMs,
      close: () => {
        if (this.#gathering === gathering) this.#gathering = undefined;
        this.#posting += 1;
      },
      post: (gathered) => this.#postTogether(gathered),
      over: () => {
        this.#posting -= 1;
        this.look();
      },
    });
    this.#gathering = gathering;
    for (const ticket of late) gathering.expect(ticket);
    for (let count = 0; count < mostInDigest && this.#inHand.size < 2 * mostInDigest; count += 1) {
      const ticket = this.#queue.take(() => true);
      if (ticket === undefined) break;
      gathering.expect(ticket);
      this.#coming.set(refText(ticket), ticket);
      this.#inHand.set(refText(ticket), ticket);
      this.#call(ticket);
    }
    return gathering;
  }

  async #postTogether(gathered: readonly Said[]): Promise<PostResult> {
    const [first] = gathered;
    if (first === undefined) throw new Error('a digest of nothing');
    const latestAt = Math.min(...gathered.map(({ alone }) => alone.latestAt));
    const entries = gathered.map(({ entry }) => entry);
    // It outlives those who wait for it: what was claimed for it is either in it or certainly was not posted.
    const signal = new AbortController().signal;
    const isLone = gathered.length === 1 && first.entry.marks.length === 1;
    const result = isLone
      ? await this.#channel.post(first.alone, signal)
      : await this.#channel.postDigest({ channel: first.alone.channel, account: '', latestAt, entries }, signal);
    if (result.outcome === 'sent' && !isLone) {
      this.#digests += 1;
      this.#inDigests += gathered.length;
    }
    this.#hear(result, gathered);
    return result;
  }

  /** Refused for being too many, the channel is left alone so long, and what waits for it is told together. */
  #hear(result: PostResult, said: readonly Said[]): void {
    const now = this.#time.now();
    if (result.outcome === 'sent') {
      this.#oneByOneUntil = Math.max(this.#oneByOneUntil, now) + said.length * SECOND_MS;
    }
    if (result.outcome !== 'refused') return;
    if (result.retryAfterMs !== undefined) {
      this.#isLimited = true;
      this.#heldUntil = Math.max(this.#heldUntil, now + result.retryAfterMs);
      this.#isStorm = true;
    } else if (result.permanent && said.length > 1) {
      this.#aloneUntil = now + withoutDigestMs;
    }
  }
}
