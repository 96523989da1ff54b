import { expect, test } from 'vitest';
import { agents } from '#apps/sandbox/company/people.ts';
import { MINUTE_MS } from '#core/time.ts';
import { createWorld, platforms } from './world.ts';

test.each(platforms)('a category that no tag can bear as it was written is tagged once, on %s', async (platform) => {
  const world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '60' } });
  const works = world.newWorks({});
  const life = new AbortController();
  const loops = [works.engine.keepTime(life.signal), ...works.sweeps.map((sweep) => sweep.keepSweeping(life.signal))];
  const { id } = world.complains();
  await world.moveBy(5 * MINUTE_MS);
  const writes = (): number => world.helpdesk.requests()['PUT /tickets/:id'] ?? 0;
  const before = writes();
  const fields = { recourse_category: 'Damage during delivery' };
  world.helpdesk.setFieldsByAgent(id, { by: agents.tom.email, fields });
  await world.moveBy(20 * MINUTE_MS);
  expect(world.helpdesk.ticket(id)?.tags).toContain('recourse_category_damage_during');
  expect(writes() - before).toBeLessThan(3);
  expect(works.shell.pending.all()).toEqual([]);
  life.abort(new Error('over'));
  await world.moveBy(0);
  await Promise.allSettled(loops);
  await world.close();
});
