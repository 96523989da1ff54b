import { describe, expect, it } from 'vitest';
import { accountOf } from '#apps/runtime/fair-queue.ts';
import { SECOND_MS } from '#core/time.ts';
import { filled, inHand, openHall, ticket } from './waiting-hall.ts';

describe('before a channel', () => {
  it('tickets come in while there are places, then wait, and are called as others leave', () => {
    const { room, called } = filled(3);
    expect(called).toEqual([]);
    room.leave(ticket(0));
    room.leave(ticket(1));
    expect(called).toEqual(['acme 16', 'acme 17']);
    expect(room.enter(ticket(16), false)).toBe('alone');
    expect(room.state.waiting).toBe(1);
  });

  it('one of an account that has nobody there comes in at once', () => {
    const { room } = filled(3);
    expect(room.enter(ticket(1, 'other'), false)).toBe('alone');
    expect(room.enter(ticket(2, 'other'), false)).toBe('wait');
  });

  it('so do not more accounts than there are places', () => {
    const { room } = filled(0);
    const entries = Array.from({ length: inHand + 1 }, (_, other) => room.enter(ticket(1, `other-${other}`), false));
    expect(entries.filter((entry) => entry === 'alone')).toHaveLength(inHand);
    expect(entries.at(-1)).toBe('wait');
  });

  it('it is said whether others of an account wait', () => {
    const { room } = filled(0);
    expect(room.isBusyFor(accountOf(ticket(0)))).toBe(false);
    room.wait(ticket(20), 'other', 0);
    expect(room.isBusyFor(accountOf(ticket(0)))).toBe(true);
    expect(room.isBusyFor(accountOf(ticket(0, 'other')))).toBe(false);
  });

  it('broken promises are called first, and whoever is not due yet is not called', () => {
    const { room, called, time } = filled(1);
    room.wait(ticket(90), 'broken', 0);
    room.wait(ticket(91), 'broken', time.now() + SECOND_MS);
    room.leave(ticket(0));
    room.leave(ticket(1));
    room.leave(ticket(2));
    expect(called).toEqual(['acme 90', 'acme 16']);
    expect(room.nextAt()).toBe(time.now() + SECOND_MS);
  });

  it('whoever wants nothing any more is not called', () => {
    const { room, called } = filled(2);
    room.forget(ticket(16));
    room.leave(ticket(0));
    expect(called).toEqual(['acme 17']);
  });

  it('nor is who wanted something later, or came of itself meanwhile', async () => {
    const { room, called, time } = openHall();
    for (const id of [1, 2, 3]) room.wait(ticket(id), 'other', SECOND_MS);
    room.forget(ticket(1));
    expect(room.enter(ticket(2), false)).toBe('alone');
    await time.moveTo(SECOND_MS);
    room.look();
    expect(called).toEqual(['acme 3']);
    expect(room.nextAt()).toBeUndefined();
  });
});
