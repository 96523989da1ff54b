import { createHash } from 'node:crypto';
import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { compose, type Works } from '#apps/runtime/compose.ts';
import { readEnvironment, type Environment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, SECOND_MS, parseInstant, type Instant } from '#core/time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { attempt, colleaguesActs, type Workplace } from './colleagues.ts';
import { calm, type Dial } from './faults.ts';
import { createMachine, type Machine } from './machine.ts';
import { createNetwork, type Network, type NetworkOptions } from './network.ts';
import { account, openOffice, type Office, type PlatformName } from './platform.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** What one simulation is made of. */
export interface Plan {
  readonly platform: PlatformName;
  readonly seed: number;
  readonly policy: Policy;
  readonly replicas: number;
  /** How things go until the weather clears. */
  readonly dial: Dial;
  /** People and webhooks, too, or the product alone. */
  readonly meddling: boolean;
  /** Every machine is told of every change within so long, so that all of them do the same at the same time. */
  readonly toldWithinMs?: number;
  readonly historyLagMs: number;
  /** How long a new note may be missing from a list of conversations. */
  readonly listLagMs: number;
  readonly skewMs: number;
  /** Until then things go wrong; what falls due later falls due in calm. */
  readonly clearsAfterMs: number;
  readonly endsAfterMs: number;
  readonly fateFor?: NetworkOptions['fateFor'];
  readonly pauseFor?: NetworkOptions['pauseFor'];
  readonly lateFor?: NetworkOptions['lateFor'];
  /** Called once everything stands, before time begins. */
  readonly direct?: (stage: Stage) => void;
}

export interface Stage {
  readonly scheduler: Scheduler;
  readonly office: Office;
  readonly slack: FakeSlack;
  readonly machines: readonly Machine[];
  readonly tickets: string[];
  readonly plan: Plan;
  readonly clearsAt: Instant;
  readonly endsAt: Instant;
}

/** What a simulation left behind. */
export interface Ending {
  readonly stage: Stage;
  readonly trace: readonly string[];
  /** SHA-256 of the trace. */
  readonly digest: string;
  readonly requests: number;
  /** Works of a machine that no fault reaches, to look at the end with. */
  readonly observer: Works;
  readonly live: (work: () => Promise<void>) => Promise<void>;
}

const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
const restartWithinMs = 30 * SECOND_MS;

/** What a complainant writes. */
export const formal =
  'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.';

/** Lives one seed from its first complaint to its end. */
export async function live(plan: Plan): Promise<Ending> {
  const scheduler = createScheduler(startAt, plan.seed);
  const clearsAt = startAt + plan.clearsAfterMs;
  const endsAt = startAt + plan.endsAfterMs;
  const truth = createMachine('world', scheduler, 0);
  const time = truth.timeOf(truth.begin());
  const office = openOffice(plan.platform, time, plan.listLagMs);
  const slack = createFakeSlack({ time, botToken: 'xoxb-prove', signingSecret: 'prove-signing-secret' });
  slack.configure({ historyLagMs: plan.historyLagMs });
  const channels = [plan.policy.alerts.channel, ...plan.policy.ladder.map((level) => level.channel)];
  for (const name of new Set(channels)) slack.addChannel({ name });

  const trace: string[] = [];
  const network = createNetwork({
    scheduler,
    hosts: { [`${plan.platform}.prove`]: office.app, 'slack.prove': slack.app },
    dial: () => (scheduler.now() < clearsAt ? plan.dial : calm),
    fateFor: (letter) => (scheduler.now() < clearsAt ? plan.fateFor?.(letter) : 'well'),
    pauseFor: plan.pauseFor,
    lateFor: plan.lateFor,
    trace: (line) => trace.push(line),
  });
  const machines = Array.from({ length: plan.replicas }, (_, number) =>
    createMachine(`m${number}`, scheduler, number % 2 === 0 ? plan.skewMs : -plan.skewMs),
  );
  const stage: Stage = { scheduler, office, slack, machines, tickets: [], plan, clearsAt, endsAt };
  const environment = environmentOf(office);
  const works = machines.map((machine) => keepAlive(machine, { stage, network, environment }));
  for (let count = scheduler.random.whole(1, 2); count > 0; count -= 1) {
    scheduler.at(startAt + scheduler.random.whole(0, 60 * SECOND_MS), () => {
      stage.tickets.push(office.complains(formal));
    });
  }
  const hint = (machine: number, ref: TicketRef): void => works[machine]?.()?.engine.enqueue(ref);
  if (plan.meddling) meddle(stage, hint);
  if (plan.toldWithinMs !== undefined) tellAll(stage, plan.toldWithinMs, hint);
  plan.direct?.(stage);
  await scheduler.runTo(endsAt);
  for (const machine of machines) machine.crash();

  const life = truth.life ?? {};
  const observer = composeOn({ machine: truth, life, stage, network, environment });
  return {
    stage,
    trace,
    digest: createHash('sha256').update(trace.join('\n')).digest('hex'),
    requests: trace.length,
    observer,
    live: async (work) => {
      const done = work();
      const over = new AbortController();
      void done.then(
        () => over.abort(),
        () => over.abort(),
      );
      for (let minutes = 1; !over.signal.aborted && minutes < 60; minutes += 1) {
        await scheduler.runTo(endsAt + minutes * MINUTE_MS);
      }
      await done;
    },
  };
}

