import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, ourUrl, secrets, type Browser } from './workspaces-world.ts';
import { workspacesForTests } from './workspaces-for-tests.ts';

const { world, held } = workspacesForTests();

/** Ada, who administers Alpha, answers Slack's consent page; where that sends her browser to. */
async function answered(decision: 'allow' | 'deny', browser: Browser, start = '/slack/install'): Promise<string> {
  const begun = await browser.go(start);
  const ada = world()
    .slackOf[alpha].people()
    .find(({ username }) => username === 'ada');
  return (await browser.send(begun.location, { decision, team: alpha, by: ada?.id ?? '' })).location;
}

describe('installing in a workspace', () => {
  it('sends the browser to Slack with a state of 256 bits in a signed cookie of this host alone', async () => {
    const browser = world().browser();
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
    const { location } = await world().browser().go('/slack/install');
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
    const page = await world().install(bravo);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Recourse is installed in Bravo &lt;Ltd&gt;');
    expect(page.text).toContain('recourse connect slack');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await held(bravo)).toContain('xoxe.xoxb-');
    expect(await held(alpha)).toBeUndefined();
    const sealed = await world().store.get(`vault:slack%2F${bravo}:installation`);
    expect(sealed).not.toContain('xox');
    // Put in another workspace's place it does not open.
    await world().store.set(`vault:slack%2F${alpha}:installation`, sealed ?? '');
    await expect(held(alpha)).rejects.toMatchObject({ code: 'VAULT_ENTRY_BROKEN' });
  });

  it('that was denied in Slack is a page that says so, and nothing is kept', async () => {
    const browser = world().browser();
    const page = await browser.go(await answered('deny', browser));
    expect([page.status, page.text.includes('Nothing was installed')]).toEqual([200, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  const consented = (browser = world().browser(), start?: string): Promise<string> => answered('allow', browser, start);

  it('in another browser than the one that began is refused, and nothing is kept', async () => {
    const location = await consented();
    for (const other of [world().browser(), world().browser()]) {
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
    const browser = world().browser();
    const location = new URL(await consented(browser));
    change(location);
    const page = await browser.go(location.href);
    expect([page.status, page.text.includes('not begun in this browser')]).toEqual([400, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('with a cookie that was changed by a single letter is refused', async () => {
    const browser = world().browser();
    const location = await consented(browser);
    const [[name, value] = ['', '']] = browser.cookies;
    browser.cookies.set(name, `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`);
    expect((await browser.go(location)).status).toBe(400);
    expect(await held(alpha)).toBeUndefined();
  });

  it('after ten minutes is too late, a moment before it is not', async () => {
    const [late, inTime] = [world().browser(), world().browser()];
    const tooLate = await consented(late);
    await world().moveBy(10 * MINUTE_MS - 1);
    const page = await inTime.go(await consented(inTime));
    expect(page.status).toBe(200);
    await world().moveBy(1);
    const refused = await late.go(tooLate);
    expect([refused.status, refused.text.includes('longer than ten minutes')]).toEqual([400, true]);
  });

  it('ends once: the same address opened again, cookie and all, changes nothing', async () => {
    const browser = world().browser();
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
    const browser = world().browser();
    const page = await browser.go(await consented(browser, `/slack/install?team=${bravo}`));
    expect([page.status, page.text.includes('another workspace')]).toEqual([400, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('while Slack does not answer says so, and nothing is kept', async () => {
    const browser = world().browser();
    const location = await consented(browser);
    world().slacks.oauth.troubles.push('unavailable');
    const page = await browser.go(location);
    expect([page.status, page.text.includes('could not be finished')]).toEqual([503, true]);
    expect(await held(alpha)).toBeUndefined();
  });

  it('over an installation of somebody else tells it', async () => {
    expect((await world().install(alpha)).text).not.toContain('somebody else');
    expect((await world().install(alpha)).text).not.toContain('somebody else');
    expect((await world().install(alpha, { by: 'max' })).text).toContain('somebody else');
  });
});

describe('logs and pages', () => {
  it('hold no token, code, state or secret, whatever goes wrong', async () => {
    const browser = world().browser();
    const location = await answered('allow', browser);
    world().slacks.oauth.troubles.push('answer-lost');
    const pages = [await browser.go(location), await world().browser().go(location), await world().tie(alpha)];
    const { code } = await world().ties.offer({ platform: 'freshdesk', account: 'bravo-desk' });
    pages.push(await browser.send('/slack/tie', { code }));
    world().complains(alpha, 'kettle');
    world().slacks.oauth.troubles.push('unavailable', 'answer-lost');
    await world().moveBy(20 * HOUR_MS);
    world().slacks.uninstall(alpha);
    await world().tell(alpha, { type: 'app_uninstalled' });
    await world().moveBy(20 * HOUR_MS);
    const text = world().lines.join('');
    expect(world().lines.length).toBeGreaterThan(5);
    const own = ['code', 'state'].map((name) => new URL(location).searchParams.get(name) ?? '');
    for (const secret of [...secrets, ...[...own, code].map((word) => new RegExp(word, 'u'))]) {
      expect(text).not.toMatch(secret);
      for (const page of pages) expect(page.text).not.toMatch(secret);
    }
  });
});
