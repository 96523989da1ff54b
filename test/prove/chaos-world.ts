import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import type { FaultDial } from '#apps/sandbox/fake-shared/dial.ts';
import { createSimulatedTime, type SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { compose } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, SECOND_MS, parseInstant } from '#core/time.ts';
import { blows, openBackDoor, openBalancer } from './chaos-door.ts';
import { createDuties, type Duties } from './duties.ts';
import { openSlot, type Slot, type SlotOptions } from './chaos-slot.ts';
import { attempt, colleaguesActs } from './colleagues.ts';
import { openOffice, platforms, type Office, type PlatformName } from './platform.ts';
import { createRandom, type Random } from './random.ts';
import { formal } from './schedule.ts';
import { marksIn, verdictOn, type Message, type Verdict } from './verdict.ts';

/** One company with both helpdesks, and replicas of the product that are killed again and again. */
export interface WorldOptions {
  readonly seed: number;
  readonly mostKills: number;
  readonly policy: Policy;
  readonly program: string;
  readonly policyPath: string;
  /** For this world alone. */
  readonly folder: string;
  readonly cacheFolder: string;
}

export interface WorldEnding {
  readonly kills: number;
  readonly replicas: number;
  readonly complaints: number;
  readonly messages: number;
  readonly wipes: number;
  readonly verdict: Verdict;
}

const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
const complaintsUntilMs = 20 * MINUTE_MS;
const clearsAfterMs = 37 * MINUTE_MS;
/** The last promise breaks ten minutes after the last complaint, and its ladder ends six minutes later. */
const endsAfterMs = 50 * MINUTE_MS;
const complaints = 10;
/** Two who wait for one answer both count as awake: so long after it time goes on, as it does on a busy machine. */
const stuckMs = 400;
const soonestRestartMs = 200;
const latestRestartMs = 12 * SECOND_MS;

/** Lives one world from its first complaint to its end, and says what stands in Slack then. */
export async function liveWorld(options: WorldOptions): Promise<WorldEnding> {
  const world = await openWorld(options);
  const { time, slots, slack, offices } = world;
  try {
    await Promise.all(slots.map((slot) => slot.start()));
    openComplaints(world);
    const mischief = doMischief(world, options.mostKills);
    await time.moveTo(startAt + clearsAfterMs);
    await mischief;
    for (const slot of slots) slot.disarm();
    for (const office of Object.values(offices)) office.setFaults({}, 0);
    slack.setFaults({}, 0);
    await time.moveTo(startAt + endsAfterMs);
    const verdict = await world.verdict();
    return {
      kills: world.kills,
      wipes: world.wipes,
      replicas: slots.length,
      complaints: Object.values(world.tickets).flat().length,
      messages: messagesIn(slack).length,
      verdict,
    };
  } finally {
    await world.close();
  }
}

interface World {
  readonly time: SimulatedTime;
  readonly random: Random;
  readonly offices: Readonly<Record<PlatformName, Office>>;
  readonly tickets: Readonly<Record<PlatformName, string[]>>;
  readonly slack: FakeSlack;
  readonly slots: readonly Slot[];
  readonly kills: number;
  readonly wipes: number;
  verdict(): Promise<Verdict>;
  close(): Promise<void>;
}

