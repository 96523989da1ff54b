import type { RequestListener } from 'node:http';
import { plans } from '#apps/sandbox/fake-freshdesk/limits.ts';
import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { enterprisePlan } from '#apps/sandbox/fake-zendesk/limits.ts';
import { atOnce, compose } from '#apps/runtime/compose.ts';
import { createEmbeddedEngine } from '#apps/runtime/engine-embedded.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { markOf } from '#apps/runtime/mark-of.ts';
import { run } from '#apps/runtime/run.ts';
import { readPolicyFile, readPolicyText } from '#apps/runtime/settings.ts';
import { createWaitingRooms } from '#apps/runtime/waiting-rooms.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, SECOND_MS, parseInstant, toIso, type Instant } from '#core/time.ts';
import type { Draw } from '#integrations/budget.ts';
import { freshdeskDraws } from '#integrations/freshdesk/budgets.ts';
import { usualReserve } from '#integrations/pace.ts';
import { zendeskDraws } from '#integrations/zendesk/budgets.ts';
import { calm } from '#test/prove/faults.ts';
import { createMachine } from '#test/prove/machine.ts';
import { createNetwork } from '#test/prove/network.ts';
import { account, openOffice, platforms, type Office, type PlatformName } from '#test/prove/platform.ts';
import { createScheduler } from '#test/prove/scheduler.ts';
import { marksIn } from '#test/prove/verdict.ts';

/**
 * From the instant at which a promise is broken to the message in Slack, everything healthy, on simulated time: the real
 * runtime and adapters, every request 40 to 300 ms under way, 100,000 open clocks in the engine's list of wake-ups. Those
 * whose tickets are read and told of are some hundreds; the others are woken, and found to have nothing to say.
 *
 * Run with node; about a minute.
 */
const openClocks = 100_000;
const spanMs = 10 * MINUTE_MS;
const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
const network = { ...calm, quickestMs: 20, slowestMs: 150 };
/** Told one a second, and more than that, told in digests. */
const atOneInstant = [50, 200];
/** What the accounts' plans allow a minute of what alerts take, beside the one post a second that a channel takes. */
const plan = {
  zendesk: {
    drawsOf: zendeskDraws,
    allowed: { account: enterprisePlan.accountPerMinute, updates: enterprisePlan.updatesPerMinute },
  },
  freshdesk: {
    drawsOf: freshdeskDraws,
    allowed: { account: plans.enterprise.perMinute, 'ticket updates': plans.enterprise.ticketUpdate },
  },
} as const;
/** Two messages into one channel within this: the second one waited for its turn. */
const turnMs = 1_150;

interface Course {
  readonly platform: PlatformName;
  readonly policy: Policy;
  readonly count: number;
  /** When each complaint arrives, ms after the start. */
  readonly arrives: (number: number, next: () => number) => number;
  readonly lastsMs: number;
  readonly spent?: Spent;
}

/** What the helpdesk's budgets were asked for, by name: from the first broken promise on, and when in the minute before. */
interface Spent {
  readonly since: Map<string, number>;
  readonly before: Map<string, { readonly at: Instant; readonly cost: number }[]>;
}

interface Told {
  readonly dueAt: Instant;
  /** `undefined`: never. */
  readonly at: Instant | undefined;
  /** Of another message in the channel, the last before it. */
  readonly before: Instant;
}

