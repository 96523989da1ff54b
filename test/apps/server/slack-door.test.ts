import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, openWorkspaces, ourUrl, secrets, type Workspaces } from './workspaces-world.ts';

let world: Workspaces;
beforeEach(async () => {
  world = await openWorkspaces();
});
afterEach(() => world.close());

const held = (team: string): Promise<string | undefined> => world.vault.get(`slack/${team}`, 'installation');

describe('installing in a workspace', () => {
  it('sends the browser to Slack with a state of 256 bits in a signed cookie of this host alone', async () => {
    const browser = world.browser();
    const { status, location, headers } = await browser.go('/slack/install');
    expect(status).toBe(302);
    const asked = new URL(location).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${ourUrl}/slack/oauth_redirect`);
    expect(Buffer.from(asked.get('state') ?? '', 'base64url')).toHaveLength(32);
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-recourse_slack_install=/u);
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('asks for the scopes of the manifest and no others', async () => {
    const { location } = await world.browser().go('/slack/install');
    expect(new URL(location).searchParams.get('scope')?.split(',').toSorted()).toMatchInlineSnapshot(`
      [
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "groups:read",
        "links:read",
        "links:write",
        "users:read",
        "users:read.email",
      ]
    `);
  });

  it('keeps the tokens in the vault under the workspace, and says what to do next', async () => {
    const page = await world.install(bravo);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Recourse is installed in Bravo &lt;Ltd&gt;');
    expect(page.text).toContain('recourse connect slack');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await held(bravo)).toContain('xoxe.xoxb-');
    expect(await held(alpha)).toBeUndefined();
    const sealed = await world.store.get(`vault:slack%2F${bravo}:installation`);
    expect(sealed).not.toContain('xox');
    // Put in another workspace's place it does not open.
    await world.store.set(`vault:slack%2F${alpha}:installation`, sealed ?? '');
    await expect(held(alpha)).rejects.toMatchObject({ code: 'VAULT_ENTRY_BROKEN' });
  });

  it('that was denied in Slack is a page that says so, and nothing is kept', async () => {
    const browser = world.browser();
    const begun = await browser.go('/slack/install');
    const by = world.slackOf[alpha].people().find(({ username }) => username === 'ada')?.id ?? '';
    const { location } = await browser.send(begun.location, { decision: 'deny', team: alpha, by });
    const page = await browser.go(location);
    expect([page.status, page.text.includes('Nothing was installed')]).toEqual([200, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  const consented = async (browser = world.browser(), start = '/slack/install'): Promise<string> => {
    const begun = await browser.go(start);
    const by = world.slackOf[alpha].people().find(({ username }) => username === 'ada')?.id ?? '';
    return (await browser.send(begun.location, { decision: 'allow', team: alpha, by })).location;
  };

  it('in another browser than the one that began is refused, and nothing is kept', async () => {
    const location = await consented();
    for (const other of [world.browser(), world.browser()]) {
      const page = await other.go(location);
      expect([page.status, page.text.includes('not begun in this browser')]).toEqual([400, true]);
      // A browser that began something of its own is no other case.
      await other.go('/slack/install');
      expect((await other.go(location)).text).toContain('not begun in this browser');
    }
    expect(await held(alpha)).toBeUndefined();
  });

  it.each([
    ['no state', (at: URL) => at.searchParams.delete('state')],
    ['another state', (at: URL) => at.searchParams.set('state', 'A'.repeat(43))],
    ['two states', (at: URL) => at.searchParams.append('state', at.searchParams.get('state') ?? '')],
  ])('with %s is refused, and nothing is kept', async (_what, change) => {
    const browser = world.browser();
    const location = new URL(await consented(browser));
    change(location);
    const page = await browser.go(location.href);
    expect([page.status, page.text.includes('not begun in this browser')]).toEqual([400, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('with a cookie that was changed by a single letter is refused', async () => {
    const browser = world.browser();
    const location = await consented(browser);
    const [[name, value] = ['', '']] = browser.cookies;
    browser.cookies.set(name, `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`);
    expect((await browser.go(location)).status).toBe(400);
    expect(await held(alpha)).toBeUndefined();
  });

  it('after ten minutes is too late, a moment before it is not', async () => {
    const [late, inTime] = [world.browser(), world.browser()];
    const tooLate = await consented(late);
    await world.moveBy(10 * MINUTE_MS - 1);
    const page = await inTime.go(await consented(inTime));
    expect(page.status).toBe(200);
    await world.moveBy(1);
    const refused = await late.go(tooLate);
    expect([refused.status, refused.text.includes('longer than ten minutes')]).toEqual([400, true]);
  });

  it('ends once: the same address opened again, cookie and all, changes nothing', async () => {
    const browser = world.browser();
    const location = await consented(browser);
    const cookies = new Map(browser.cookies);
    await browser.go(location);
    const before = await held(alpha);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    const again = await browser.go(location);
    expect([again.status, again.text.includes('was opened before')]).toEqual([400, true]);
    expect(await held(alpha)).toBe(before);
  });

  it('of another workspace than the link was made for is refused, and nothing is kept', async () => {
    const browser = world.browser();
    const page = await browser.go(await consented(browser, `/slack/install?team=${bravo}`));
    expect([page.status, page.text.includes('another workspace')]).toEqual([400, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('while Slack does not answer says so, and nothing is kept', async () => {
    const browser = world.browser();
    const location = await consented(browser);
    world.slacks.oauth.troubles.push('unavailable');
    const page = await browser.go(location);
    expect([page.status, page.text.includes('could not be finished')]).toEqual([503, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('over an installation of somebody else tells it', async () => {
    expect((await world.install(alpha)).text).not.toContain('somebody else');
    expect((await world.install(alpha)).text).not.toContain('somebody else');
    expect((await world.install(alpha, { by: 'max' })).text).toContain('somebody else');
  });
});

describe('tying a workspace to a helpdesk account', () => {
  it('takes the code of the account from the browser that installed, and says so', async () => {
    const page = await world.tie(alpha);
    expect(page.text).toContain('gets the alerts of zendesk alpha-desk');
    expect((await world.ties.of({ platform: 'zendesk', account: 'alpha-desk' }))?.team).toBe(alpha);
    expect(await world.ties.of({ platform: 'freshdesk', account: 'bravo-desk' })).toBeUndefined();
  });

  it('takes a code once, and for thirty minutes', async () => {
    const browser = world.browser();
    await world.install(alpha, { browser });
    const account = { platform: 'zendesk', account: 'alpha-desk' };
    const { code } = await world.ties.offer(account);
    await world.moveBy(30 * MINUTE_MS);
    await world.install(alpha, { browser });
    expect((await browser.send('/slack/tie', { code })).text).toContain('That code is not good');
    const fresh = await world.ties.offer(account);
    expect((await browser.send('/slack/tie', { code: ` ${fresh.code.toLowerCase()} ` })).status).toBe(200);
    await world.install(alpha, { browser });
    expect((await browser.send('/slack/tie', { code: fresh.code })).text).toContain('That code is not good');
  });

  it('takes no code from who did not install in this browser, nor from who administers nothing', async () => {
    const { code } = await world.ties.offer({ platform: 'zendesk', account: 'alpha-desk' });
    expect((await world.browser().send('/slack/tie', { code })).text).toContain('install first');
    const member = world.browser();
    await world.install(alpha, { browser: member, by: 'max' });
    const refused = await member.send('/slack/tie', { code });
    expect([refused.status, refused.text.includes('An administrator has to do this')]).toEqual([403, true]);
    expect(await world.ties.of({ platform: 'zendesk', account: 'alpha-desk' })).toBeUndefined();
  });
});

describe('the alerts of an account', () => {
  it('wait while it has no workspace, are seen to wait, and are posted once it has one', async () => {
    world.complains(alpha, 'kettle');
    await world.moveBy(25 * HOUR_MS);
    expect(world.said(alpha)).not.toContain('kettle');
    const { notices, pending } = await world.pending();
    expect(notices.map(({ code }) => code)).toEqual(['SLACK_NOT_TIED', 'SLACK_NOT_TIED']);
    expect(new Set(pending.map(({ code }) => code))).toContain('SLACK_NOT_TIED');
    await world.tie(alpha);
    await world.moveBy(MINUTE_MS);
    expect(world.said(alpha)).toContain('Broken kettle');
    expect(world.said(bravo)).not.toContain('kettle');
    expect((await world.pending()).pending).toEqual([]);
  });

  it('stop when the app is uninstalled, with a clear code, and go on when it is installed again', async () => {
    await world.tie(alpha);
    world.slacks.uninstall(alpha);
    expect(await world.tell(alpha, { type: 'tokens_revoked', tokens: { bot: ['U0SBXBOT'] } })).toBe(200);
    expect(await world.tell(alpha, { type: 'app_uninstalled' })).toBe(200);
    expect(await held(alpha)).toBeUndefined();
    world.complains(alpha, 'kettle');
    await world.moveBy(25 * HOUR_MS);
    const { notices, pending } = await world.pending();
    expect(notices).toContainEqual(expect.objectContaining({ code: 'SLACK_NOT_INSTALLED', workspace: alpha }));
    expect(pending.map(({ code }) => code)).toContain('SLACK_NOT_INSTALLED');
    await world.install(alpha);
    await world.moveBy(MINUTE_MS);
    expect(world.said(alpha)).toContain('Broken kettle');
    expect((await world.pending()).notices).toEqual([
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
    await world.tie(alpha);
    await world.tie(bravo);
    world.slacks.uninstall(alpha);
    for (const type of order.filter((one) => typeof one === 'string')) {
      expect(await world.tell(alpha, { type, tokens: { oauth: [], bot: ['U0SBXBOT'] } })).toBe(200);
    }
    expect([await held(alpha), (await held(bravo)) !== undefined]).toEqual([undefined, true]);
  });

  it('are not stopped by what is told late of an earlier installation', async () => {
    await world.tie(alpha);
    const at = world.time.now();
    world.slacks.uninstall(alpha);
    await world.moveBy(1_500);
    await world.install(alpha);
    for (const lateMs of [0, 2 * MINUTE_MS, HOUR_MS]) {
      await world.moveBy(lateMs);
      for (const type of ['app_uninstalled', 'tokens_revoked']) {
        await world.tell(alpha, { type, tokens: { bot: ['U0SBXBOT'] } }, at);
      }
      expect(await held(alpha)).toContain('xoxe');
    }
    world.complains(alpha, 'kettle');
    await world.moveBy(25 * HOUR_MS);
    expect(world.said(alpha)).toContain('Broken kettle');
  });

  it('are not stopped by the tokens of people', async () => {
    await world.tie(alpha);
    await world.tell(alpha, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await world.tell(alpha, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
    expect(await held(alpha)).toContain('xoxe');
  });

  it('find out by themselves that a token was revoked of which no event told', async () => {
    await world.tie(alpha);
    world.slacks.revoke(alpha);
    world.complains(alpha, 'kettle');
    await world.moveBy(25 * HOUR_MS);
    const { notices } = await world.pending();
    expect(notices).toContainEqual(expect.objectContaining({ code: 'SLACK_NEEDS_REINSTALL', workspace: alpha }));
    await world.install(alpha);
    await world.moveBy(MINUTE_MS);
    expect(world.said(alpha)).toContain('Broken kettle');
  });

  it('go on for days while tokens are renewed', async () => {
    await world.tie(alpha);
    for (const words of ['kettle', 'toaster', 'heater']) {
      world.complains(alpha, words);
      await world.moveBy(26 * HOUR_MS);
      expect(world.said(alpha)).toContain(`Broken ${words}`);
    }
    expect(world.slacks.oauth.refreshes()).toBeGreaterThan(1);
  });

  it('wait where a token cannot be renewed, which is seen, and nothing is lost', async () => {
    await world.tie(alpha);
    world.slacks.spendRefresh(alpha);
    world.complains(alpha, 'kettle');
    await world.moveBy(26 * HOUR_MS);
    expect((await world.pending()).notices).toContainEqual(expect.objectContaining({ code: 'SLACK_NEEDS_REINSTALL' }));
    world.complains(alpha, 'toaster');
    await world.moveBy(26 * HOUR_MS);
    expect(world.said(alpha)).not.toContain('toaster');
    await world.install(alpha);
    await world.moveBy(MINUTE_MS);
    expect(world.said(alpha)).toContain('Broken toaster');
  });

  it('survive a restart: the vault holds what is needed', async () => {
    await world.tie(alpha);
    await world.restart();
    world.complains(alpha, 'kettle');
    await world.moveBy(25 * HOUR_MS);
    expect(world.said(alpha)).toContain('Broken kettle');
  });
});

describe('what people do in a workspace', () => {
  it('reaches only the accounts it is tied to', async () => {
    await world.tie(alpha);
    await world.tie(bravo);
    world.complains(alpha, 'kettle');
    world.complains(bravo, 'toaster');
    await world.moveBy(25 * HOUR_MS);
    for (const [team, own, other] of [
      [alpha, 'kettle', 'toaster'],
      [bravo, 'toaster', 'kettle'],
    ] as const) {
      const slack = world.slackOf[team];
      await world.lives(() =>
        slack.command({ command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' }),
      );
      await world.lives(() => slack.openHome('ada'));
      const seen = `${world.said(team)}${JSON.stringify(slack.viewsOf('ada'))}`;
      expect(seen).toContain(own);
      expect(seen).not.toContain(other);
    }
  });

  it('in one that is tied to nothing is answered with where to connect it', async () => {
    await world.install(alpha);
    const slack = world.slackOf[alpha];
    await world.lives(() => slack.command({ command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' }));
    expect(world.said(alpha)).toContain(`${ourUrl}/slack/install`);
  });
});

describe('logs and pages', () => {
  it('hold no token, code, state or secret, whatever goes wrong', async () => {
    const browser = world.browser();
    const begun = await browser.go('/slack/install');
    const by = world.slackOf[alpha].people().find(({ username }) => username === 'ada')?.id ?? '';
    const { location } = await browser.send(begun.location, { decision: 'allow', team: alpha, by });
    world.slacks.oauth.troubles.push('answer-lost');
    const pages = [await browser.go(location), await world.browser().go(location), await world.tie(alpha)];
    const { code } = await world.ties.offer({ platform: 'freshdesk', account: 'bravo-desk' });
    pages.push(await browser.send('/slack/tie', { code }));
    world.complains(alpha, 'kettle');
    world.slacks.oauth.troubles.push('unavailable', 'answer-lost');
    await world.moveBy(20 * HOUR_MS);
    world.slacks.uninstall(alpha);
    await world.tell(alpha, { type: 'app_uninstalled' });
    await world.moveBy(20 * HOUR_MS);
    const text = world.lines.join('');
    expect(world.lines.length).toBeGreaterThan(5);
    const own = ['code', 'state'].map((name) => new URL(location).searchParams.get(name) ?? '');
    for (const secret of [...secrets, ...[...own, code].map((word) => new RegExp(word, 'u'))]) {
      expect(text).not.toMatch(secret);
      for (const page of pages) expect(page.text).not.toMatch(secret);
    }
  });
});
