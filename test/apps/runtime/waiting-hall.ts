import { expect } from 'vitest';
import type { Said } from '#apps/runtime/gathering.ts';
import { createWaitingRoom, type WaitingRoom } from '#apps/runtime/waiting-room.ts';
import type { TicketRef } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import type { AlertChannel, DigestRequest, PostRequest, PostResult } from '#integrations/contract.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { createStillTime, type StillTime } from '#test/contract/still-time.ts';

export const never = new AbortController().signal;
export const ticket = (id: number, account = 'acme'): TicketRef => ({ platform: 'zendesk', account, id: String(id) });
export const sent: PostResult = { outcome: 'sent', posted: { channel: 'C1', message: '1' } };

/** One channel's waiting room, and what went in and out. */
export interface Hall {
  readonly time: StillTime;
  readonly room: WaitingRoom;
  readonly called: string[];
  readonly alone: PostRequest[];
  readonly digests: DigestRequest[];
  /** What Slack answers to the next message. */
  answer: PostResult | Promise<PostResult>;
}

export function openHall(): Hall {
  const time = createStillTime(0, 0);
  const hall = {
    time,
    called: [] as string[],
    alone: [] as PostRequest[],
    digests: [] as DigestRequest[],
    answer: sent as PostResult | Promise<PostResult>,
  };
  const channel = {
    post: async (request: PostRequest) => {
      hall.alone.push(request);
      return await hall.answer;
    },
    postDigest: async (request: DigestRequest) => {
      hall.digests.push(request);
      return await hall.answer;
    },
  } as unknown as AlertChannel;
  const room = createWaitingRoom({
    time,
    channel,
    call: ({ account, id }) => void hall.called.push(`${account} ${id}`),
    aside: (_, work) => work,
  });
  return Object.assign(hall, { room });
}

/** What a ticket says, under a claim that stands until `latestAt`. */
export function saidOf(ref: TicketRef, latestAt = 50 * SECOND_MS): Said {
  const alert = exampleAlert({ ticket: ref });
  const mark = ref.id.padStart(64, '0');
  const turn = { channel: 'complaints', account: ref.account, latestAt };
  return {
    ticket: ref,
    alone: { ...turn, alert, mark, thread: undefined, broadcast: false },
    entry: { alerts: [alert], marks: [mark] },
  };
}

/** As many as may be in hand at once. */
export const inHand = 16;

/** Sixteen are in hand, and as many as said wait behind them. */
export function filled(waiting: number): Hall {
  const hall = openHall();
  for (let id = 0; id < inHand; id += 1) expect(hall.room.enter(ticket(id), false)).toBe('alone');
  for (let id = inHand; id < inHand + waiting; id += 1) {
    expect(hall.room.enter(ticket(id), false)).toBe('wait');
    hall.room.wait(ticket(id), 'other', 0);
  }
  return hall;
}