/** Lives it, and tells of each complaint when its breach was due and when it was told. */
async function live({ platform, policy, count, arrives, lastsMs, spent }: Course): Promise<readonly Told[]> {
  const scheduler = createScheduler(startAt, 1);
  const machine = createMachine('bench', scheduler, 0);
  const life = machine.begin();
  const time = machine.timeOf(life);
  const office = openOffice(platform, time, 0);
  const slack = createFakeSlack({ time, botToken: 'xoxb-prove', signingSecret: 'prove-signing-secret' });
  for (const name of ['complaints', 'complaints-leads']) slack.addChannel({ name });
  const counted: RequestListener = (request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://helpdesk');
    const asked = { method: request.method as 'GET', path: pathname, query: Object.fromEntries(searchParams) };
    if (spent !== undefined) note(spent, plan[platform].drawsOf(asked), time.now() - startAt - spanMs);
    office.app(request, answer);
  };
  const hosts = { [`${platform}.prove`]: counted, 'slack.prove': slack.app };
  const carrier = createNetwork({ scheduler, hosts, dial: () => network, trace: () => undefined });
  const log = createLog('silent');
  const works = compose(environmentOf(office), policy, { time, log, wire: carrier.wireOf(machine, life) });
  const { channel } = works.shell;
  const rooms = createWaitingRooms({
    time,
    channel,
    call: (ref) => engine.wake(ref),
    aside: (ref, work) => engine.aside(ref, work),
  });
  const shell = { ...works.shell, rooms };

  const born = new Map<string, Instant>();
  const engine = createEmbeddedEngine({
    time,
    log,
    atOnce,
    mostWaiting: openClocks,
    run: async (ref, signal) =>
      born.has(ref.id)
        ? (await run(ref, shell, signal)).wakeAt
        : time.now() + scheduler.random.whole(20 * MINUTE_MS, 60 * MINUTE_MS),
  });
  for (let idle = 0; idle < openClocks - count; idle += 1) engine.enqueue({ platform, account, id: `idle-${idle}` });
  void engine.keepTime(new AbortController().signal);
  void rooms.keepTime(new AbortController().signal);
  for (let number = 0; number < count; number += 1) {
    scheduler.at(startAt + arrives(number, () => scheduler.random.next()), () => {
      const id = office.complains('This is a formal complaint: my sofa arrived broken and nobody has answered me.');
      born.set(id, Math.floor(time.now() / SECOND_MS) * SECOND_MS);
      engine.enqueue({ platform, account, id });
    });
  }
  await scheduler.runTo(startAt + lastsMs);
  console.log(`  ${engine.sleeping + engine.waiting} clocks in the list`);
  return toldOf(born, slack, platform);
}

/** @param at ms after the first broken promise */
function note({ since, before }: Spent, draws: readonly Draw[], at: number): void {
  for (const { bucket, cost = 1 } of draws) {
    if (at >= 0) since.set(bucket.name, (since.get(bucket.name) ?? 0) + cost);
    else if (at > -MINUTE_MS) before.set(bucket.name, [...(before.get(bucket.name) ?? []), { at, cost }]);
  }
}

function toldOf(
  born: ReadonlyMap<string, Instant>,
  slack: ReturnType<typeof createFakeSlack>,
  platform: PlatformName,
): readonly Told[] {
  const posts = slack.recorded().filter(({ method, ok }) => method === 'chat.postMessage' && ok);
  const times = posts.map(({ at }) => at);
  const byMark = new Map(posts.flatMap(({ args, at }) => marksIn(args['metadata']).map((mark) => [mark, at] as const)));
  return [...born].map(([id, receivedAt]) => {
    const at = byMark.get(markOf(`${platform}:${account}:${id}:answer:breach:${toIso(receivedAt)}`));
    const before = Math.max(0, ...times.filter((time) => time < (at ?? 0)));
    return { dueAt: receivedAt + spanMs + 1, at, before };
  });
}

function environmentOf(office: Office) {
  return readEnvironment({
    ...office.environment,
    RECOURSE_TEST_HOSTS: '1',
    SLACK_API_URL: 'http://slack.prove/api/',
    SLACK_BOT_TOKEN: 'xoxb-prove',
    SLACK_SIGNING_SECRET: 'prove-signing-secret',
    PORT: '0',
  });
}