async function openWorld(options: WorldOptions): Promise<World> {
  const { seed, policy, folder } = options;
  const random = createRandom(seed);
  const time = createSimulatedTime(startAt, stuckMs);
  const offices = {
    zendesk: openOffice('zendesk', time, 0),
    freshdesk: openOffice('freshdesk', time, random.whole(0, 3_000)),
  };
  const duties = createDuties(policy);
  for (const office of Object.values(offices)) {
    office.subscribe((id) => duties.follow(`${office.platform} ${id}`, office.truths(id), time.now()));
  }
  const slack = createFakeSlack({ time, botToken: 'xoxb-prove', signingSecret: 'prove-signing-secret' });
  slack.configure({ historyLagMs: random.whole(0, 4_000) });
  for (const name of new Set([policy.alerts.channel, ...policy.ladder.map((level) => level.channel)])) {
    slack.addChannel({ name });
  }
  const severity = random.of([0, 0.5, 1, 2]);
  offices.zendesk.setFaults(weather(severity, 'PUT'), seed);
  offices.freshdesk.setFaults(weather(severity, 'POST'), seed);
  slack.setFaults(weather(severity, 'chat.postMessage'), seed);

  const apps = { zendesk: offices.zendesk.app, freshdesk: offices.freshdesk.app, slack: slack.app };
  const backs = {
    zendesk: await openBackDoor(apps.zendesk),
    freshdesk: await openBackDoor(apps.freshdesk),
    slack: await openBackDoor(apps.slack),
  };
  const environment = {
    ...offices.zendesk.environment,
    ...offices.freshdesk.environment,
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_LOG: process.env['RECOURSE_LOG'] ?? 'silent',
    RECOURSE_SWEEP_SECONDS: '60',
    SLACK_BOT_TOKEN: 'xoxb-prove',
    SLACK_SIGNING_SECRET: 'prove-signing-secret',
    PORT: '0',
  };
  let kills = 0;
  let wipes = 0;
  const slots: Slot[] = [];
  const closing = new AbortController();
  const restart = (slot: Slot): void => {
    kills += 1;
    const isWiped = random.chance(0.5);
    const at = time.now() + random.whole(soonestRestartMs, latestRestartMs);
    void time.task(async () => {
      await time.sleepUntil(at, closing.signal);
      if (isWiped) await slot.wipe();
      wipes += isWiped ? 1 : 0;
      await slot.start();
    });
  };
  for (let number = random.of([1, 2, 3, 3]); number > 0; number -= 1) {
    const storeFolder = join(folder, `store-${number}`);
    await mkdir(storeFolder, { recursive: true });
    const soonMs = (): number => random.whole(0, 12);
    slots.push(await openSlot({ ...options, time, apps, backs, environment, storeFolder, soonMs, killed: restart }));
  }
  const balancer = await openBalancer(() => {
    const listening = slots.flatMap(({ port }) => (port === undefined ? [] : [port]));
    return listening.length === 0 ? undefined : random.of(listening);
  });
  for (const office of Object.values(offices)) office.tells(balancer.origin);
  const tickets: Record<PlatformName, string[]> = { zendesk: [], freshdesk: [] };
  return {
    time,
    random,
    offices,
    tickets,
    slack,
    slots,
    get kills() {
      return kills;
    },
    get wipes() {
      return wipes;
    },
    verdict: () => judge({ time, backs, environment, policy, slack, tickets, offices, duties }),
    async close() {
      closing.abort(new Error('the world is over'));
      await Promise.all(slots.map((slot) => slot.close()));
      await Promise.all([balancer, ...Object.values(backs)].map((door) => door.close()));
    },
  };
}

/** What goes wrong beside the kills. @param slow  what is under way for a while, so that it can be overtaken */
function weather(severity: number, slow: string): FaultDial {
  const often = (rate: number): { readonly rate: number } => ({ rate: rate * severity });
  return {
    latencyMs: { from: 20, to: 300, on: { method: slow } },
    tooMany: { ...often(0.02), retryAfter: 3 },
    errorBefore: often(0.02),
    errorAfter: often(0.02),
    reset: often(0.01),
    hang: { ...often(0.01), after: true, on: { method: slow } },
    webhooks: { lateMs: { from: 100, to: 3_000 }, doubled: 0.2 * severity, lost: 0.2 * severity, reordered: 0.1 },
  };
}

