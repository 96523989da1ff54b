import { expect, test } from 'vitest';
import type { FakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createWorld } from './world.ts';

test('a ticket whose form refuses every change is told of all the same, and is written once the form lets it', async () => {
  const world = await createWorld({ platform: 'freshdesk', variables: { RECOURSE_SWEEP_SECONDS: '60' } });
  // What agents must fill in, and nobody has: no save of the ticket passes, though notes do.
  const form = world.helpdesk as unknown as FakeFreshdesk;
  form.addField({ label: 'Branch', type: 'custom_text', requiredForAgents: true });
  const works = world.newWorks({});
  const life = new AbortController();
  const loops = [works.engine.keepTime(life.signal), ...works.sweeps.map((sweep) => sweep.keepSweeping(life.signal))];
  const { id } = world.complains();
  await world.moveBy(25 * HOUR_MS);
  expect(world.helpdesk.ticket(id)?.tags).toEqual([]);
  expect(world.said('complaints').join('\n')).toMatch(/Promise broken: acknowledge/u);
  expect(works.shell.pending.all().map(({ code }) => code)).toContain('FRESHDESK_REJECTED');
  form.setFieldsByAgent(id, { by: agents.priya.name, fields: { branch: 'North' } });
  await world.moveBy(30 * MINUTE_MS);
  expect(world.helpdesk.ticket(id)?.tags).toContain('recourse_complaint');
  expect(works.shell.pending.all()).toEqual([]);
  life.abort(new Error('over'));
  await world.moveBy(0);
  await Promise.allSettled(loops);
  await world.close();
});