function print(name: string, latenesses: readonly number[]): void {
  const sorted = latenesses.toSorted((a, b) => a - b);
  const at = (part: number): string =>
    `${((sorted[Math.ceil(part * sorted.length) - 1] ?? NaN) / SECOND_MS).toFixed(2)} s`;
  const early = sorted.filter((ms) => ms < 0).length;
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length / SECOND_MS;
  console.log(
    `  ${name}: ${sorted.length}, mean ${mean.toFixed(2)} s, median ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}, early ${early}`,
  );
}

function latenessOf({ at, dueAt }: Told): number {
  return (at ?? Infinity) - dueAt;
}

/** One of the limits, as it lets alerts through. */
interface Limit {
  readonly by: string;
  readonly perMinute: number;
  /** The soonest at which each of so many can be told, ms after they fall due. */
  readonly soonest: readonly number[];
}

/** Less what is kept for people, by what was really asked for. */
function limitsOn(platform: PlatformName, { since, before }: Spent, many: number): readonly Limit[] {
  const everySecond = Array.from({ length: many }, (_, place) => place * SECOND_MS);
  return [
    { by: 'one post a second', perMinute: MINUTE_MS / SECOND_MS, soonest: everySecond },
    ...Object.entries(plan[platform].allowed).map(([name, allowed]) => {
      const each = (since.get(name) ?? 0) / many;
      const ours = allowed * (1 - usualReserve);
      const soonest = soonestOf({ many, each, ours }, before.get(name) ?? []);
      return { by: `${name}, ${each.toFixed(1)} each of ${ours}`, perMinute: Math.floor(ours / each), soonest };
    }),
  ];
}

/**
 * One a second, each as soon as in the minute up to then there is room for what it takes: what was spent in the minute
 * before counts as well.
 */
function soonestOf(
  { many, each, ours }: { readonly many: number; readonly each: number; readonly ours: number },
  before: readonly { readonly at: number; readonly cost: number }[],
): readonly number[] {
  const log = [...before];
  const soonest: number[] = [];
  for (let place = 0, at = 0; place < many; place += 1, at += SECOND_MS) {
    const usedBy = (): number => log.reduce((sum, one) => (one.at > at - MINUTE_MS ? sum + one.cost : sum), 0);
    while (usedBy() + each > ours + 1e-6) at += SECOND_MS / 10;
    log.push({ at, cost: each });
    soonest.push(at);
  }
  return soonest;
}

const text = await readPolicyFile(new URL('../prove/prove.policy.yaml', import.meta.url).pathname);
const { policy } = await readPolicyText(
  text
    .replace("warnAt: ['4 minutes before']", 'warnAt: []')
    .replace('after: 3 minutes', 'after: 3 hours')
    .replace('after: 6 minutes', 'after: 6 hours'),
);
const count = Number(process.argv[2] ?? 250);
for (const platform of platforms) {
  console.log(`${platform}, promises broken at random instants`);
  const minutes = count / 4;
  const random = await live({
    platform,
    policy,
    count,
    arrives: (_, next) => Math.floor(next() * minutes * MINUTE_MS),
    lastsMs: (minutes + 12) * MINUTE_MS,
  });
  print('all', random.map(latenessOf));
  print('not held back by their channel', random.filter(({ at = 0, before }) => at - before >= turnMs).map(latenessOf));

  for (const many of atOneInstant) {
    console.log(`${platform}, ${many} promises broken at one instant, one post a second`);
    const lastsMs = spanMs + many * SECOND_MS + 8 * MINUTE_MS;
    const spent: Spent = { since: new Map(), before: new Map() };
    const together = await live({ platform, policy, count: many, arrives: () => 0, lastsMs, spent });
    print('all', together.map(latenessOf));
    const limits = limitsOn(platform, spent, many);
    for (const { by, perMinute } of limits) console.log(`  ${by}: ${perMinute} a minute`);
    const inOrder = together.map(latenessOf).toSorted((a, b) => a - b);
    const soonest = (place: number): number => Math.max(...limits.map((limit) => limit.soonest[place] ?? 0));
    print(
      'beyond what these take together',
      inOrder.map((ms, place) => ms - soonest(place)),
    );
  }
}
