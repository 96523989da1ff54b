import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { compose } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { readPolicyFile, readPolicyText } from '#apps/runtime/settings.ts';
import type { Policy } from '#core/policy/policy.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, parseInstant, type Instant } from '#core/time.ts';
import { calm, type Dial, type Fate } from './faults.ts';
import { createMachine } from './machine.ts';
import { createNetwork, type Letter, type Reply } from './network.ts';
import { openOffice, platforms, type PlatformName } from './platform.ts';
import { createRandom, type Random } from './random.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { formal } from './schedule.ts';
import { marksIn, verdictOn, type Verdict } from './verdict.ts';

/** What a storm came to. */
export interface StormReport {
  readonly verdict: Verdict;
  /** Messages that Slack took. */
  readonly messages: number;
  /** Alerts that they told of: those of a digest are many. */
  readonly alerts: number;
  readonly complaints: number;
  /** Calls to Slack and to the helpdesks from the minute in which all fell due. */
  readonly slackCalls: number;
  readonly deskCalls: number;
  readonly refused: number;
  readonly broken: number;
  /** Messages that Slack took for what no message may be. */
  readonly misshapen: number;
  /** The least time between two messages that Slack took in one channel, ms. */
  readonly leastGapMs: number;
  /** How long the storm took to be told in whole, ms. */
  readonly lastedMs: number;
  /** How late the first word about the single complaint of the other account was, ms; `undefined` where none came. */
  readonly otherLateMs: number | undefined;
}

/** Everything is under way for as long, so that what leaves a second apart arrives a second apart. */
const even: Dial = { ...calm, quickestMs: 100, slowestMs: 100 };
const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
const spanMs = 12 * HOUR_MS;
/** More than any storm lasts whose channel takes anything at all. */
const longestMs = 400 * HOUR_MS;

/**
 * As many promises of one account broken in one minute, and a single one of the other account in its midst, while Slack
 * refuses three posts in ten and fails on two in ten, before or after it took them.
 */
export async function storm(on: { readonly complaints: number; readonly seed: number }): Promise<StormReport> {
  const policy = await stormPolicy();
  const scheduler = createScheduler(startAt, on.seed);
  const world = createMachine('world', scheduler, 0);
  const time = world.timeOf(world.begin());
  const offices = { zendesk: openOffice('zendesk', time, 0), freshdesk: openOffice('freshdesk', time, 0) };
  const slack = createFakeSlack({ time, botToken: 'xoxb-prove', signingSecret: 'prove-signing-secret' });
  slack.addChannel({ name: policy.alerts.channel });
  const counts = { slack: 0, desk: 0, refused: 0, broken: 0, misshapen: 0 };
  const taken: Taken[] = [];
  const chance = createRandom(on.seed ^ 0x570);
  let isStorm = false;
  // What the storm does to the other account's alert is to be seen, not what chance does to it.
  const isStruck = (letter: Letter): boolean => isStorm && isPost(letter) && !isOther(letter);
  const network = createNetwork({
    scheduler,
    hosts: { 'zendesk.prove': offices.zendesk.app, 'freshdesk.prove': offices.freshdesk.app, 'slack.prove': slack.app },
    dial: () => even,
    fateFor: (letter) => {
      if (isStorm) counts[letter.host === 'slack.prove' ? 'slack' : 'desk'] += 1;
      const fate = isStruck(letter) ? postFate(chance) : 'well';
      if (fate === 'broken-before' || fate === 'broken-after') counts.broken += 1;
      return fate;
    },
    refuse: (letter) => {
      if (!isStruck(letter) || !chance.chance(refusedShare)) return undefined;
      counts.refused += 1;
      return tooMany(chance);
    },
    answered: (letter, reply) => {
      if (!isPost(letter) || reply.status !== 200) return;
      if (!note(letter, reply, { taken, at: scheduler.now() })) counts.misshapen += 1;
    },
    trace: () => undefined,
  });
  const environment = readEnvironment({
    ...offices.zendesk.environment,
    ...offices.freshdesk.environment,
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_SWEEP_SECONDS: '600',
    SLACK_API_URL: 'http://slack.prove/api/',
    SLACK_BOT_TOKEN: 'xoxb-prove',
    SLACK_SIGNING_SECRET: 'prove-signing-secret',
    PORT: '0',
  });
  const composed = (name: string) => {
    const machine = createMachine(name, scheduler, 0);
    const life = machine.begin();
    let nonces = 0;
    const nonce = (): string => `${name}-${(nonces += 1)}`;
    return compose(environment, policy, {
      time: machine.timeOf(life),
      log: createLog('silent'),
      wire: network.wireOf(machine, life),
      nonce,
    });
  };
  const tickets: Record<PlatformName, string[]> = { zendesk: [], freshdesk: [] };
  for (let number = 0; number < on.complaints; number += 1) {
    scheduler.at(startAt + Math.floor((number / on.complaints) * MINUTE_MS), () => {
      tickets.zendesk.push(offices.zendesk.complains(formal));
    });
  }
  // Its promise breaks while the storm is at its height.
  const otherAt = startAt + 2 * MINUTE_MS;
  scheduler.at(otherAt, () => void tickets.freshdesk.push(offices.freshdesk.complains(formal)));

  const works = composed('m0');
  const forEver = new AbortController().signal;
  void works.engine.keepTime(forEver);
  for (const sweep of works.sweeps) void sweep.keepSweeping(forEver);
  await scheduler.runTo(startAt + spanMs - MINUTE_MS);
  isStorm = true;
  const endsAt = await runUntilQuiet(scheduler, () => taken.length, startAt + spanMs);
  isStorm = false;

  const observer = composed('observer');
  const verdicts: Verdict[] = [];
  for (const platform of platforms) {
    const scene = {
      platform,
      tickets: tickets[platform],
      messages: taken.flatMap(({ marks, at }) => marks.map((mark) => ({ mark, at }))),
      shell: observer.shell,
      endsAt,
    };
    verdicts.push(await reading(scheduler, verdictOn(scene)));
  }
  const other = taken.find(({ isOther }) => isOther)?.at;
  return {
    verdict: {
      lost: verdicts.flatMap(({ lost }) => lost),
      doubled: [...new Set(verdicts.flatMap(({ doubled }) => doubled))],
      wrong: verdicts.flatMap(({ wrong }) => wrong),
    },
    messages: taken.length,
    alerts: taken.reduce((sum, { marks }) => sum + marks.length, 0),
    complaints: on.complaints + 1,
    slackCalls: counts.slack,
    deskCalls: counts.desk,
    refused: counts.refused,
    broken: counts.broken,
    misshapen: counts.misshapen,
    leastGapMs: leastGap(taken),
    lastedMs: (taken.at(-1)?.at ?? 0) - (startAt + spanMs),
    otherLateMs: other === undefined ? undefined : other - (otherAt + spanMs),
  };
}

