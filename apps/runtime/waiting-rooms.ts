import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, type Instant } from '#core/time.ts';
import type { AlertChannel, PostResult, Timekeeper } from '#integrations/contract.ts';
import type { Said } from './gathering.ts';
import {
  createWaitingRoom,
  type Aside,
  waitingLanes,
  type Entry,
  type RoomState,
  type WaitingLane,
  type WaitingRoom,
} from './waiting-room.ts';

/** What a ticket waits for in a channel: its turn there, from `from` on. */
export interface Want {
  readonly channel: string;
  readonly lane: WaitingLane;
  readonly from: Instant;
}

/**
 * The waiting rooms of a workspace's channels. A channel takes one message a second, so what many tickets have to say
 * there waits; it waits here, before the ticket is read and claimed, and is read and claimed shortly before its turn.
 * Accounts take turns. In a storm what waits is told together, in digests.
 *
 * Nothing rests on it: emptied at any moment, it is filled again by whatever finds the tickets again.
 */
export interface WaitingRooms {
  /** Whether a ticket that was just read may claim and post in a channel. @param isClaimed all it has to say is claimed already */
  enter(ticket: TicketRef, channel: string, isClaimed: boolean): Entry;
  /** All a ticket waits for after a run; what it waited for elsewhere is over. */
  settle(ticket: TicketRef, wants: readonly Want[]): void;
  /** Its run has ended, however. */
  leave(ticket: TicketRef): void;
  /** Whether others of an account wait for the channel. */
  isBusyFor(channel: string, account: string): boolean;
  /** Posts what was claimed: alone, or together with what others have claimed. Rejects only where aborted. */
  post(said: Said, together: boolean, signal: AbortSignal): Promise<PostResult>;
  /** Calls tickets when their turn comes, until aborted. */
  keepTime(signal: AbortSignal): Promise<void>;
  /** By channel. */
  readonly states: ReadonlyMap<string, RoomState>;
}

export function createWaitingRooms(on: {
  readonly time: Timekeeper;
  readonly channel: AlertChannel;
  readonly call: (ticket: TicketRef) => void;
  /** Told while a run waits for others to come into a digest. */
  readonly aside: Aside;
}): WaitingRooms {
  const { time } = on;
  const rooms = new Map<string, WaitingRoom>();
  let rearm = new AbortController();
  const roomOf = (channel: string): WaitingRoom => {
    const room = rooms.get(channel) ?? createWaitingRoom(on);
    rooms.set(channel, room);
    return room;
  };
  const nextAt = (): Instant =>
    Math.min(time.now() + HOUR_MS, ...[...rooms.values()].map((room) => room.nextAt() ?? Infinity));
  /** Something may be due sooner than the one who keeps time sleeps. */
  const changed = <T>(value: T): T => {
    rearm.abort(new Error('somebody came'));
    return value;
  };
  return {
    enter: (ticket, channel, isClaimed) => roomOf(channel).enter(ticket, isClaimed),
    settle(ticket, wants) {
      for (const [channel, room] of rooms) if (!wants.some((want) => want.channel === channel)) room.forget(ticket);
      for (const [channel, here] of Map.groupBy(wants, (want) => want.channel)) {
        const lane = waitingLanes.find((lane) => here.some((want) => want.lane === lane)) ?? 'other';
        roomOf(channel).wait(ticket, lane, Math.min(...here.map(({ from }) => from)));
      }
      if (wants.length > 0) changed(undefined);
    },
    leave(ticket) {
      for (const room of rooms.values()) room.leave(ticket);
    },
    isBusyFor: (channel, account) => rooms.get(channel)?.isBusyFor(account) ?? false,
    post: async (said, together, signal) => changed(await roomOf(said.alone.channel).post(said, together, signal)),
    async keepTime(signal) {
      await time.task(async () => {
        while (!signal.aborted) {
          for (const room of rooms.values()) room.look();
          rearm = new AbortController();
          await time.sleepUntil(nextAt(), AbortSignal.any([signal, rearm.signal])).catch(() => undefined);
        }
      });
    },
    get states() {
      return new Map([...rooms].map(([channel, room]) => [channel, room.state]));
    },
  };
}
