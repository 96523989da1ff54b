import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import type { SocketMode } from '#apps/sandbox/fake-slack/socket-mode.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { until } from '#test/contract/still-time.ts';
import { alpha, bravo, openWorkspaces, secrets } from './workspaces-world.ts';
import { createWorld, platforms, type Platform, type World } from '../runtime/world.ts';

interface Open {
  readonly world: World;
  readonly ref: TicketRef;
  readonly sockets: SocketMode;
  readonly servers: readonly Server[];
  readonly lines: string[];
  readonly press: (actionId: string, value?: string) => Promise<{ readonly ok: boolean }>;
  readonly notes: () => readonly string[];
  readonly notices: () => Promise<readonly { readonly code: string }[]>;
}

let opened: { readonly world: World; readonly servers: readonly Server[] } | undefined;

afterEach(async () => {
  if (opened === undefined) return;
  const { world, servers } = opened;
  opened = undefined;
  for (const server of servers) await world.lives(() => server.close());
  await world.close();
});

/** A company that Slack cannot reach, with a complaint whose first promise is broken. */
async function open(
  options: {
    readonly platform?: Platform;
    readonly processes?: number;
    readonly variables?: Record<string, string>;
  } = {},
): Promise<Open> {
  const { processes = 1, variables = {}, platform = 'zendesk' } = options;
  const world = await createWorld({
    platform,
    hears: 'socket',
    variables: { RECOURSE_SWEEP_SECONDS: '3000', ...variables },
  });
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const { environment, policy, time, fakes, helpdesk } = world;
  const servers: Server[] = [];
  opened = { world, servers };
  for (let count = 0; count < processes; count += 1) {
    servers.push(await world.lives(() => serve(environment, policy, { time, log })));
  }
  const [first] = servers as [Server];
  world.connect(first.port);
  await world.moveBy(0);
  const ref = world.complains();
  await world.moveBy(25 * HOUR_MS);
  const { sockets } = fakes.slack;
  if (sockets === undefined) throw new Error('this Slack has no sockets');
  const cardTs = (): string =>
    fakes.slack.channelsView().find(({ name }) => name === 'complaints')?.messages[0]?.ts ?? '';
  return {
    world,
    ref,
    sockets,
    servers,
    lines,
    press: (actionId, value) =>
      world.lives(() =>
        fakes.slack.press({
          channel: 'complaints',
          ts: cardTs(),
          actionId,
          by: 'Helen Marsh',
          ...(value === undefined ? {} : { value }),
        }),
      ),
    notes: () => helpdesk.ticket(ref.id)?.comments.map(({ text }) => text) ?? [],
    async notices() {
      const page = await fetch(`http://127.0.0.1:${first.port}/pending`, { headers: { accept: 'application/json' } });
      return ((await page.json()) as { notices: readonly { code: string }[] }).notices;
    },
  };
}

/** The network takes its time, by no clock of ours. */
async function drops(sockets: SocketMode): Promise<void> {
  const before = sockets.counts().sent.length;
  sockets.drop();
  await until(() => sockets.counts().sent.length > before);
}

const acknowledged = (notes: readonly string[]): number =>
  notes.filter((text) => text.startsWith('Helen Marsh acknowledged the alert')).length;

describe.each(platforms)('a server before %s that Slack cannot reach', (platform) => {
  it('carries out a press, a command, a look at the Home and a form that come over its own connection', async () => {
    const { world, ref, press, notes, sockets } = await open({ platform });
    const { slack } = world.fakes;
    expect(sockets.counts().open).toBe(1);
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true, status: 200 });
    await world.moveBy(MINUTE_MS);
    expect(acknowledged(notes())).toBe(1);
    expect(JSON.stringify(slack.channelsView())).toContain('Acknowledged by Helen Marsh');

    const command = { channel: 'complaints', by: 'Helen Marsh', command: '/complaints', text: 'open' };
    expect(await world.lives(() => slack.command(command))).toMatchObject({ ok: true });
    const told = slack
      .channelsView()
      .flatMap(({ messages }) => messages.filter((one) => one.ephemeralFor !== undefined));
    expect(JSON.stringify(told)).toContain('Broken sofa');

    expect(await world.lives(() => slack.openHome('Helen Marsh'))).toMatchObject({ delivered: true });
    await world.moveBy(MINUTE_MS);
    expect(JSON.stringify(slack.viewsOf('Helen Marsh').home)).toContain('Broken sofa');

    const value = JSON.stringify({ v: 1, t: `${platform}:${world.account}:${ref.id}`, o: 'severity' });
    expect(await press('recourse_more', value)).toMatchObject({ ok: true });
    const values = { recourse_form: 'high', recourse_reason: 'Two weeks without an answer' };
    expect(await world.lives(() => slack.submit({ by: 'Helen Marsh', values }))).toMatchObject({ ok: true });
    await world.moveBy(MINUTE_MS);
    expect(notes().join('\n')).toContain('Two weeks without an answer');
  });
});

