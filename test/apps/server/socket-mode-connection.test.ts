import { describe, expect, it } from 'vitest';
import type { SocketMode } from '#apps/sandbox/fake-slack/socket-mode.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { until } from '#test/contract/still-time.ts';
import { acknowledged, companyForTests } from './socket-company.ts';

const open = companyForTests();

/** The network takes its time, by no clock of ours. */
async function drops(sockets: SocketMode): Promise<void> {
  const before = sockets.counts().sent.length;
  sockets.drop();
  await until(() => sockets.counts().sent.length > before);
}

describe('Socket Mode', () => {
  it('takes nothing over HTTP', async () => {
    const { servers } = await open();
    const url = `http://127.0.0.1:${servers[0]?.port}/slack/events`;
    const answer = await fetch(url, { method: 'POST', body: '{"type":"url_verification","challenge":"x"}' });
    expect(answer.status).toBe(404);
  });

  it.each(['warning', 'refresh_requested'])(
    'asked for another connection by %s, it gives the old one up for it',
    async (reason) => {
      const { world, press, notes, sockets } = await open();
      sockets.disconnect(reason);
      await world.moveBy(SECOND_MS);
      expect(sockets.counts().sent).toHaveLength(2);
      expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
      await world.moveBy(MINUTE_MS);
      expect(acknowledged(notes())).toBe(1);
      expect(sockets.counts().open).toBe(1);
    },
  );

  it('a connection that breaks is followed by another at once', async () => {
    const { press, sockets } = await open();
    await drops(sockets);
    expect(sockets.counts().open).toBe(1);
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
  });

  it('a connection over which nothing is heard any more is given up', async () => {
    const { world, sockets } = await open();
    await sockets.ping();
    await world.moveBy(50 * SECOND_MS);
    await sockets.ping();
    await world.moveBy(50 * SECOND_MS);
    expect(sockets.counts().sent).toHaveLength(1);
    await world.moveBy(20 * SECOND_MS);
    expect(sockets.counts()).toMatchObject({ open: 1, sent: [expect.any(Number), 0] });
  });

  it('a connection that is never greeted is given up for another', async () => {
    const { world, press, sockets } = await open();
    sockets.troubles.dumb = 1;
    await drops(sockets);
    await world.moveBy(20 * SECOND_MS);
    await world.moveBy(MINUTE_MS);
    await until(() => sockets.counts().sent.length > 2);
    await world.moveBy(SECOND_MS);
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
  });

  it('while Slack opens none it is asked ever less often, and never more than a few times a minute', async () => {
    const { world, lines, notices, sockets } = await open();
    const asked = (): number => world.fakes.slack.requests().byMethod['apps.connections.open'] ?? 0;
    world.fakes.slack.faults.set({ match: { method: 'apps.connections.open' }, kind: '500' });
    const known = asked();
    sockets.drop();
    await until(() => asked() > known);
    await world.moveBy(10 * MINUTE_MS);
    const before = asked();
    await world.moveBy(10 * MINUTE_MS);
    expect(asked() - before).toBe(10);
    expect(await notices()).toMatchObject([{ account: 'slack', code: 'SLACK_SOCKET_LOST' }]);
    expect(lines.filter((line) => line.includes('SLACK_SOCKET_LOST'))).toHaveLength(1);
    world.fakes.slack.faults.clear();
    await world.moveBy(MINUTE_MS);
    expect(sockets.counts().open).toBe(1);
    expect(await notices()).toEqual([]);
  });

  it('waits as long as Slack asks it to', async () => {
    const { world, sockets } = await open();
    const asked = (): number => world.fakes.slack.requests().byMethod['apps.connections.open'] ?? 0;
    world.fakes.slack.faults.set({
      match: { method: 'apps.connections.open' },
      kind: '429',
      times: 1,
      ms: 5 * MINUTE_MS,
    });
    const before = asked();
    sockets.drop();
    await until(() => asked() > before);
    await world.moveBy(4 * MINUTE_MS);
    expect(asked() - before).toBe(1);
    await world.moveBy(2 * MINUTE_MS);
    expect(sockets.counts().open).toBe(1);
  });

  it('turned off in Slack, it says so until it is turned on again', async () => {
    const { world, press, notices, sockets } = await open();
    sockets.isOn = false;
    await world.moveBy(2 * MINUTE_MS);
    expect(await notices()).toMatchObject([{ code: 'SLACK_SOCKET_OFF', whatToDo: expect.stringMatching(/^Turn/u) }]);
    sockets.isOn = true;
    await world.moveBy(2 * MINUTE_MS);
    expect(await notices()).toEqual([]);
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
  });

  it('with a token that Slack refuses, alerts are posted all the same, and it says what is wrong without the token', async () => {
    const { world, lines, notices } = await open({ variables: { SLACK_APP_TOKEN: 'xapp-1-canary' } });
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken/u);
    expect(await notices()).toMatchObject([{ code: 'SLACK_SOCKET_REFUSED' }]);
    expect(lines.join('')).toContain('SLACK_SOCKET_REFUSED');
    expect(lines.join('')).not.toContain('xapp');
  });

  it('a server that stops gives the answer that is due, and leaves no connection', async () => {
    const { world, press, notes, sockets, servers } = await open();
    const pressing = press('recourse_acknowledge');
    await pressing;
    for (const server of servers) await world.lives(() => server.close());
    await until(() => sockets.counts().open === 0);
    expect(acknowledged(notes())).toBe(1);
  });
});
