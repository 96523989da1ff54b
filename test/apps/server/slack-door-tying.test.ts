import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { accountOf, alpha, bravo, ourUrl } from './workspaces-world.ts';
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

  describe('in one whose last account is tied elsewhere since', () => {
    const notTied = 'Recourse is not connected to a helpdesk in this workspace';
    const slack = () => world().slackOf[alpha];
    const see = (by: string) => ({
      modal: JSON.stringify(slack().viewsOf(by).modal ?? {}),
      home: JSON.stringify(slack().viewsOf(by).home ?? {}),
    });
    const does = async (what: () => Promise<unknown>): Promise<void> => {
      await world().lives(what);
      await world().moveBy(1_000);
    };
    /** A complaint is told there; what is done while the account is tied. */
    const losesIt = async (before: (card: { channel: string; ts: string; ticket: string }) => Promise<void>) => {
      await world().tie(alpha);
      const id = world().complains(alpha, 'kettle');
      await world().moveBy(25 * HOUR_MS);
      const { id: channel, messages } = slack()
        .channelsView()
        .find((one) => JSON.stringify(one.messages).includes('recourse_acknowledge'))!;
      const card = { channel, ts: messages[0]!.ts, ticket: `zendesk:alpha-desk:${id}` };
      await before(card);
      await world().tie(bravo, accountOf[alpha]);
      await world().moveBy(MINUTE_MS);
      return card;
    };

    it('forms that were open stay, with all that was typed, and who chooses the shortcut is told', async () => {
      const shortcut = (card: { channel: string; ts: string }, by: string) =>
        slack().shortcut({ ...card, by, callbackId: 'recourse_report' });
      const card = await losesIt(async (card) => {
        const value = JSON.stringify({ v: 1, t: card.ticket, o: 'reject' });
        await does(() => slack().press({ ...card, actionId: 'recourse_more', by: 'ada', value }));
        await does(() => shortcut(card, 'max'));
      });
      const rejected = await world().lives(() =>
        slack().submit({ by: 'ada', values: { recourse_reason: 'A mistake.' } }),
      );
      expect(rejected.errors).toEqual({ recourse_reason: expect.stringContaining(notTied) as string });
      expect(see('ada').modal).toContain('Why this is no complaint');
      const values = { recourse_subject: 'A kettle', recourse_text: 'It leaks.' };
      const reported = await world().lives(() => slack().submit({ by: 'max', values }));
      expect(reported.errors).toEqual({ recourse_subject: expect.stringContaining(notTied) as string });
      await world().lives(() => slack().closeModal({ by: 'max' }));
      await does(() => shortcut(card, 'max'));
      expect(see('max').modal).toContain(notTied);
    });

    it('the Home and what was opened from it say so, and show no complaint any more', async () => {
      const act = { where: 'home', actionId: 'recourse_more' } as const;
      const card = await losesIt(async () => {
        for (const by of ['ada', 'max']) await does(() => slack().openHome(by));
        await does(() => slack().pressInView({ ...act, by: 'ada' }));
      });
      expect(see('ada').modal).toContain('recourse_acknowledge');
      await does(() => slack().pressInView({ by: 'ada', where: 'modal', actionId: 'recourse_acknowledge' }));
      expect(see('ada').modal).toContain('no longer connected to the helpdesk account of this ticket');
      expect(see('ada').modal).not.toContain('recourse_acknowledge');
      expect(see('max').home).toContain('kettle');
      await does(() => slack().pressInView({ ...act, by: 'max' }));
      for (const by of ['ada', 'max']) {
        expect(see(by).home).toContain(notTied);
        expect(see(by).home).not.toContain('kettle');
      }
      const eve = slack().addUser({ name: 'Eve alpha', email: 'eve@alpha.example', username: 'eve' });
      await does(() => slack().openHome(eve));
      expect(see('eve').home).toContain(notTied);
      await does(() => slack().press({ ...card, actionId: 'recourse_open', by: 'ada' }));
      expect(world().said(alpha)).not.toContain('no longer connected');
      expect(world().lines.join('')).not.toMatch(/SLACK_PAYLOAD|SLACK_ANSWER_NOT_SHOWN/u);
    });
  });

  it('in one that is tied to nothing is answered with where to connect it', async () => {
    await world().install(alpha);
    const slack = world().slackOf[alpha];
    await world().lives(() =>
      slack.command({ command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' }),
    );
    expect(world().said(alpha)).toContain(`${ourUrl}/slack/install`);
  });
});
