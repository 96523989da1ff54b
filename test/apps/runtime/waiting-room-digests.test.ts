import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '#core/time.ts';
import type { PostResult } from '#integrations/contract.ts';
import { filled, inHand, never, openHall, saidOf, sent, ticket, type Hall } from './waiting-hall.ts';

const tooMany: PostResult = { outcome: 'refused', code: 'ratelimited', retryAfterMs: 5_000, permanent: false };
const malformed: PostResult = { outcome: 'refused', code: 'too_large', retryAfterMs: undefined, permanent: true };

/** The first post is refused for five seconds; those in hand have left, and wait with their claims. */
async function refused(count: number): Promise<Hall> {
  const hall = openHall();
  for (let id = 0; id < count; id += 1) hall.room.enter(ticket(id), false);
  hall.answer = tooMany;
  await hall.room.post(saidOf(ticket(0)), false, never);
  hall.answer = sent;
  for (let id = 0; id < count; id += 1) {
    hall.room.wait(ticket(id), 'claimed', 5_000);
    hall.room.leave(ticket(id));
  }
  return hall;
}

/** The same five seconds later, when they are called, and so many others behind them. */
async function calledAgain(count: number, behind = 0): Promise<Hall> {
  const hall = await refused(count);
  for (let id = 100; id < 100 + behind; id += 1) hall.room.wait(ticket(id), 'broken', 0);
  await hall.time.moveTo(5_000);
  hall.room.look();
  return hall;
}

