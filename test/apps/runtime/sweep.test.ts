import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { writePlace, readPlace, placeKey } from '#apps/runtime/place.ts';
import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import type { Works } from '#apps/runtime/compose.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let kept: Map<string, string>;
let lives: AbortController[];
/** How often a whole ticket was read. */
let looks = 0;

/** A store that several processes, one after the other, have in common. */
function store(): PlaceStore {
  return { get: async (key) => kept.get(key), set: async (key, value) => void kept.set(key, value) };
}

interface Alive {
  readonly works: Works;
  readonly lines: readonly string[];
  /** As SIGKILL: nothing more is read or written, and nothing is saved. */
  kill(): Promise<void>;
  /** As SIGTERM. */
  end(): Promise<void>;
}

/** A process of the product, from its start. */
function starts(on: { readonly store?: PlaceStore } = {}): Alive {
  const lines: string[] = [];
  const life = new AbortController();
  lives.push(life);
  const held = on.store ?? store();
  const mortal: PlaceStore = {
    get: (key) => held.get(key),
    set: async (key, value) => (life.signal.aborted ? undefined : await held.set(key, value)),
  };
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const works = world.newWorks({ store: mortal, log });
  for (const { source } of works.shell.desks) {
    const read = source.read.bind(source);
    Object.assign(source, {
      read: (...given: Parameters<typeof read>) => {
        looks += 1;
        return read(...given);
      },
    });
  }
  const loops = [works.engine.keepTime(life.signal), ...works.sweeps.map((sweep) => sweep.keepSweeping(life.signal))];
  const stop = async (): Promise<void> => {
    await world.lives(async () => {
      await works.engine.stop(0);
      await Promise.allSettled(loops);
    });
  };
  return {
    works,
    lines,
    async kill() {
      life.abort(new Error('killed'));
      await stop();
    },
    async end() {
      await world.lives(() => works.engine.stop(MINUTE_MS));
      await world.lives(() => Promise.all(works.sweeps.map((sweep) => sweep.settle())));
      life.abort(new Error('ended'));
      await stop();
    },
  };
}

const place = () => readPlace(kept.get(placeKey(world)));
const isSeen = (id: string): boolean => world.helpdesk.ticket(id)?.tags.includes('recourse_complaint') === true;
const question = 'Hello, could you tell me whether the Marlow wardrobe also comes in oak? Thank you!';

