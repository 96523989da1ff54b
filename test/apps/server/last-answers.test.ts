import { afterEach, beforeEach, expect, it } from 'vitest';
import { supervisors } from '#apps/sandbox/company/people.ts';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import { createWorld, type World } from '#test/apps/runtime/world.ts';

let world: World;
let server: Server;

beforeEach(async () => {
  world = await createWorld({ variables: { RECOURSE_SWEEP_SECONDS: '3000' } });
  server = await world.lives(() =>
    serve(world.environment, world.policy, { time: world.time, log: createLog('silent') }),
  );
  world.connect(server.port);
});
afterEach(() => world.close());

it('who pressed a button hears what it came to, though the server is told to stop before the helpdesk has answered', async () => {
  const { slack } = world.fakes;
  world.complains();
  await world.moveTo('2026-11-17T09:05:00Z');
  const channel = slack.channelsView().find(({ name }) => name === 'complaints');
  const breach = channel?.messages
    .flatMap(({ replies }) => replies)
    .find(({ text }) => text.includes('Promise broken'));
  world.helpdesk.faults.set({ match: {}, kind: 'latency', ms: 6_000, times: 1 });
  slack.faults.set({ match: { method: 'chat.postEphemeral' }, kind: 'latency', ms: 1_000, times: 1 });
  const { name: by } = supervisors.helen;
  const press = { channel: channel?.id ?? '', ts: breach?.ts ?? '', actionId: 'recourse_acknowledge', by };
  expect(await world.lives(() => slack.press(press))).toMatchObject({ ok: true });
  const said = (): readonly string[] =>
    slack
      .channelsView()
      .flatMap(({ messages }) => messages.flatMap((message) => [message, ...message.replies]))
      .flatMap(({ ephemeralFor, text }) => (ephemeralFor === undefined ? [] : [text]));
  expect(said()).toEqual([]);
  await world.lives(() => server.close());
  expect(said()).toEqual(['Noted on the ticket: you are on it.']);
});
