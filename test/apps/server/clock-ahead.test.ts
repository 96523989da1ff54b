import { afterEach, beforeEach, expect, it } from 'vitest';
import { supervisors } from '#apps/sandbox/company/people.ts';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import { HOUR_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createWorld, type World } from '#test/apps/runtime/world.ts';

/**
 * A machine that was started while its clock was an hour ahead, and whose clock was put right since: what we go by never
 * goes back, so it stays ahead. What people are told and what they press goes by the helpdesk's time all the same.
 */
let world: World;
let server: Server;
const channel = 'complaints';

beforeEach(async () => {
  world = await createWorld({ alerts: { digest: { daily: '12:00' } } });
  const { time: true_ } = world;
  const time: Timekeeper = {
    now: () => true_.now() + HOUR_MS,
    wall: () => true_.now(),
    sleepUntil: (at, signal) => true_.sleepUntil(at - HOUR_MS, signal),
    task: (work) => true_.task(work),
    standBy: (work) => true_.standBy(work),
  };
  server = await world.lives(() => serve(world.environment, world.policy, { time, log: createLog('silent') }));
  world.connect(server.port);
});
afterEach(async () => {
  await world.lives(() => server.close());
  await world.close();
});

const messages = (name: string) => world.fakes.slack.channelsView().find((one) => one.name === name)?.messages ?? [];

async function presses(action: string): Promise<void> {
  const [card] = messages(channel).filter(({ blocks }) => JSON.stringify(blocks).includes(`recourse_${action}`));
  const { slack } = world.fakes;
  const id = slack.channelsView().find(({ name }) => name === channel)?.id ?? '';
  const press = { channel: id, ts: card?.ts ?? '', actionId: `recourse_${action}`, by: supervisors.helen.name };
  expect(await world.lives(() => slack.press(press))).toMatchObject({ ok: true });
}

it('who acknowledges a warning has not acknowledged the breach of half an hour later, and the ladder is climbed', async () => {
  const ref = world.complains();
  await world.moveTo('2026-11-17T08:30:00Z');
  await presses('acknowledge');
  expect(world.helpdesk.ticket(ref.id)?.comments.at(-1)?.text).toMatch(/acknowledged .*17 Nov 2026, 08:30 GMT/u);
  await world.moveTo('2026-11-17T09:01:00Z');
  expect(world.said(channel).join('\n')).toContain('Promise broken');
  await world.moveTo('2026-11-17T10:30:00Z');
  expect(world.said('complaints-leads').join('\n')).toContain('nobody has acknowledged');
});

it('a list and a look at a complaint say what is overdue at the helpdesk', async () => {
  world.complains();
  const { slack } = world.fakes;
  const listed = async (): Promise<string> => {
    const typed = { channel, by: supervisors.helen.name, command: '/complaints', text: 'open' };
    expect(await world.lives(() => slack.command(typed))).toMatchObject({ ok: true });
    return JSON.stringify(messages(channel).findLast(({ ephemeralFor }) => ephemeralFor !== undefined)?.blocks);
  };
  await world.moveTo('2026-11-17T08:30:00Z');
  expect(await listed()).toMatch(/🟠.* by <!date/u);
  await presses('acknowledge');
  await world.moveTo('2026-11-17T09:01:00Z');
  expect(await listed()).toMatch(/🔴.* was due <!date/u);
});

it('a round-up is told at its time', async () => {
  world.complains();
  await world.moveTo('2026-11-16T11:58:00Z');
  expect(world.said(channel).filter((text) => text.startsWith('Complaints today'))).toEqual([]);
  await world.moveTo('2026-11-16T12:01:00Z');
  expect(world.said(channel).filter((text) => text.startsWith('Complaints today'))).toHaveLength(1);
});
