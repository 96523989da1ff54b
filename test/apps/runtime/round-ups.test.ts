import { afterEach, expect, test } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import type { DigestTimes } from '#core/policy/policy.ts';
import { createWorld, type World } from './world.ts';

const worlds: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of worlds.splice(0)) await close();
});

async function opened(digest: DigestTimes = { daily: '12:00' }, restrictedFactsIn?: readonly string[]) {
  const world = await createWorld({ variables: { RECOURSE_SWEEP_SECONDS: '600' } });
  const policy = { ...world.policy, alerts: { ...world.policy.alerts, digest, restrictedFactsIn } };
  const servers = new Set<Server>();
  const start = async (): Promise<Server> => {
    const server = await world.lives(() =>
      serve(world.environment, policy, { time: world.time, log: createLog('silent') }),
    );
    servers.add(server);
    world.connect(server.port);
    return server;
  };
  const stop = async (server: Server): Promise<void> => {
    servers.delete(server);
    await world.lives(() => server.close());
  };
  worlds.push(async () => {
    for (const server of servers) await stop(server);
    await world.close();
  });
  return { ...world, policy, start, stop };
}

function told({ said }: Pick<World, 'said'>, channel: string, title = 'Complaints today'): readonly string[] {
  return said(channel).filter((text) => text.startsWith(title));
}

test('it is told once a day, with what is open, broken, due and waiting', async () => {
  const world = await opened();
  const { channel } = world.policy.alerts;
  await world.start();
  world.complains();
  await world.moveTo('2026-11-16T11:59:00Z');
  expect(told(world, channel)).toEqual([]);
  await world.moveTo('2026-11-16T12:01:00Z');
  expect(told(world, channel)).toEqual(['Complaints today: 1 open']);
  await world.moveTo('2026-11-17T11:00:00Z');
  expect(told(world, channel)).toHaveLength(1);
  await world.moveTo('2026-11-17T12:01:00Z');
  expect(told(world, channel)).toHaveLength(2);
  expect(told(world, channel)[1]).toMatch(/: 1 open · 1 with a promise broken · 1 that nobody is on yet$/u);
});

test('nothing is told where nothing is open, nor on days on which nobody works', async () => {
  const world = await opened();
  await world.start();
  await world.moveTo('2026-11-20T18:00:00Z');
  expect(told(world, world.policy.alerts.channel)).toEqual([]);
  world.complains();
  await world.moveTo('2026-11-22T18:00:00Z');
  expect(told(world, world.policy.alerts.channel)).toEqual([]);
  await world.moveTo('2026-11-23T12:01:00Z');
  expect(told(world, world.policy.alerts.channel)).toHaveLength(1);
});

test('the weekly one stands in its own channel, and closed complaints are counted', async () => {
  const world = await opened({ weekly: 'mon 12:00', channel: 'complaints-leads' });
  await world.start();
  const ref = world.complains();
  world.complains('I am making a formal complaint about the delivery: nobody came.');
  await world.moveTo('2026-11-18T09:00:00Z');
  const agent = world.fakes.slack.people().find(({ isBot }) => !isBot)?.name ?? '';
  world.helpdesk.agentReplies(ref.id, { by: agent, text: 'We have sent a new one.', public: true, status: 'solved' });
  await world.moveTo('2026-11-23T12:01:00Z');
  const week = told(world, 'complaints-leads', 'Complaints this week');
  expect(week).toHaveLength(1 + 1);
  expect(week[1]).toContain('1 open');
  expect(week[1]).toMatch(/· 1 closed in the week behind us$/u);
});

test('a complaint that is closed while a round-up waits for its turn is counted in one of them', async () => {
  const world = await opened();
  const { channel } = world.policy.alerts;
  await world.start();
  const ref = world.complains();
  world.complains('I am making a formal complaint about the delivery: nobody came.');
  await world.moveTo('2026-11-16T11:59:00Z');
  world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: '429', times: 3, ms: 120_000 });
  await world.moveTo('2026-11-16T12:01:00Z');
  expect(told(world, channel)).toEqual([]);
  const agent = world.fakes.slack.people().find(({ isBot }) => !isBot)?.name ?? '';
  world.helpdesk.agentReplies(ref.id, { by: agent, text: 'We have sent a new one.', public: true, status: 'solved' });
  await world.moveTo('2026-11-17T12:05:00Z');
  const both = told(world, channel);
  expect(both).toHaveLength(2);
  expect(both.filter((text) => text.includes('1 closed'))).toHaveLength(1);
});

test('who is started after it was told finds it in the channel and does not tell it again, however often', async () => {
  const world = await opened();
  const { channel } = world.policy.alerts;
  world.complains();
  let server = await world.start();
  await world.moveTo('2026-11-16T12:00:30Z');
  for (let restarts = 0; restarts < 4; restarts += 1) {
    await world.stop(server);
    server = await world.start();
    await world.moveBy(10 * 60_000);
  }
  expect(told(world, channel)).toHaveLength(1);
});

