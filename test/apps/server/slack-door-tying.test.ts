import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, ourUrl } from './workspaces-world.ts';
import { workspacesForTests } from './workspaces-for-tests.ts';

const { world } = workspacesForTests();

describe('tying a workspace to a helpdesk account', () => {
  it('takes the code of the account from the browser that installed, and says so', async () => {
    const page = await world().tie(alpha);
    expect(page.text).toContain('gets the alerts of zendesk alpha-desk');
    expect((await world().ties.of({ platform: 'zendesk', account: 'alpha-desk' }))?.team).toBe(alpha);
    expect(await world().ties.of({ platform: 'freshdesk', account: 'bravo-desk' })).toBeUndefined();
  });

  it('takes a code once, and for thirty minutes', async () => {
    const browser = world().browser();
    await world().install(alpha, { browser });
    const account = { platform: 'zendesk', account: 'alpha-desk' };
    const { code } = await world().ties.offer(account);
    await world().moveBy(30 * MINUTE_MS);
    await world().install(alpha, { browser });
    expect((await browser.send('/slack/tie', { code })).text).toContain('That code is not good');
    const fresh = await world().ties.offer(account);
    expect((await browser.send('/slack/tie', { code: ` ${fresh.code.toLowerCase()} ` })).status).toBe(200);
    await world().install(alpha, { browser });
    expect((await browser.send('/slack/tie', { code: fresh.code })).text).toContain('That code is not good');
  });

  it('takes no code from who did not install in this browser, nor from who administers nothing', async () => {
    const { code } = await world().ties.offer({ platform: 'zendesk', account: 'alpha-desk' });
    expect((await world().browser().send('/slack/tie', { code })).text).toContain('install first');
    const member = world().browser();
    await world().install(alpha, { browser: member, by: 'max' });
    const refused = await member.send('/slack/tie', { code });
    expect([refused.status, refused.text.includes('An administrator has to do this')]).toEqual([403, true]);
    expect(await world().ties.of({ platform: 'zendesk', account: 'alpha-desk' })).toBeUndefined();
  });
});

describe('what people do in a workspace', () => {
  it('reaches only the accounts it is tied to', async () => {
    await world().tie(alpha);
    await world().tie(bravo);
    world().complains(alpha, 'kettle');
    world().complains(bravo, 'toaster');
    await world().moveBy(25 * HOUR_MS);
    for (const [team, own, other] of [
      [alpha, 'kettle', 'toaster'],
      [bravo, 'toaster', 'kettle'],
    ] as const) {
      const slack = world().slackOf[team];
      await world().lives(() =>
        slack.command({ command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' }),
      );
      await world().lives(() => slack.openHome('ada'));
      const seen = `${world().said(team)}${JSON.stringify(slack.viewsOf('ada'))}`;
      expect(seen).toContain(own);
      expect(seen).not.toContain(other);
    }
  });

  it.each([['nothing'], ['another account']])(
    'on a card of an account that is tied elsewhere since, while theirs has %s, is told so, and that nothing was changed',
    async (rest) => {
      await world().tie(alpha);
      const id = world().complains(alpha, 'kettle');
      await world().moveBy(25 * HOUR_MS);
      if (rest !== 'nothing') await world().tie(alpha, { platform: 'freshdesk', account: 'bravo-desk' });
      await world().tie(bravo, { platform: 'zendesk', account: 'alpha-desk' });
      await world().moveBy(MINUTE_MS);
      const before = JSON.stringify(world().zendesk.ticket(id));
      const slack = world().slackOf[alpha];
      const { id: channel, messages } = slack
        .channelsView()
        .find((one) => JSON.stringify(one.messages).includes('recourse_acknowledge'))!;
      const ts = messages[0]!.ts;
      await world().lives(() => slack.press({ channel, ts, actionId: 'recourse_acknowledge', by: 'ada' }));
      await world().moveBy(1_000);
      expect(world().said(alpha)).toContain('no longer connected to the helpdesk account of this ticket');
      expect(world().said(alpha)).not.toMatch(/try again/u);
      expect(JSON.stringify(world().zendesk.ticket(id))).toBe(before);
    },
  );

  it('in one that is tied to nothing is answered with where to connect it', async () => {
    await world().install(alpha);
    const slack = world().slackOf[alpha];
    await world().lives(() =>
      slack.command({ command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' }),
    );
    expect(world().said(alpha)).toContain(`${ourUrl}/slack/install`);
  });
});