describe.each(platforms)('a restart on %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '60' } });
    kept = new Map();
    lives = [];
  });
  afterEach(async () => {
    for (const life of lives) life.abort(new Error('over'));
    await world.moveBy(0);
    await world.close();
  });

  it('reads again what is open and what is new, and nothing of what it knew', async () => {
    for (let n = 0; n < 20; n += 1) world.complains(question);
    await world.moveBy(2 * HOUR_MS);
    const open = world.complains();
    const first = starts();
    await world.moveBy(20 * MINUTE_MS);
    await first.end();
    expect(place()).toMatchObject({ backlog: { isDone: true }, owed: [] });
    await world.moveBy(6 * HOUR_MS);
    const fresh = world.complains();
    await world.moveBy(10 * MINUTE_MS);
    const before = looks;
    const again = starts();
    await world.moveBy(10 * MINUTE_MS);
    expect(isSeen(fresh.id)).toBe(true);
    expect(looks - before).toBeLessThan(15);
    // When the open one has to be woken is known to nobody but who has read it.
    expect(again.works.engine.sleeping).toBe(2);
    expect(isSeen(open.id)).toBe(true);
  });

  it('without a place, or with nonsense for one, reads all that is unsolved and forgets nobody', async () => {
    const old = world.complains();
    await world.moveBy(20 * DAY_MS);
    const deskKey = placeKey(world);
    for (const text of [undefined, '', '{', '[]', '{"v":2}', '{"v":1,"judgedBy":"x","owed":[7]}']) {
      kept = new Map(text === undefined ? [] : [[deskKey, text]]);
      const alive = starts();
      await world.moveBy(5 * MINUTE_MS);
      expect(isSeen(old.id)).toBe(true);
      expect(alive.works.sweeps[0]?.sweptAt).toBeDefined();
      await alive.kill();
    }
  });

  it('under another policy looks at all that is unsolved anew', async () => {
    const old = world.complains();
    await world.moveBy(10 * DAY_MS);
    // As if all had been done, by somebody who saw no complaint in it.
    const untilAt = world.time.now();
    const backlog = { isDone: true, cursor: undefined, done: '', total: undefined };
    const done = { judgedBy: 'others', changes: { cursor: undefined, untilAt }, backlog, owed: [] };
    kept.set(placeKey(world), writePlace(done));
    starts();
    await world.moveBy(5 * MINUTE_MS);
    expect(isSeen(old.id)).toBe(true);
  });

  it('with a cursor that is refused goes on from its instant, and misses nothing between', async () => {
    const first = starts();
    await world.moveBy(10 * MINUTE_MS);
    await first.end();
    const reached = place();
    expect(reached?.changes.cursor).toBeDefined();
    kept.set(placeKey(world), writePlace({ ...reached!, changes: { ...reached!.changes, cursor: 'nonsense' } }));
    await world.moveBy(2 * HOUR_MS);
    const between = world.complains();
    // Longer than the three days that are looked back without a place.
    await world.moveBy(9 * DAY_MS);
    const alive = starts();
    await world.moveBy(10 * MINUTE_MS);
    expect(isSeen(between.id)).toBe(true);
    expect(alive.lines.join('')).toContain('cursor refused');
  });

  it('after years does not read years of changes', async () => {
    const first = starts();
    await world.moveBy(10 * MINUTE_MS);
    await first.end();
    for (let n = 0; n < 30; n += 1) {
      const { id } = world.complains(question);
      world.helpdesk.agentReplies(id, {
        by: agents.tom.email,
        text: 'Yes, it does.',
        public: true,
        status: 'solved',
      });
    }
    await world.moveBy(400 * DAY_MS);
    const waiting = world.complains();
    await world.moveBy(5 * DAY_MS);
    const before = looks;
    starts();
    await world.moveBy(10 * MINUTE_MS);
    expect(isSeen(waiting.id)).toBe(true);
    expect(looks - before).toBeLessThan(15);
  });

  it('goes on with what was told and could not be done', async () => {
    const first = starts();
    await world.moveBy(10 * MINUTE_MS);
    const unlucky = world.complains();
    world.helpdesk.faults.set({ match: { method: 'PUT' }, kind: '500-before', times: 100_000 });
    await world.moveBy(30 * MINUTE_MS);
    expect(place()?.owed).toEqual([unlucky.id]);
    await first.kill();
    world.helpdesk.faults.clear();
    await world.moveBy(12 * HOUR_MS);
    starts();
    await world.moveBy(5 * MINUTE_MS);
    expect(isSeen(unlucky.id)).toBe(true);
  });

  it.each(['first', 'second'] as const)('goes on from the place of the %s of two that share a store', async (whose) => {
    const last = new Map<string, string>();
    const storeOf = (name: string): PlaceStore => ({
      get: async (key) => kept.get(key),
      set: async (key, value) => {
        kept.set(key, value);
        last.set(name, value);
      },
    });
    const first = starts({ store: storeOf('first') });
    await world.moveBy(7 * MINUTE_MS);
    const second = starts({ store: storeOf('second') });
    await world.moveBy(7 * MINUTE_MS);
    const unlucky = world.complains();
    world.helpdesk.faults.set({ match: { method: 'PUT' }, kind: '500-before', times: 100_000 });
    await world.moveBy(20 * MINUTE_MS);
    // Told to both, and done by neither, while the place of one of them still lies before this.
    await (whose === 'first' ? first : second).kill();
    const late = world.complains();
    await world.moveBy(20 * MINUTE_MS);
    await first.kill();
    await second.kill();
    world.helpdesk.faults.clear();
    const from = last.get(whose);
    expect(readPlace(from)?.owed).toContain(unlucky.id);
    kept.set(placeKey(world), from ?? '');
    await world.moveBy(12 * HOUR_MS);
    starts();
    await world.moveBy(10 * MINUTE_MS);
    expect([unlucky, late].map(({ id }) => isSeen(id))).toEqual([true, true]);
  });

  it('whose store fails does without it, and says so', async () => {
    const refuses = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'STORE_UNAVAILABLE' }));
    const ref = world.complains();
    const alive = starts({ store: { get: refuses, set: refuses } });
    await world.moveBy(10 * MINUTE_MS);
    expect(isSeen(ref.id)).toBe(true);
    expect(alive.lines.join('')).toContain('STORE_UNAVAILABLE');
  });
});

describe.each(platforms)('a first sync of %s', (platform) => {
  const count = 150;
  beforeEach(async () => {
    world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '60' } });
    kept = new Map();
    lives = [];
    for (let n = 0; n < count; n += 1) world.complains(question);
    looks = 0;
    // Slow enough for a life to end in the middle.
    const readsOne = platform === 'zendesk' ? '/comments' : '/conversations';
    world.helpdesk.faults.set({ match: { pathIncludes: readsOne }, kind: 'latency', ms: 4_000, times: 100_000 });
    // Long ago: nothing but the search for what is unsolved tells of them.
    await world.moveBy(30 * DAY_MS);
  });
  afterEach(async () => {
    for (const life of lives) life.abort(new Error('over'));
    await world.moveBy(0);
    await world.close();
  });

  it('that is killed again and again reads each ticket about once in all', async () => {
    let lifetimes = 0;
    const isOver = (): boolean => place()?.backlog.isDone === true && place()?.owed.length === 0;
    for (; lifetimes < 40 && !isOver(); lifetimes += 1) {
      const alive = starts();
      await world.moveBy(40_000);
      await alive.kill();
    }
    const last = starts();
    await world.moveBy(10 * MINUTE_MS);
    expect(lifetimes).toBeGreaterThan(1);
    expect(place()).toMatchObject({ backlog: { isDone: true }, owed: [] });
    expect(last.lines.join('')).not.toContain('sweep failed');
    // What was in hand at each death is read again, and nothing else.
    expect(looks).toBeGreaterThanOrEqual(count);
    expect(looks).toBeLessThan(count + lifetimes * 25);
  });

  it('killed for hours, when the helpdesk has forgotten the search, still goes on', async () => {
    const alive = starts();
    await world.moveBy(40_000);
    await alive.kill();
    expect(looks).toBeLessThan(count);
    await world.moveBy(5 * HOUR_MS);
    starts();
    await world.moveBy(30 * MINUTE_MS);
    expect(place()).toMatchObject({ backlog: { isDone: true }, owed: [] });
    expect(looks).toBeLessThan(count + 40);
  });
});
