import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#core/time.ts';
import { list, lookUp } from '#apps/runtime/look-up.ts';
import { press } from '#apps/runtime/press.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { supervisors } from '#apps/sandbox/company/people.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let shell: Shell;
const { signal } = new AbortController();
const dev = { id: 'U2', name: supervisors.dev.name, email: supervisors.dev.email };

describe.each(platforms)('what is open in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
    shell = world.newWorks().shell;
  });
  afterEach(() => world.close());

  it('is listed as it was last judged, what is due first first, and forgotten when it is over', async () => {
    const first = world.complains();
    await world.runs(first, shell);
    await world.moveBy(HOUR_MS);
    const second = world.complains();
    await world.runs(second, shell);
    const listed = await world.lives(() => list('open', dev, shell, signal));
    expect(listed.complaints.map(({ ticket }) => ticket.id)).toEqual([first.id, second.id]);
    expect(listed).toMatchObject({ open: 2, broken: 0 });
    const rejected = { action: 'reject', reason: 'A question', ticket: first, by: dev, at: world.time.now() } as const;
    await world.lives(() => press(rejected, shell, signal));
    await world.runs(first, shell);
    expect((await world.lives(() => list('open', dev, shell, signal))).complaints).toHaveLength(1);
  });

  it('is mine where the helpdesk knows me by my address, and due today by the company’s own date', async () => {
    const ref = world.complains();
    await world.runs(ref, shell);
    expect((await world.lives(() => list('mine', dev, shell, signal))).complaints).toEqual([]);
    await world.lives(() => press({ action: 'take', ticket: ref, by: dev, at: world.time.now() }, shell, signal));
    await world.runs(ref, shell);
    expect((await world.lives(() => list('mine', dev, shell, signal))).complaints).toHaveLength(1);
    expect((await world.lives(() => list('mine', { email: undefined }, shell, signal))).complaints).toEqual([]);
    await world.moveBy(25 * HOUR_MS);
    const today = await world.lives(() => list('today', dev, shell, signal));
    expect(today.complaints).toHaveLength(1);
    expect(today.broken).toBe(1);
  });

  it('is read anew where its number is asked for', async () => {
    const ref = world.complains();
    const found = await world.lives(() => lookUp(ref.id, shell, signal));
    expect(found).toMatchObject([{ complaint: { ticket: ref, severity: expect.any(String) } }]);
    expect(await world.lives(() => lookUp('999999', shell, signal))).toEqual([]);
  });
});
