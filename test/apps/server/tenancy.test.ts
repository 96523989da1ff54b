import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { alpha, bravo, openWorkspaces, shop, type Team, type Workspaces } from './workspaces-world.ts';

/** A word that stands in what belongs to one workspace or its account, and nowhere else. */
const canary = { [alpha]: /alpha|ALPHA/u, [bravo]: /bravo|BRAVO/u } as const;
const other = { [alpha]: bravo, [bravo]: alpha } as const;

const kinds = [
  'complain',
  'wait',
  'list',
  'home',
  'act',
  'press',
  'uninstall',
  'reinstall',
  'borrow',
  'restart',
] as const;
type Kind = (typeof kinds)[number];

async function does(kind: Kind, team: Team, world: Workspaces): Promise<void> {
  const slack = world.slackOf[team];
  const name = team === alpha ? 'alpha' : 'bravo';
  switch (kind) {
    case 'complain':
      return void world.complains(team, `kettle of ${name}`);
    case 'wait':
      return await world.moveBy(11 * HOUR_MS);
    case 'list': {
      const command = { command: '/complaints', text: 'open', channel: 'complaints', by: 'ada' };
      return void (await world.lives(() => slack.command(command)));
    }
    case 'home':
      return void (await world.lives(() => slack.openHome('ada')));
    case 'act':
      return await actsFromHome(team, world);
    case 'press':
      return await press('recourse_acknowledge', team, world);
    case 'uninstall':
      world.slacks.uninstall(team);
      return void (await world.tell(team, { type: 'app_uninstalled' }));
    case 'reinstall':
      return void (await world.install(team));
    case 'borrow': {
      // An administrator of one brings what was never theirs: a code that is spent, and one that was never given.
      const browser = world.browser();
      await world.install(team, { browser });
      return void (await browser.send('/slack/tie', { code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A' }));
    }
    case 'restart':
      return await world.restart();
  }
}

async function press(actionId: string, team: Team, { slackOf, lives }: Workspaces): Promise<void> {
  const slack = slackOf[team];
  const card = slack.channelsView().find(({ name }) => name === 'complaints')?.messages[0];
  if (card === undefined) return;
  await lives(() => slack.press({ channel: 'complaints', ts: card.ts, actionId, by: 'ada' })).catch(() => undefined);
}

/** Opens a complaint from the Home, and takes it there. */
async function actsFromHome(team: Team, { slackOf, lives }: Workspaces): Promise<void> {
  const slack = slackOf[team];
  await lives(() => slack.openHome('ada'));
  const given = { by: 'ada', actionId: 'recourse_more', where: 'home' } as const;
  await lives(() => slack.pressInView(given));
  await lives(() => slack.pressInView({ ...given, where: 'modal', actionId: 'recourse_take' }));
}

/** All that a workspace was ever sent and shows; and all that the account's tickets hold. */
function seenBy(team: Team, { slackOf, zendesk, freshdesk, shop }: Workspaces): string {
  const slack = slackOf[team];
  const desks = team === alpha ? [zendesk] : [freshdesk, ...(shop === undefined ? [] : [shop])];
  return JSON.stringify([
    slack.recorded(),
    slack.channelsView(),
    slack.viewsOf('ada'),
    slack.viewsOpened(),
    desks.map((desk) => desk.tickets()),
  ]);
}

const step = fc.tuple(fc.constantFrom(...kinds), fc.constantFrom<Team>(alpha, bravo));

it.each([
  ['two helpdesk accounts', { hasShop: false }],
  ['three, of which two are of one helpdesk and hold the same ticket numbers,', { hasShop: true }],
])(
  'two workspaces and %s never see a byte of each other’s, whatever happens in which order',
  async (_what, options) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const world = await openWorkspaces(options);
        try {
          if (options.hasShop) await world.tie(bravo, shop);
          for (const team of [alpha, bravo] as const) {
            await world.tie(team);
            world.complains(team, `heater of ${team === alpha ? 'alpha' : 'bravo'}`);
          }
          await world.moveBy(25 * HOUR_MS);
          for (const [kind, team] of steps) await does(kind, team, world);
          await world.moveBy(MINUTE_MS);
          for (const team of [alpha, bravo] as const) {
            const seen = seenBy(team, world);
            expect(seen).toMatch(canary[team]);
            expect(canary[other[team]].exec(seen)?.[0], team).toBeUndefined();
          }
          expect(world.lines.join('')).not.toMatch(/kettle|heater|xox/u);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 3 },
    );
  },
  180_000,
);

it('a button of one account that is pressed in the other’s workspace reaches no ticket', async () => {
  const world = await openWorkspaces();
  try {
    await world.tie(alpha);
    await world.tie(bravo);
    const id = world.complains(alpha, 'kettle');
    world.complains(bravo, 'toaster');
    await world.moveBy(25 * HOUR_MS);
    const before = JSON.stringify(world.zendesk.ticket(id));
    const ticket = `zendesk:alpha-desk:${id}`;
    expect(await world.acknowledge(bravo, ticket)).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(JSON.stringify(world.zendesk.ticket(id))).toBe(before);
    // The same, pressed where it belongs, is carried out.
    expect(await world.acknowledge(alpha, ticket)).toBe(200);
    await world.moveBy(MINUTE_MS);
    expect(JSON.stringify(world.zendesk.ticket(id))).toContain('acknowledged the alert');
  } finally {
    await world.close();
  }
});