test('who was away at noon tells it late the same day, and on the next day not any more', async () => {
  const world = await opened();
  const { channel } = world.policy.alerts;
  world.complains();
  await world.moveTo('2026-11-16T14:00:00Z');
  const server = await world.start();
  await world.moveBy(10 * 60_000);
  expect(told(world, channel)).toHaveLength(1);
  await world.stop(server);
  await world.moveTo('2026-11-17T19:00:00Z');
  await world.start();
  await world.moveBy(60 * 60_000);
  expect(told(world, channel)).toHaveLength(1);
});

test.each(['500-after', 'reset-after', '500-before', 'reset-before'])(
  'where the answer to it is lost (%s) it stands there once all the same',
  async (kind) => {
    const world = await opened();
    world.complains();
    await world.start();
    await world.moveTo('2026-11-16T11:59:00Z');
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind, times: 1 });
    await world.moveTo('2026-11-16T12:20:00Z');
    expect(told(world, world.policy.alerts.channel)).toHaveLength(1);
  },
);

test('a full channel is waited for', async () => {
  const world = await opened();
  world.complains();
  await world.start();
  await world.moveTo('2026-11-16T11:59:00Z');
  world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: '429', times: 3, ms: 60_000 });
  await world.moveTo('2026-11-16T12:20:00Z');
  expect(told(world, world.policy.alerts.channel)).toHaveLength(1);
});

test('where the bot may not look, nothing is told that an earlier process could have told', async () => {
  const world = await opened();
  const { channel } = world.policy.alerts;
  world.fakes.slack.configure({ scopes: ['chat:write', 'channels:read', 'users:read', 'users:read.email'] });
  world.complains();
  const server = await world.start();
  await world.moveTo('2026-11-16T12:00:30Z');
  expect(told(world, channel)).toHaveLength(1);
  await world.stop(server);
  await world.start();
  await world.moveTo('2026-11-16T13:00:00Z');
  expect(told(world, channel)).toHaveLength(1);
  await world.moveTo('2026-11-17T12:01:00Z');
  expect(told(world, channel)).toHaveLength(2);
});

test.each([
  ['complaints', /Sofa for Ruth Pemberton.*Sofa and my wheelchair/su, /never said/u],
  ['another', /Sofa for …/u, /Ruth|Pemberton|wheelchair|vulnerab|Open the ticket/u],
])('a channel, where %s may read of persons, says no more and no less than its cards', async (few, says, hides) => {
  const world = await opened({ daily: '12:00' }, [few]);
  const text = 'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.';
  for (const subject of ['Sofa for Ruth Pemberton', 'Sofa and my wheelchair, I am disabled']) {
    const from = { name: 'Ruth Pemberton', email: 'ruth@example.org' };
    world.helpdesk.customerWrites({ from, subject, text, channel: 'email' });
  }
  await world.start();
  await world.moveTo('2026-11-17T12:01:00Z');
  const { messages = [] } = world.fakes.slack.channelsView().find(({ name }) => name === 'complaints') ?? {};
  const message = messages.findLast((one) => one.text.startsWith('Complaints today'));
  const words = JSON.stringify(message?.blocks);
  expect(words).toMatch(says);
  expect(words).not.toMatch(hides);
});

test.each([0, 60_000])(
  'of two processes side by side one is heard, though Slack shows what was posted %i ms late',
  async (historyLagMs) => {
    const world = await opened();
    const { channel } = world.policy.alerts;
    world.fakes.slack.configure({ historyLagMs });
    world.complains();
    await Promise.all([world.start(), world.start()]);
    await world.moveTo('2026-11-16T12:00:50Z');
    const posted = world.fakes.slack
      .recorded()
      .filter(
        ({ method, args }) => method === 'chat.postMessage' && String(args['text']).startsWith('Complaints today'),
      );
    expect(posted).toHaveLength(historyLagMs === 0 ? 1 : 2);
    const oldest = (): string | undefined =>
      world.fakes.slack
        .channelsView()
        .find(({ name }) => name === channel)
        ?.messages.find(({ text }) => text.startsWith('Complaints today'))?.ts;
    const first = oldest();
    await world.moveTo('2026-11-16T12:10:00Z');
    expect(told(world, channel)).toHaveLength(1);
    expect(oldest()).toBe(first);
    await world.moveTo('2026-11-17T12:10:00Z');
    expect(told(world, channel)).toHaveLength(2);
  },
);

test('who is told to stop while a round-up is on its way ends in peace, whatever becomes of that', async () => {
  const world = await createWorld({ alerts: { digest: { daily: '12:00' } } });
  worlds.push(() => world.close());
  const begun: AbortSignal[] = [];
  const { channel: slack } = world.newWorks().shell;
  const channel = {
    ...slack,
    takeBack: () => Promise.reject(new Error('nothing to take back')),
    postRoundUp: async (_: unknown, signal: AbortSignal): Promise<never> => {
      begun.push(signal);
      await world.time.sleepUntil(world.time.now() + 86_400_000, signal);
      throw new Error('nobody waits a day');
    },
  };
  const works = world.newWorks({ channel });
  await world.runs(world.complains(), works.shell);
  const stopping = new AbortController();
  const telling = works.tellRoundUps(stopping.signal);
  await world.moveTo('2026-11-16T12:35:00Z');
  expect(begun).toHaveLength(1);
  stopping.abort(new Error('the server is stopping'));
  await expect(telling).resolves.toBeUndefined();
});
