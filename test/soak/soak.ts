import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createLog } from '#apps/runtime/log.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { DAY_MS, MINUTE_MS, parseInstant, toIso } from '#core/time.ts';
import { createMachine } from '../prove/machine.ts';
import { createNetwork } from '../prove/network.ts';
import { createScheduler } from '../prove/scheduler.ts';
import { createLife, takeWebhooks } from './life.ts';
import { openOffice, productOrigin, type PlatformName } from './office.ts';
import { lookAtEach, type Looked } from './last-look.ts';
import { createPeople } from './people.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { clear, rough, stormy, stormyAlive } from './weather.ts';

export interface Question {
  readonly platform: PlatformName;
  readonly changes: number;
  readonly seed: number;
  /** Tickets that are there from the beginning. */
  readonly tickets: number;
  readonly perMinute: number;
  /** About so often the product is killed. */
  readonly killEveryMs: number;
  /** Of the machine's own time: so long people make changes, should they not have made all by then. */
  readonly withinMs: number;
  /** Of the product's log. */
  readonly level: string;
  readonly say: (line: string) => void;
}

/** What was done, and what came of it. */
export interface Soaked extends Verdict, Looked {
  readonly platform: PlatformName;
  readonly changes: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly kills: number;
  readonly wipes: number;
  readonly requests: number;
  readonly reads: number;
  readonly messages: number;
  readonly doubled: number;
  readonly days: number;
}

const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
/** After the last change, in calm weather: longer than anything is put off. */
const quietMs = 75 * MINUTE_MS;
const tellEveryMs = 20 * MINUTE_MS;

/** Lets people and faults loose on an account with the product beside them, and looks at what is left. */
export async function soak(question: Question): Promise<Soaked> {
  const { platform, seed, say } = question;
  const policy = await loadPolicy(policyPath);
  const scheduler = createScheduler(startAt, seed);
  const truth = createMachine('world', scheduler, 0);
  const time = truth.timeOf(truth.begin());
  const office = await openOffice(platform, time, { tickets: question.tickets, seed, overMs: 20 * DAY_MS });
  const slack = createFakeSlack({ time, botToken: 'xoxb-soak', signingSecret: 'soak-signing-secret' });
  const channels = [policy.alerts.channel, ...policy.ladder.map((level) => level.channel)];
  for (const name of new Set(channels)) slack.addChannel({ name });

  let isRough = true;
  let isKilled = true;
  let requests = 0;
  office.fake.setFaults(rough, seed);
  const network = createNetwork({
    scheduler,
    hosts: { [office.host]: office.app, 'slack.soak': slack.app },
    dial: () => {
      if (isKilled) return stormy;
      return isRough ? stormyAlive : clear;
    },
    trace: () => {
      requests += 1;
    },
  });
  const people = createPeople({ ...question, office, scheduler });
  const life = createLife({
    office,
    scheduler,
    network,
    policy,
    log: createLog(question.level),
    isRough: () => isRough,
    isKilled: () => isKilled,
    everyMs: question.killEveryMs,
  });
  takeWebhooks(productOrigin, () => life.works);
  life.begin();
  people.begin();

  const startedAt = performance.now();
  const tell = (): void =>
    say(
      `${toIso(scheduler.now())} ${platform} changes ${people.changes} reads ${life.reads} requests ${requests} kills ${life.kills} waiting ${life.works?.engine.waiting ?? '-'} after ${Math.round((performance.now() - startedAt) / 1_000)} s`,
    );
  let toldAt = startAt;
  while (!people.isDone && performance.now() < startedAt + question.withinMs) {
    await scheduler.runTo(scheduler.now() + 10 * MINUTE_MS);
    if (scheduler.now() - toldAt < tellEveryMs) continue;
    toldAt = scheduler.now();
    tell();
  }
  tell();
  people.end();
  // Who begins anew reads much again, and would find what was forgotten before.
  isKilled = false;
  const ended = { office, policy, judged: life.judged, beganAt: startAt };
  const inStorm = await lookAtEach({ ended, life, scheduler });
  tell();
  isRough = false;
  office.fake.setFaults({}, seed);
  await scheduler.runTo(scheduler.now() + quietMs);
  const inCalm = await lookAtEach({ ended, life, scheduler });
  tell();
  const endsAt = scheduler.now();
  return {
    ...verdictOf({ ...ended, endsAt }),
    compared: inStorm.compared,
    stale: both(inStorm.stale, inCalm.stale),
    forgotten: both(inStorm.forgotten, inCalm.forgotten),
    platform,
    changes: people.changes,
    byKind: people.byKind,
    kills: life.kills,
    wipes: life.wipes,
    requests,
    reads: life.reads,
    days: (endsAt - startAt) / DAY_MS,
    ...messagesOf(slack.recorded()),
  };
}

/** What was found both times counts once. */
function both(before: readonly string[], after: readonly string[]): readonly string[] {
  return [...new Set([...before, ...after])];
}

function messagesOf(
  calls: ReturnType<ReturnType<typeof createFakeSlack>['recorded']>,
): Pick<Soaked, 'messages' | 'doubled'> {
  const marks = calls
    .filter(({ method, ok }) => method === 'chat.postMessage' && ok)
    .map(
      ({ args }) =>
        (args['metadata'] as { readonly event_payload?: { readonly k?: string } } | undefined)?.event_payload?.k,
    );
  return { messages: marks.length, doubled: marks.length - new Set(marks).size };
}