describe('when Slack refuses', () => {
  it('nobody is let in until it may be asked again, and then all are told in one digest that carries all marks', async () => {
    const { room, time, digests, called, alone } = await refused(3);
    expect(room.enter(ticket(9), false)).toBe('wait');
    await time.moveTo(5_000);
    room.look();
    expect(called.toSorted()).toEqual(['acme 0', 'acme 1', 'acme 2']);
    const results = [0, 1, 2].map((id) => {
      expect(room.enter(ticket(id), true)).toBe('together');
      return room.post(saidOf(ticket(id)), true, never);
    });
    await time.moveTo(6_000);
    expect(await Promise.all(results)).toEqual([sent, sent, sent]);
    expect(digests.map(({ entries }) => entries.map(({ marks }) => Number(marks[0])))).toEqual([[0, 1, 2]]);
    expect(alone).toHaveLength(1);
    expect(room.state).toMatchObject({ digests: 1, inDigests: 3, gathered: 0 });
    for (const id of [0, 1, 2]) room.leave(ticket(id));
    expect(room.enter(ticket(9), false)).toBe('alone');
  });

  it('who waits is called as soon as it may be asked again', async () => {
    const { room, time, called } = await refused(1);
    room.forget(ticket(0));
    expect(room.nextAt()).toBeUndefined();
    room.wait(ticket(9), 'other', time.now());
    expect(room.nextAt()).toBe(5_000);
    room.look();
    expect(called).toEqual([]);
    await time.moveTo(5_000);
    room.look();
    expect(called).toEqual(['acme 9']);
    expect(room.nextAt()).toBeUndefined();
  });

  it('a digest does not wait for those who have nothing to say after all', async () => {
    const { room, time, digests } = await calledAgain(4);
    const results = [0, 1].map((id) => room.post(saidOf(ticket(id)), true, never));
    room.leave(ticket(2));
    await time.moveTo(6_000);
    expect(digests).toHaveLength(0);
    room.leave(ticket(3));
    expect(await Promise.all(results)).toEqual([sent, sent]);
    expect(digests).toHaveLength(1);
  });

  it('a digest waits for nobody beyond the first lease that ends, and is not posted after it', async () => {
    const { room, time, digests } = await calledAgain(4);
    const results = [12_000, 50_000].map((latestAt, id) => room.post(saidOf(ticket(id), latestAt), true, never));
    await time.moveTo(6_500);
    expect(digests).toHaveLength(0);
    await time.moveTo(7_500);
    expect(await Promise.all(results)).toEqual([sent, sent]);
    expect(digests.map(({ latestAt }) => latestAt)).toEqual([12_000]);
  });

  it('who has said its part, or had none, is not waited for in the next digest; who came too late is', async () => {
    const { room, time, digests, alone } = await calledAgain(4);
    const first = [0, 1].map((id) => room.post(saidOf(ticket(id)), true, never));
    room.leave(ticket(2));
    await time.moveTo(15_500);
    expect(await Promise.all(first)).toEqual([sent, sent]);
    expect(alone).toHaveLength(1);
    // Their runs go on; the third was late.
    expect(await room.post(saidOf(ticket(3)), true, never)).toEqual(sent);
    expect(alone).toHaveLength(2);
    expect(digests).toHaveLength(1);
    expect(room.state).toMatchObject({ digests: 1, inDigests: 2 });
  });

  it('whoever claimed ahead of time comes into the next digest, which then waits for nobody', async () => {
    const { room, time, digests } = await calledAgain(3);
    const results = [500, 501].map((id) => {
      expect(room.enter(ticket(id), true)).toBe('together');
      return room.post(saidOf(ticket(id)), true, never);
    });
    await time.moveTo(6_500);
    expect(await Promise.all(results)).toEqual([sent, sent]);
    expect(digests).toHaveLength(1);
  });

  it('while it is not known what came of a digest nobody is called for another', async () => {
    const hall = await calledAgain(2);
    const { room, time, called } = hall;
    const answer = Promise.withResolvers<PostResult>();
    hall.answer = answer.promise;
    const results = [0, 1].map((id) => room.post(saidOf(ticket(id)), true, never));
    await time.moveTo(6_000);
    room.wait(ticket(9), 'broken', time.now());
    room.look();
    expect(called).toHaveLength(2);
    answer.resolve(sent);
    await Promise.all(results);
    await time.moveTo(6_001);
    expect(called).toEqual(['acme 0', 'acme 1', 'acme 9']);
  });

  it('Slack gets few messages: a digest waits for who was called, however late the others are', async () => {
    const { room, time, digests } = await calledAgain(4);
    const results = [0, 1].map((id) => {
      expect(room.enter(ticket(id), false)).toBe('together');
      return room.post(saidOf(ticket(id)), true, never);
    });
    await time.moveTo(13_000);
    expect(digests).toHaveLength(0);
    await time.moveTo(16_000);
    expect(await Promise.all(results)).toEqual([sent, sent]);
    expect(digests.map(({ entries }) => entries.length)).toEqual([2]);
  });

  it('what is refused for its form as a digest is told one by one for a while, however many wait', async () => {
    const hall = await calledAgain(3, 90);
    const { room, time } = hall;
    hall.answer = malformed;
    const results = [0, 1, 2].map((id) => room.post(saidOf(ticket(id)), true, never));
    await time.moveTo(16_000);
    expect(await Promise.all(results)).toEqual([malformed, malformed, malformed]);
    expect(room.enter(ticket(0), true)).toBe('alone');
    await time.moveTo(11 * 60 * SECOND_MS);
    room.leave(ticket(0));
    expect(room.enter(ticket(0), true)).toBe('together');
  });

  it('what a channel does not take of one complaint says nothing against digests', async () => {
    const hall = await calledAgain(3, 90);
    const { room, time } = hall;
    hall.answer = malformed;
    const result = room.post(saidOf(ticket(0)), true, never);
    await time.moveTo(16_000);
    expect(await result).toEqual(hall.answer);
    expect(room.enter(ticket(1), true)).toBe('together');
  });

  it('those who come late, one after the other, wait a moment for each other and are told together', async () => {
    const { room, time, digests, alone } = await calledAgain(4);
    const come = (id: number) => room.post(saidOf(ticket(id), 60 * SECOND_MS), true, never);
    for (const id of [0, 1, 2, 3]) expect(room.enter(ticket(id), true)).toBe('together');
    // The digest they were called for ends with nobody in it; one has nothing to say after all.
    await time.moveTo(21_000);
    const first = come(0);
    await time.moveTo(22_000);
    const second = come(1);
    room.leave(ticket(2));
    await time.moveTo(26_000);
    expect(await Promise.all([first, second])).toEqual([sent, sent]);
    expect(digests.map(({ entries }) => entries.length)).toEqual([2]);
    expect(alone).toHaveLength(1);
  });

  it('those whom earlier digests called and who come late, all at once, are told in digests of a size that is read', async () => {
    const { room, time, digests, called } = await calledAgain(3, 200);
    // Their helpdesk holds them up: digest after digest ends with nobody in it.
    for (let seconds = 20; seconds <= 200; seconds += 15) await time.moveTo(seconds * SECOND_MS);
    const late = called.slice(0, 100).map((name) => ticket(Number(name.split(' ')[1])));
    const mayCome = late.filter((ref) => room.enter(ref, true) === 'together');
    const results = mayCome.map((ref) => room.post(saidOf(ref, time.now() + 50 * SECOND_MS), true, never));
    for (let seconds = 201; seconds <= 240; seconds += 1) await time.moveTo(seconds * SECOND_MS);
    expect(await Promise.all(results)).toEqual(mayCome.map(() => sent));
    expect(mayCome.length).toBeGreaterThan(25);
    expect(Math.max(...digests.map(({ entries }) => entries.length))).toBeLessThanOrEqual(25);
    // Nor are ever more called, for they did not come.
    expect(called.length).toBeLessThanOrEqual(40);
  });
});

