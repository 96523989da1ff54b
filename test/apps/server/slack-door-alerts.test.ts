import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo } from './workspaces-world.ts';
import { workspacesForTests } from './workspaces-for-tests.ts';

const { world, held } = workspacesForTests();

describe('the alerts of an account', () => {
  it('wait while it has no workspace, are seen to wait, and are posted once it has one', async () => {
    world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    expect(world().said(alpha)).not.toContain('kettle');
    const { notices, pending } = await world().pending();
    expect(notices.map(({ code }) => code)).toEqual(['SLACK_NOT_TIED', 'SLACK_NOT_TIED']);
    expect(new Set(pending.map(({ code }) => code))).toContain('SLACK_NOT_TIED');
    await world().tie(alpha);
    await world().moveBy(MINUTE_MS);
    expect(world().said(alpha)).toContain('Broken kettle');
    expect(world().said(bravo)).not.toContain('kettle');
    expect((await world().pending()).pending).toEqual([]);
  });

  it('stop when the app is uninstalled, with a clear code, and go on when it is installed again', async () => {
    await world().tie(alpha);
    world().slacks.uninstall(alpha);
    expect(await world().tell(alpha, { type: 'tokens_revoked', tokens: { bot: ['U0SBXBOT'] } })).toBe(200);
    expect(await world().tell(alpha, { type: 'app_uninstalled' })).toBe(200);
    expect(await held(alpha)).toBeUndefined();
    world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    const { notices, pending } = await world().pending();
    expect(notices).toContainEqual(expect.objectContaining({ code: 'SLACK_NOT_INSTALLED', workspace: alpha }));
    expect(pending.map(({ code }) => code)).toContain('SLACK_NOT_INSTALLED');
    await world().install(alpha);
    await world().moveBy(MINUTE_MS);
    expect(world().said(alpha)).toContain('Broken kettle');
    expect((await world().pending()).notices).toEqual([
      expect.objectContaining({ account: 'freshdesk bravo-desk', code: 'SLACK_NOT_TIED' }),
    ]);
  });

  const orders = [
    ['app_uninstalled', 'tokens_revoked'],
    ['tokens_revoked', 'app_uninstalled'],
    ['tokens_revoked', 'tokens_revoked', 'app_uninstalled', 'app_uninstalled'],
    ['app_uninstalled'],
    ['tokens_revoked'],
  ];
  it.each(orders)('end with the events of an uninstallation in this order: %s %s', async (...order) => {
    await world().tie(alpha);
    await world().tie(bravo);
    world().slacks.uninstall(alpha);
    for (const type of order.filter((one) => typeof one === 'string')) {
      expect(await world().tell(alpha, { type, tokens: { oauth: [], bot: ['U0SBXBOT'] } })).toBe(200);
    }
    expect([await held(alpha), (await held(bravo)) !== undefined]).toEqual([undefined, true]);
  });

  it('are not stopped by what is told late of an earlier installation', async () => {
    await world().tie(alpha);
    const at = world().time.now();
    world().slacks.uninstall(alpha);
    await world().moveBy(1_500);
    await world().install(alpha);
    for (const lateMs of [0, 2 * MINUTE_MS, HOUR_MS]) {
      await world().moveBy(lateMs);
      for (const type of ['app_uninstalled', 'tokens_revoked']) {
        await world().tell(alpha, { type, tokens: { bot: ['U0SBXBOT'] } }, at);
      }
      expect(await held(alpha)).toContain('xoxe');
    }
    world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    expect(world().said(alpha)).toContain('Broken kettle');
  });

  it('are not stopped by the tokens of people', async () => {
    await world().tie(alpha);
    await world().tell(alpha, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await world().tell(alpha, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
    expect(await held(alpha)).toContain('xoxe');
  });

  it('find out by themselves that a token was revoked of which no event told', async () => {
    await world().tie(alpha);
    world().slacks.revoke(alpha);
    world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    const { notices } = await world().pending();
    expect(notices).toContainEqual(expect.objectContaining({ code: 'SLACK_NEEDS_REINSTALL', workspace: alpha }));
    await world().install(alpha);
    await world().moveBy(MINUTE_MS);
    expect(world().said(alpha)).toContain('Broken kettle');
  });

  it('show on their cards what ended while the app was not installed', async () => {
    await world().tie(alpha);
    const id = world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    const card = (): string =>
      world()
        .slackOf[alpha].channelsView()
        .flatMap(({ messages }) => messages)[0]?.text ?? '';
    expect(card()).toContain('Promise broken');
    world().slacks.uninstall(alpha);
    await world().tell(alpha, { type: 'app_uninstalled' });
    world().zendesk.changeStatus(id, { by: 'Ada alpha', status: 'solved' });
    await world().moveBy(3 * HOUR_MS);
    await world().install(alpha);
    await world().moveBy(2 * HOUR_MS);
    expect(card()).not.toContain('Promise broken');
  });

  it('go on for days while tokens are renewed', async () => {
    await world().tie(alpha);
    for (const words of ['kettle', 'toaster', 'heater']) {
      world().complains(alpha, words);
      await world().moveBy(26 * HOUR_MS);
      expect(world().said(alpha)).toContain(`Broken ${words}`);
    }
    expect(world().slacks.oauth.refreshes()).toBeGreaterThan(1);
  });

  it('wait where a token cannot be renewed, which is seen, and nothing is lost', async () => {
    await world().tie(alpha);
    world().slacks.spendRefresh(alpha);
    world().complains(alpha, 'kettle');
    await world().moveBy(26 * HOUR_MS);
    expect((await world().pending()).notices).toContainEqual(
      expect.objectContaining({ code: 'SLACK_NEEDS_REINSTALL' }),
    );
    world().complains(alpha, 'toaster');
    await world().moveBy(26 * HOUR_MS);
    expect(world().said(alpha)).not.toContain('toaster');
    await world().install(alpha);
    await world().moveBy(MINUTE_MS);
    expect(world().said(alpha)).toContain('Broken toaster');
  });

  it('survive a restart: the vault holds what is needed', async () => {
    await world().tie(alpha);
    await world().restart();
    world().complains(alpha, 'kettle');
    await world().moveBy(25 * HOUR_MS);
    expect(world().said(alpha)).toContain('Broken kettle');
  });
});
