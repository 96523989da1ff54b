import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, openWorkspaces, secrets } from './workspaces-world.ts';
import { platforms } from '../runtime/world.ts';
import { acknowledged, companyForTests } from './socket-company.ts';

const open = companyForTests();

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