describe('Socket Mode', () => {
  it('tells beside the field what is wrong with a form, as over HTTP', async () => {
    const { world, ref, press } = await open();
    const value = JSON.stringify({ v: 1, t: `zendesk:${world.account}:${ref.id}`, o: 'reject' });
    const { slack } = world.fakes;
    await press('recourse_more', value);
    world.helpdesk.closeTicket(ref.id);
    const submitted = await world.lives(() =>
      slack.submit({ by: 'Helen Marsh', values: { recourse_reason: 'A question' } }),
    );
    expect(submitted.errors?.['recourse_reason']).toMatch(/closed/u);
    expect(slack.viewsOf('Helen Marsh').modal).toBeDefined();
  });

  it('takes nothing over HTTP', async () => {
    const { servers } = await open();
    const url = `http://127.0.0.1:${servers[0]?.port}/slack/events`;
    const answer = await fetch(url, { method: 'POST', body: '{"type":"url_verification","challenge":"x"}' });
    expect(answer.status).toBe(404);
  });

  it('a press whose answer is cut off and that comes again to another process is written once', async () => {
    const { world, press, notes, sockets } = await open({ processes: 2 });
    expect(sockets.counts().open).toBe(2);
    const before = sockets.counts().sent.reduce((sum, count) => sum + count, 0);
    sockets.troubles.cutBeforeAnswer = 1;
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
    expect(sockets.counts().sent.reduce((sum, count) => sum + count, 0)).toBe(before + 2);
    await world.moveBy(MINUTE_MS);
    expect(acknowledged(notes())).toBe(1);
    expect(sockets.counts().open).toBe(2);
    // Nor is the presser told that somebody else was first: it was they.
    expect(JSON.stringify(world.fakes.slack.channelsView())).not.toContain('did that already');
  });

  it('an escalation that comes again to another process climbs once', async () => {
    const { world, press, notes, sockets } = await open({ processes: 2 });
    sockets.troubles.cutBeforeAnswer = 1;
    await press('recourse_escalate');
    await world.moveBy(MINUTE_MS);
    expect(notes().filter((text) => text.startsWith('Helen Marsh escalated'))).toHaveLength(1);
  });

  it('a press whose answer got lost and that comes again to the same process is written once', async () => {
    const { world, press, notes, sockets } = await open();
    sockets.troubles.loseAnswers = 2;
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: true });
    await world.moveBy(MINUTE_MS);
    expect(acknowledged(notes())).toBe(1);
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

  it('what is pressed while no process is connected is not lost in silence: Slack tells the presser', async () => {
    const { world, press, servers } = await open();
    for (const server of servers) await world.lives(() => server.close());
    expect(await press('recourse_acknowledge')).toMatchObject({ ok: false, problem: 'unreachable' });
  });

  it('many workspaces over one connection: each press, command and event reaches its own, and no other', async () => {
    const world = await openWorkspaces({ hears: 'socket' });
    try {
      await world.tie(alpha);
      await world.tie(bravo);
      const ids = { [alpha]: world.complains(alpha, 'kettle'), [bravo]: world.complains(bravo, 'toaster') };
      await world.moveBy(25 * HOUR_MS);
      expect(world.slacks.sockets?.counts().open).toBe(1);
      const desks = { [alpha]: world.zendesk, [bravo]: world.freshdesk };
      for (const team of [alpha, bravo] as const) {
        const slack = world.slackOf[team];
        const ts = slack.channelsView().find(({ name }) => name === 'complaints')?.messages[0]?.ts ?? '';
        const pressed = { channel: 'complaints', ts, actionId: 'recourse_acknowledge', by: 'ada' };
        expect(await world.lives(() => slack.press(pressed))).toMatchObject({ ok: true });
        const command = { channel: 'complaints', by: 'ada', command: '/complaints', text: 'open' };
        expect(await world.lives(() => slack.command(command))).toMatchObject({ ok: true });
        await world.moveBy(MINUTE_MS);
        expect(JSON.stringify(desks[team].ticket(ids[team]))).toContain('acknowledged the alert');
      }
      expect(world.said(alpha)).not.toMatch(/toaster|BRAVO/u);
      expect(world.said(bravo)).not.toMatch(/kettle|ALPHA/u);
      world.slacks.uninstall(alpha);
      await world.lives(() => world.slackOf[alpha].sendEvent({ type: 'app_uninstalled' }));
      await world.moveBy(MINUTE_MS);
      const { notices } = await world.pending();
      expect(notices.map(({ account, code }) => `${account} ${code}`)).toEqual([
        'zendesk alpha-desk SLACK_NOT_INSTALLED',
      ]);
      expect(world.lines.join('')).not.toMatch(secrets[0] as RegExp);
    } finally {
      await world.close();
    }
  });
});