interface Making {
  readonly stage: Stage;
  readonly network: Network;
  readonly environment: Environment;
}

/** Starts the product on a machine, and again some time after each crash, with nothing kept. */
function keepAlive(machine: Machine, making: Making): () => Works | undefined {
  const { scheduler, clearsAt } = making.stage;
  let works: Works | undefined;
  let life: object | undefined;
  const begin = (): void => {
    life = machine.begin();
    works = composeOn({ ...making, machine, life });
    const forEver = new AbortController().signal;
    void works.engine.keepTime(forEver);
    for (const sweep of works.sweeps) void sweep.keepSweeping(forEver);
  };
  const look = (): void => {
    if (machine.life === undefined) begin();
    // In calm weather the first machine does alone: the others would only look on.
    if (scheduler.now() >= clearsAt && machine !== making.stage.machines[0]) {
      machine.crash();
      return;
    }
    const inMs = scheduler.now() < clearsAt ? scheduler.random.whole(1_000, restartWithinMs) : 5 * MINUTE_MS;
    scheduler.at(scheduler.now() + inMs, look);
  };
  scheduler.at(scheduler.now() + scheduler.random.whole(0, 10 * SECOND_MS), look);
  return () => (machine.life === life ? works : undefined);
}

function composeOn(on: Making & { readonly machine: Machine; readonly life: object }): Works {
  const { machine, life, stage, network, environment } = on;
  let nonces = 0;
  const born = stage.scheduler.random.whole(0, 0xff_ff_ff).toString(16);
  return compose(environment, stage.plan.policy, {
    time: machine.timeOf(life),
    log: createLog('silent'),
    wire: network.wireOf(machine, life),
    nonce: () => `${machine.name}-${born}-${(nonces += 1)}`,
  });
}

function environmentOf(office: Office): Environment {
  return readEnvironment({
    ...office.environment,
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_SWEEP_SECONDS: '60',
    SLACK_API_URL: 'http://slack.prove/api/',
    SLACK_BOT_TOKEN: 'xoxb-prove',
    SLACK_SIGNING_SECRET: 'prove-signing-secret',
    PORT: '0',
  });
}

function tellAll(stage: Stage, withinMs: number, hint: (machine: number, ref: TicketRef) => void): void {
  const { scheduler, office, plan, machines } = stage;
  office.subscribe((id) => {
    for (const machine of machines.keys()) {
      const afterMs = scheduler.random.whole(0, withinMs);
      scheduler.at(scheduler.now() + afterMs, () => hint(machine, { platform: plan.platform, account, id }));
    }
  });
}

/** Colleagues at work in the helpdesk, and webhooks that come late, twice, out of order or never. */
function meddle(stage: Stage, hint: (machine: number, ref: TicketRef) => void): void {
  const { scheduler, office, plan } = stage;
  const { random } = scheduler;
  office.subscribe((id) => {
    for (let copies = random.of([0, 1, 1, 2]); copies > 0; copies -= 1) {
      const machine = random.whole(0, plan.replicas - 1);
      const afterMs = random.chance(0.1) ? random.whole(0, 10 * MINUTE_MS) : random.whole(100, 3_000);
      scheduler.at(scheduler.now() + afterMs, () => hint(machine, { platform: plan.platform, account, id }));
    }
  });
  const workplace: Workplace = { office, tickets: stage.tickets, random };
  for (let count = random.whole(0, 8); count > 0; count -= 1) {
    const act = random.of(colleaguesActs);
    scheduler.at(startAt + random.whole(MINUTE_MS, 25 * MINUTE_MS), () => attempt(act, workplace));
  }
}
