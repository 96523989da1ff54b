import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leadMs } from '#apps/runtime/ahead.ts';
import { createAheadPlaces } from '#apps/runtime/ahead-places.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { deskOf } from '#apps/runtime/run.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let ref: TicketRef;
let shell: Shell;
let dueAt: Instant;

const ledger = async (): Promise<readonly LedgerEntry[]> =>
  (await world.lives(() => deskOf(ref, shell).source.read(ref, new AbortController().signal))).ledger;
const claims = async (): Promise<number> => (await ledger()).filter((entry) => entry.kind === 'claimed').length;
const notes = (): number => world.helpdesk.ticket(ref.id)?.comments.filter((one) => !one.public).length ?? 0;

/** A complaint whose first warning, and with it its card, falls due in 20 hours. */
describe.each(platforms)('what falls due by time alone in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
    ref = world.complains();
    ({ shell } = world.newWorks());
    dueAt = world.time.now() + 20 * HOUR_MS;
    await world.runs(ref, shell);
    await world.time.moveTo(dueAt - leadMs);
  });
  afterEach(() => world.close());

  it('is claimed before its instant and posted at it, with nothing else to wait for', async () => {
    expect(await world.runs(ref, shell)).toBe(dueAt);
    expect(await claims()).toBe(2);
    expect(world.time.now()).toBeLessThan(dueAt);
    expect(world.said('complaints')).toEqual([]);
    await world.time.moveTo(dueAt);
    await world.runs(ref, shell);
    const [card] = world.fakes.slack.channelsView().find(({ name }) => name === 'complaints')?.messages ?? [];
    expect(Number(card?.ts) * 1_000).toBeGreaterThanOrEqual(dueAt);
    expect(Number(card?.ts) * 1_000).toBeLessThan(dueAt + SECOND_MS);
    expect(card?.replies).toHaveLength(1);
    expect(await claims()).toBe(0);
  });

  const tags = async (): Promise<readonly string[]> =>
    (await world.lives(() => deskOf(ref, shell).source.read(ref, new AbortController().signal))).tags;

  it('shows in the ticket’s tags as it is claimed in time, with no save of their own where one can hold both', async () => {
    await world.time.moveTo(dueAt);
    const before = world.writes();
    await world.runs(ref, shell);
    expect(await tags()).toContain('recourse_warned');
    // A claim and a mark for the card, and for its first reply.
    expect(world.writes() - before).toBe(platform === 'zendesk' ? 4 : 5);
  });

  it('shows in the ticket’s tags as it is marked, where it was claimed ahead', async () => {
    const before = world.writes();
    await world.runs(ref, shell);
    await world.time.moveTo(dueAt);
    expect(await tags()).not.toContain('recourse_warned');
    await world.runs(ref, shell);
    expect(await tags()).toContain('recourse_warned');
    // One claim for both.
    expect(world.writes() - before).toBe(platform === 'zendesk' ? 3 : 4);
  });

  it('is not posted where it was answered in the last seconds, and leaves no note behind', async () => {
    const before = notes();
    await world.runs(ref, shell);
    await world.time.moveTo(dueAt - 2 * SECOND_MS);
    world.helpdesk.agentReplies(ref.id, {
      by: agents.tom.email,
      text: 'I am so sorry. A new sofa comes on Friday.',
      public: true,
    });
    await world.time.moveTo(dueAt);
    await world.runs(ref, shell);
    expect(world.said('complaints')).toEqual([]);
    expect(shell.held.size).toBe(0);
    expect(notes()).toBe(before);
  });

  it('is posted by another process where the one that claimed it is gone, once its claim has run out', async () => {
    await world.runs(ref, shell);
    const { shell: other } = world.newWorks();
    await world.time.moveTo(dueAt);
    const at = await world.runs(ref, other);
    expect(world.said('complaints')).toEqual([]);
    expect(at).toBeLessThanOrEqual(dueAt + 2 * MINUTE_MS);
    await world.time.moveTo(at ?? 0);
    await world.runs(ref, other);
    expect(world.said('complaints')).toHaveLength(2);
  });
});

it('as many are claimed ahead as their channel takes in the time, each channel for itself', () => {
  let now = 0;
  const places = createAheadPlaces(() => now);
  const at = 100 * SECOND_MS;
  const given = Array.from({ length: 12 }, (_, number) => places.take('one', 'acme', at, `key-${number}`));
  expect(given.filter((place) => place)).toHaveLength(10);
  expect(places.take('one', 'acme', at, 'key-3')).toBe(true);
  expect(places.take('two', 'acme', at, 'key-11')).toBe(true);
  expect(places.take('one', 'acme', at + 10 * SECOND_MS, 'key-11')).toBe(true);
  now = HOUR_MS;
  for (let later = 0; later < 200; later += 1) places.take('one', 'acme', now + later * 10 * SECOND_MS, 'key');
  expect(places.take('one', 'acme', at, 'key-11')).toBe(true);
});
