import fc from 'fast-check';
import { expect, it } from 'vitest';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { composeTied, handsOf, type TiedWorks } from '#apps/runtime/compose-tied.ts';
import { composeChannel } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { list, lookUp } from '#apps/runtime/look-up.ts';
import { press } from '#apps/runtime/press.ts';
import { run } from '#apps/runtime/run.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { showComplaint } from '#apps/runtime/shown-complaint.ts';
import { showLink } from '#apps/runtime/shown-link.ts';
import { channelsOf } from '#core/policy/channels.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS } from '#core/time.ts';
import { instantOf, livingOn, monday } from './world.ts';

const never = new AbortController().signal;
const names = ['alpha', 'bravo'] as const;
type Name = (typeof names)[number];
const other = { alpha: 'bravo', bravo: 'alpha' } as const;
/** What belongs to one of them, and to nothing else in the world. */
const canary = { alpha: /alpha/iu, bravo: /bravo/iu } as const;

/** Two accounts of one helpdesk whose tickets bear the same numbers, and two workspaces whose channels bear the same ids. */
async function openTwo() {
  const time = createSimulatedTime(instantOf(monday));
  const lives = livingOn(time);
  const policy = await loadPolicy(policyPath);
  const log = createLog('silent');
  const closing: (() => Promise<unknown>)[] = [];
  const sides = new Map<Name, Awaited<ReturnType<typeof openOne>>>();
  const openOne = async (name: Name) => {
    const botToken = `xoxb-${name}-token`;
    const slack = createFakeSlack({ time, botToken, signingSecret: `${name}-signing`, teamId: `T0${name}` });
    const ada = slack.addUser({ name: `Ada ${name}`, email: `ada@${name}.example`, username: 'ada' });
    for (const channel of channelsOf(policy)) slack.addChannel({ name: channel });
    const auth = { email: `recourse@${name}.example`, token: `${name}-token` };
    const zendesk = createFakeZendesk({ time, account: `${name}-desk`, auth, provisioned: true });
    zendesk.addAgent({ name: `Ada ${name}`, email: `ada@${name}.example` });
    const [atSlack, atZendesk] = await Promise.all([slack.listen(), zendesk.listen()]);
    closing.push(atSlack.close, atZendesk.close);
    const environment = readEnvironment({
      RECOURSE_TEST_HOSTS: '1',
      RECOURSE_STORE: 'memory:',
      PORT: '0',
      SLACK_API_URL: atSlack.baseUrl,
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: `${name}-signing`,
      ZENDESK_ACCOUNT: `${name}-desk`,
      ZENDESK_EMAIL: auth.email,
      ZENDESK_API_TOKEN: auth.token,
      ZENDESK_BASE_URL: atZendesk.baseUrl,
    });
    const channel = composeChannel(botToken, atSlack.baseUrl, { time });
    const channelFor = () => ({ channel, obstacle: async () => undefined });
    const [tied] = composeTied(environment, policy, { time, log, channelFor });
    const hands = handsOf([tied!]);
    return { slack, zendesk, ada, tied: tied!, hands };
  };
  for (const name of names) sides.set(name, await openOne(name));
  return {
    time,
    lives,
    of: (name: Name) => sides.get(name)!,
    close: async () => void (await Promise.all(closing.map((close) => close()))),
  };
}

type Two = Awaited<ReturnType<typeof openTwo>>;

function complains(name: Name, world: Two): TicketRef {
  const from = { name: `Ruth of ${name}`, email: `ruth@${name}.example` };
  const text = `I am making a formal complaint: the kettle of ${name} is broken. Nobody has answered me for two weeks.`;
  const id = world.of(name).zendesk.customerWrites({ from, subject: `Kettle of ${name}`, text, channel: 'email' });
  return { platform: 'zendesk', account: `${name}-desk`, id };
}

const runsAll = async ({ works }: TiedWorks, ids: readonly string[]): Promise<void> => {
  for (const id of ids)
    await run({ platform: 'zendesk', account: works.shell.desks[0]!.account, id }, works.shell, never);
};

const kinds = ['complain', 'run', 'wait', 'list', 'press', 'look', 'reach over'] as const;

async function does(kind: (typeof kinds)[number], name: Name, world: Two): Promise<unknown> {
  const { hands, tied, zendesk, ada } = world.of(name);
  const own = { platform: 'zendesk', account: `${name}-desk`, id: zendesk.tickets()[0]?.id ?? '' };
  const foreign = { ...own, account: `${other[name]}-desk` };
  const by = { id: ada, name: `Ada ${name}`, email: `ada@${name}.example` };
  const presses = (ticket: TicketRef) =>
    hands.engine.exclusively(ticket, (signal) =>
      press({ ticket, action: 'take', by, at: world.time.now() }, hands.clicks, signal),
    );
  switch (kind) {
    case 'complain':
      return complains(name, world);
    case 'run':
      return await world.lives(() =>
        runsAll(
          tied,
          zendesk.tickets().map(({ id }) => id),
        ),
      );
    case 'wait':
      return await world.time.moveTo(world.time.now() + 11 * HOUR_MS);
    case 'list':
      return await world.lives(async () => [
        await list('open', { email: by.email, channel: [] }, hands.clicks, never),
        await lookUp(own.id, { channel: [] }, hands.clicks, never),
      ]);
    case 'press':
      return await world.lives(() => presses(own));
    case 'look':
      return await world.lives(() => showComplaint({ ticket: own, channel: 'C1' }, hands.clicks, never));
    case 'reach over': {
      // The same number, of the other's account: by a press, by a look, by a link.
      const before = JSON.stringify(world.of(other[name]).zendesk.tickets());
      await expect(world.lives(() => presses(foreign))).rejects.toThrow(/not tied/u);
      await expect(
        world.lives(() => showComplaint({ ticket: foreign, channel: 'C1' }, hands.clicks, never)),
      ).rejects.toThrow(/no desk is connected/u);
      const address = `https://${foreign.account}.zendesk.com/agent/tickets/${foreign.id}`;
      const link = { address, email: by.email, channel: { id: 'C1', name: 'complaints' } };
      expect(await world.lives(() => showLink(link, hands.clicks, never))).toBeUndefined();
      expect(JSON.stringify(world.of(other[name]).zendesk.tickets())).toBe(before);
      return undefined;
    }
  }
}

it('two accounts of one helpdesk, with the same numbers, and two workspaces never see a byte of each other’s', async () => {
  const step = fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...names));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      const world = await openTwo();
      try {
        for (const name of names) complains(name, world);
        await world.time.moveTo(world.time.now() + 21 * HOUR_MS);
        for (const name of names) await does('run', name, world);
        for (const [kind, name] of steps) {
          const seen = JSON.stringify(await does(kind, name, world)) ?? '';
          expect(canary[other[name]].exec(seen)?.[0], kind).toBeUndefined();
        }
        for (const name of names) {
          const { slack, zendesk, tied } = world.of(name);
          const { shown, held, refused, pending, open } = tied.works.shell;
          const seen = JSON.stringify([
            slack.recorded(),
            slack.channelsView(),
            zendesk.tickets(),
            [...shown, ...held, ...refused, ...pending.all(), ...open.all()],
          ]);
          expect(seen).toMatch(canary[name]);
          expect(canary[other[name]].exec(seen)?.[0], name).toBeUndefined();
        }
      } finally {
        await world.close();
      }
    }),
    { numRuns: Number(process.env['LAW_RUNS'] ?? 6) },
  );
}, 120_000);