/** Complaints arrive, and colleagues work on them. */
function openComplaints({ time, random, offices, tickets }: World): void {
  const at = (ms: number, does: () => void): void => {
    void time.task(async () => {
      await time.sleepUntil(startAt + ms);
      does();
    });
  };
  for (let number = 0; number < complaints; number += 1) {
    const platform = platforms[number % platforms.length] ?? 'zendesk';
    const office = offices[platform];
    at(random.whole(0, complaintsUntilMs), () => void tickets[platform].push(office.complains(formal)));
  }
  for (let count = random.whole(0, 16); count > 0; count -= 1) {
    const platform = random.of(platforms);
    const act = random.of(colleaguesActs);
    const workplace = { office: offices[platform], tickets: tickets[platform], random };
    at(random.whole(MINUTE_MS, complaintsUntilMs), () => attempt(act, workplace));
  }
}

/** Kills at random instants, and upon random steps of the protocol. */
function doMischief(world: World, most: number): Promise<void> {
  const { time, random, slots } = world;
  return time.task(async () => {
    while (time.now() < startAt + clearsAfterMs - MINUTE_MS) {
      await time.sleepUntil(time.now() + random.whole(500, 12_000));
      const armed = slots.filter((slot) => slot.isArmed).length;
      const victims = slots.filter((slot) => slot.isAlive && !slot.isArmed);
      if (victims.length === 0 || world.kills + armed >= most) continue;
      const victim = random.of(victims);
      if (random.chance(0.3)) await victim.kill();
      else victim.arm(random.whole(1, 5), random.of(blows));
    }
  });
}

/** Every message of ours that stands in Slack; nobody deletes one here. */
function messagesIn(slack: FakeSlack): readonly Message[] {
  return slack
    .channelsView()
    .flatMap(({ messages }) => messages.flatMap((message) => [message, ...message.replies]))
    .filter(({ metadata }) => metadata !== undefined)
    .flatMap(({ metadata, ts }) => marksIn(metadata).map((mark) => ({ mark, at: Math.floor(Number(ts) * SECOND_MS) })));
}

/** Looks at the end by the back doors. */
async function judge(
  on: Pick<World, 'time' | 'slack' | 'tickets'> & {
    readonly offices: Readonly<Record<PlatformName, Office>>;
    readonly duties: Duties;
    readonly backs: SlotOptions['backs'];
    readonly environment: Readonly<Record<string, string>>;
    readonly policy: Policy;
  },
): Promise<Verdict> {
  const { time, backs, slack, tickets, policy } = on;
  const environment = readEnvironment({
    ...on.environment,
    ZENDESK_BASE_URL: backs.zendesk.origin,
    FRESHDESK_BASE_URL: backs.freshdesk.origin,
    SLACK_API_URL: `${backs.slack.origin}/api/`,
  });
  const { shell } = compose(environment, policy, { time, log: createLog('silent') });
  const messages = messagesIn(slack);
  const endsAt = time.now();
  for (const platform of platforms) {
    for (const id of tickets[platform]) {
      on.duties.follow(`${platform} ${id}`, on.offices[platform].truths(id), endsAt);
    }
  }
  const early = messages
    .filter(({ mark, at }) => at < (on.duties.of(mark)?.from ?? Infinity))
    .map(({ mark, at }) => `I1: told at ${at} before it was due, or what was never due: ${mark}`);
  const over = new AbortController();
  const work = time
    .task(async () => {
      const verdicts: Verdict[] = [];
      for (const platform of platforms) {
        verdicts.push(await verdictOn({ platform, tickets: tickets[platform], messages, shell, endsAt }));
      }
      return verdicts;
    })
    .finally(() => over.abort());
  for (let seconds = 1; !over.signal.aborted && seconds < 3_600; seconds += 1)
    await time.moveTo(endsAt + seconds * SECOND_MS);
  const verdicts = await work;
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    doubled: [...new Set(verdicts.flatMap(({ doubled }) => doubled))],
    wrong: [...verdicts.flatMap(({ wrong }) => wrong), ...early],
  };
}