describe('in a storm', () => {
  it('whoever claimed ahead of time waits for nobody who is still to claim, and those come into the next digest', async () => {
    const { room, time, digests } = filled(70);
    room.look();
    const come = (id: number) => room.post(saidOf(ticket(id)), true, never);
    // Their promises are broken now, and their claims stand; who was called is still to claim.
    expect(room.enter(ticket(500), true)).toBe('together');
    expect(room.enter(ticket(501), true)).toBe('together');
    const ready = [come(500), come(501)];
    await time.moveTo(2 * SECOND_MS);
    expect(await Promise.all(ready)).toEqual([sent, sent]);
    expect(digests.map(({ entries }) => entries.length)).toEqual([2]);

    expect(room.enter(ticket(16), false)).toBe('together');
    const next = come(16);
    await time.moveTo(8 * SECOND_MS);
    expect(await next).toEqual(sent);
  });

  it('as many are called as one digest holds, and another account still has room in it', () => {
    const { room, called } = filled(70);
    room.look();
    expect(called).toHaveLength(20);
    expect(room.enter(ticket(1, 'other'), false)).toBe('together');
    expect(room.enter(ticket(2, 'other'), false)).toBe('wait');
    for (let id = inHand; id < inHand + 20; id += 1) expect(room.enter(ticket(id), false)).toBe('together');
    expect(room.enter(ticket(60), false)).toBe('wait');
  });

  it('those who fall due at one instant are called for a digest, where they are many', async () => {
    const { room, called, time } = openHall();
    for (let id = 0; id < 70; id += 1) room.wait(ticket(id), 'broken', SECOND_MS);
    await time.moveTo(SECOND_MS);
    room.look();
    expect(called).toHaveLength(20);
    expect(room.enter(ticket(0), false)).toBe('together');
  });

  it('a digest waits as long as what was told would have taken one by one, and for nobody where that is over', async () => {
    const { room, time, alone, digests } = filled(70);
    room.look();
    const come = (id: number) => {
      expect(room.enter(ticket(id), false)).toBe('together');
      return room.post(saidOf(ticket(id)), true, never);
    };
    // Called as well are nineteen others, who do not come.
    const first = come(16);
    await time.moveTo(100);
    expect(await first).toEqual(sent);
    await time.moveTo(1.5 * SECOND_MS);
    expect(alone).toHaveLength(1);

    const together = [17, 18, 19, 20].map(come);
    await time.moveTo(3 * SECOND_MS);
    expect(await Promise.all(together)).toEqual([sent, sent, sent, sent]);

    const next = [come(21)];
    await time.moveTo(5 * SECOND_MS);
    next.push(come(22));
    await time.moveTo(7.5 * SECOND_MS);
    expect(await Promise.all(next)).toEqual([sent, sent]);
    expect(digests.map(({ entries }) => entries.length)).toEqual([4, 2]);
  });
});