/** A message that Slack took, with the marks of all that it told of. */
interface Taken {
  readonly marks: readonly string[];
  readonly at: Instant;
  readonly channel: string;
  readonly isOther: boolean;
}

const refusedShare = 0.3;
/** Of all posts, a tenth fail before they are taken, and a tenth after. */
const brokenShare = 0.1;

function isPost({ host, path }: Letter): boolean {
  return host === 'slack.prove' && path.endsWith('chat.postMessage');
}

function isOther({ body }: Letter): boolean {
  return body.includes('freshdesk');
}

function postFate(chance: Random): Fate {
  const drawn = chance.next();
  if (drawn < brokenShare) return 'broken-before';
  return drawn < 2 * brokenShare ? 'broken-after' : 'well';
}

/** With a time to wait, without one, and with one that is none or that nobody means. */
function tooMany(chance: Random): Reply {
  const retryAfter = chance.chance(0.001) ? '86400' : chance.of(['1', '2', '5', undefined, '-1', '0', 'soon']);
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { status: 429, headers, body: Buffer.from('{"ok":false,"error":"ratelimited"}') };
}

/** Whether Slack took it. */
function note(letter: Letter, reply: Reply, on: { readonly taken: Taken[]; readonly at: Instant }): boolean {
  const answer = JSON.parse(reply.body.toString()) as { readonly ok: boolean; readonly channel?: string };
  if (!answer.ok) return false;
  const asked = new URLSearchParams(letter.body);
  const marks = marksIn(JSON.parse(asked.get('metadata') ?? '{}'));
  on.taken.push({ marks, at: on.at, channel: answer.channel ?? '', isOther: isOther(letter) });
  return true;
}

function leastGap(taken: readonly Taken[]): number {
  const last = new Map<string, Instant>();
  let least = Infinity;
  for (const { channel, at } of taken) {
    const before = last.get(channel);
    if (before !== undefined) least = Math.min(least, at - before);
    last.set(channel, at);
  }
  return least;
}

/** So long nothing was told: whatever was refused has been tried again, and whatever was unknown looked for. */
const quietMs = 3 * HOUR_MS;

async function runUntilQuiet(scheduler: Scheduler, told: () => number, from: Instant): Promise<Instant> {
  let before = -1;
  for (let at = from + quietMs; at < from + longestMs; at += quietMs) {
    await scheduler.runTo(at);
    if (told() === before && at > from + quietMs) return at;
    before = told();
  }
  return scheduler.now();
}

async function reading<T>(scheduler: Scheduler, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const done = work.finally(() => over.abort());
  for (let minutes = 0; !over.signal.aborted && minutes < 10_000; minutes += 1)
    await scheduler.runTo(scheduler.now() + MINUTE_MS);
  return await done;
}

/** The proof's own policy with one promise, of which nothing is told before it is broken, in one channel. */
async function stormPolicy(): Promise<Policy> {
  const text = await readPolicyFile(new URL('prove.policy.yaml', import.meta.url).pathname);
  const calmer = text
    .replace('span: 10 minutes', 'span: 12 hours')
    .replace(/ *warnAt:.*\n/u, '')
    .replace(/ladder:\n(?: {2}- .*\n)+/u, 'ladder:\n  - { name: Nobody, after: 2000 hours, channel: complaints }\n')
    .replace(/cardAtOnce:.*/u, 'cardAtOnce: []');
  return (await readPolicyText(calmer)).policy;
}

/** The storm in one line a fact. */
export function sayStorm(report: StormReport): readonly string[] {
  const { messages, alerts, complaints, slackCalls, deskCalls, refused, broken, misshapen } = report;
  const { leastGapMs, lastedMs, otherLateMs } = report;
  const each = (calls: number): string => (calls / complaints).toFixed(2);
  return [
    `${alerts} alerts on ${complaints} complaints in ${messages} messages, ${(lastedMs / HOUR_MS).toFixed(1)} simulated hours, at least ${leastGapMs} ms apart in a channel`,
    `${refused} refused with 429, ${broken} answered with 502, ${misshapen} for its form; ${each(slackCalls)} calls to Slack and ${each(deskCalls)} to the helpdesks a complaint`,
    `the other account's alert came ${otherLateMs === undefined ? 'never' : `${(otherLateMs / SECOND_MS).toFixed(1)} s after it was due`}`,
  ];
}
