import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createWorld, platforms } from './world.ts';

/** What a helpdesk says of it; only Freshdesk's answer to a save tells what it kept. */
const says = [...platforms.map((platform) => [platform, 'written'] as const), ['freshdesk', 'unkept'] as const];

test.each(says)('what %s says is %s and does not show is not written without end', async (platform, answer) => {
  const world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '60' } });
  const works = world.newWorks({});
  let writes = 0;
  let isKept = false;
  for (const { actions } of works.shell.desks) {
    const write = actions.write.bind(actions);
    actions.write = async (...given) => {
      writes += 1;
      return isKept ? await write(...given) : answer;
    };
  }
  const life = new AbortController();
  const loops = [works.engine.keepTime(life.signal), ...works.sweeps.map((sweep) => sweep.keepSweeping(life.signal))];
  const { id } = world.complains();
  await world.moveBy(30 * MINUTE_MS);
  expect(writes).toBeGreaterThan(0);
  expect(writes).toBeLessThan(6);
  // Its promises are kept in time all the same.
  await world.moveBy(25 * HOUR_MS);
  expect(writes).toBeLessThan(36);
  expect(world.said('complaints').join('\n')).toMatch(/Promise broken: acknowledge/u);
  isKept = true;
  await world.moveBy(2 * HOUR_MS);
  expect(world.helpdesk.ticket(id)?.tags).toContain('recourse_complaint');
  life.abort(new Error('over'));
  await world.moveBy(0);
  await Promise.allSettled(loops);
  await world.close();
});
