import { createHash } from 'node:crypto';
import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import type { Works } from '#apps/runtime/compose.ts';
import { readEnvironment, type Environment } from '#apps/runtime/env.ts';
import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, SECOND_MS, parseInstant, type Instant } from '#core/time.ts';
import { attempt, colleaguesActs, complainantsActs, interruptions, type Act, type Workplace } from './colleagues.ts';
import { calm, type Dial } from './faults.ts';
import { nobodysTicket, tellAll, tellSometimes } from './hints.ts';
import { composeOn, keepAlive, type Living, type Making } from './living.ts';
import { createMachine, type Machine } from './machine.ts';
import { createNetwork, type Letter, type NetworkOptions, type Reply } from './network.ts';
import { openOffice, platforms, type Office, type PlatformName } from './platform.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { lookForSilence } from './silence.ts';
import { openSupervisors, type Supervisors } from './supervisors.ts';
import { openTroubles } from './troubles.ts';
import { createWatch, marksSent, type Watch } from './watch.ts';

/** What one simulation is made of. */
export interface Plan {
  readonly platform: PlatformName;
  readonly seed: number;
  readonly policy: Policy;
  readonly replicas: number;
  /** How things go until the weather clears. */
  readonly dial: Dial;
  /** People, webhooks and troubles of whole platforms, too, or the product alone. */
  readonly meddling: boolean;
  /** How many complaints are written to each helpdesk; one or two where nothing is said. */
  readonly complaints?: number;
  /** The other helpdesk is connected as well, with a complaint of its own. */
  readonly neighbour?: boolean;
  /** Where machines keep their place between their lives. */
  readonly keeps?: 'nothing' | 'disk' | 'Redis';
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
}

/** A helpdesk and what was written to it. */
export interface Branch {
  readonly office: Office;
  readonly tickets: string[];
}

export interface Stage {
  readonly scheduler: Scheduler;
  /** The helpdesk of the plan, and its neighbour where there is one. */
  readonly branches: readonly Branch[];
  readonly slack: FakeSlack;
  readonly machines: readonly Machine[];
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
  /** How often each thing happened that a proof has to see happen. */
  readonly met: ReadonlyMap<string, number>;
  readonly watch: Watch;
  /** Alerts of which a process that had to know them said nothing. */
  readonly silent: readonly string[];
  /** What people in Slack were told is done, and is not to be seen on its ticket. */
  readonly unkept: readonly string[];
  /** Works of a machine that no fault reaches, to look at the end with. */
  readonly observer: Works;
  /** What the observer wrote while it did this: `METHOD PATH` of each request that changes something. */
  readonly live: (work: () => Promise<void>) => Promise<readonly string[]>;
}

const startAt = parseInstant('2026-11-16T09:00:00Z') ?? 0;
const slackToken = 'xoxb-prove';
/** How long after the weather has cleared an alert may take, as long as every refusal is a passing one. */
const withinMs = 10 * MINUTE_MS;

/** What a complainant writes. */
export const formal =
  'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.';
/** What may be a complaint: a person is asked. */
const vague = 'The sofa came with a broken leg.';

/** Lives one seed from its first complaint to its end. */
export async function live(plan: Plan): Promise<Ending> {
  const scheduler = createScheduler(startAt, plan.seed);
  const clearsAt = startAt + plan.clearsAfterMs;
  const endsAt = startAt + plan.endsAfterMs;
  const truth = createMachine('world', scheduler, 0);
  const time = truth.timeOf(truth.begin());
  const branches = platformsOf(plan).map((name): Branch => ({
    office: openOffice(name, time, plan.listLagMs),
    tickets: [],
  }));
  const offices = branches.map(({ office }) => office);
  const slack = createFakeSlack({ time, botToken: slackToken, signingSecret: 'prove-signing-secret' });
  slack.configure({ historyLagMs: plan.historyLagMs });
  const channels = [plan.policy.alerts.channel, ...plan.policy.ladder.map((level) => level.channel)];
  for (const name of new Set(channels)) slack.addChannel({ name });

  const met = new Map<string, number>();
  const trace: string[] = [];
  const count = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);
  const meet = (what: string): void => {
    count(what);
    trace.push(`${scheduler.now()} ${what}`);
  };
  const watch = createWatch({
    offices,
    policy: plan.policy,
    slackToken,
    now: () => scheduler.now(),
    clearsAt,
    withinMs,
  });
  watch.forbid(nobodysTicket);
  for (const office of offices) office.subscribe((id) => watch.changed(office, id));

  const machines = Array.from({ length: plan.replicas }, (_, number) =>
    createMachine(`m${number}`, scheduler, number % 2 === 0 ? plan.skewMs : -plan.skewMs),
  );
  const stage: Stage = { scheduler, branches, slack, machines, plan, clearsAt, endsAt };
  const kept = { disks: machines.map(() => new Map<string, string>()), shared: new Map<string, string>() };
  const untilAt = clearsAt;
  const troubles = plan.meddling
    ? openTroubles({ scheduler, slack, offices, machines, kept, fromAt: startAt, untilAt, met: meet })
    : undefined;
  let written: string[] = [];
  const supervisors = openSupervisors({ scheduler, livings: () => livings, met: meet });
  const silence = lookForSilence({ scheduler, livings: () => livings, watch, untilAt: endsAt });
  const network = createNetwork({
    scheduler,
    hosts: Object.fromEntries([['slack.prove', slack.app], ...offices.map(({ host, app }) => [host, app] as const)]),
    dial: () => (scheduler.now() < clearsAt ? plan.dial : calm),
    fateFor(letter) {
      if (scheduler.now() >= clearsAt) return 'well';
      if (troubles?.isDown(letter.host) === true) return scheduler.random.of(['request-lost', 'broken-before']);
      return plan.fateFor?.(letter);
    },
    pauseFor: plan.pauseFor,
    lateFor: plan.lateFor,
    met: count,
    heard: (letter, reply, machine) => {
      if (reply.status === 200) silence.reads(machine, letter);
    },
    leaves(letter) {
      watch.leaves(letter);
      if (isWrite(letter)) written.push(`${letter.method} ${letter.host}${letter.path}`);
    },
    answered(letter, reply) {
      const marks = isTaken(letter, reply) ? marksSent(letter.body) : [];
      if (marks.length > 0) watch.taken(marks);
      if (plan.meddling && scheduler.now() < clearsAt)
        interrupt(stage, { letter, isTold: marks.length > 0, supervisors, meet });
    },
    trace: (line) => trace.push(line),
  });
  const environment = environmentOf(offices);
  const making: Making = { scheduler, network, environment, policy: plan.policy };
  const livings: readonly Living[] = machines.map((machine, number) => {
    const store = storeOf(plan, number, kept);
    return keepAlive(machine, { ...making, store, clearsAt, endsAt, isFirst: number === 0 });
  });
  for (const branch of branches) openTickets(branch, stage);
  for (const { office } of branches) {
    if (plan.meddling) tellSometimes(office, { scheduler, livings, met: meet });
    if (plan.toldWithinMs !== undefined) tellAll(office, { scheduler, livings, met: meet }, plan.toldWithinMs);
  }
  if (plan.meddling) meddle(stage, supervisors, meet);
  await scheduler.runTo(endsAt);
  for (const machine of machines) machine.crash();

  const observer = composeOn(truth, truth.life ?? {}, making);
  return {
    stage,
    trace,
    digest: createHash('sha256').update(trace.join('\n')).digest('hex'),
    requests: trace.length,
    met,
    watch,
    silent: silence.found,
    unkept: supervisors.unkept(),
    observer,
    live: async (work) => {
      written = [];
      await goOn(scheduler, work);
      return written;
    },
  };
}

function platformsOf({ platform, neighbour = false }: Plan): readonly PlatformName[] {
  return [platform, ...platforms.filter((name) => neighbour && name !== platform)];
}

function openTickets({ office, tickets }: Branch, { scheduler, plan }: Stage): void {
  const { random } = scheduler;
  const texts = plan.meddling ? [formal, formal, formal, vague] : [formal];
  for (let count = plan.complaints ?? random.whole(1, 2); count > 0; count -= 1) {
    const text = random.of(texts);
    scheduler.at(startAt + random.whole(0, 60 * SECOND_MS), () => void tickets.push(office.complains(text)));
  }
}

/** Lets time go by until a piece of work is done. */
async function goOn(scheduler: Scheduler, work: () => Promise<void>): Promise<void> {
  const beganAt = scheduler.now();
  const done = work();
  const over = new AbortController();
  void done.then(
    () => over.abort(),
    () => over.abort(),
  );
  for (let minutes = 1; !over.signal.aborted && minutes < 60; minutes += 1) {
    await scheduler.runTo(beganAt + minutes * MINUTE_MS);
  }
  await done;
}

function storeOf(
  { keeps = 'nothing' }: Plan,
  number: number,
  kept: { readonly disks: readonly Map<string, string>[]; readonly shared: Map<string, string> },
): PlaceStore | undefined {
  const held = keeps === 'disk' ? kept.disks[number] : kept.shared;
  if (keeps === 'nothing' || held === undefined) return undefined;
  return {
    get: (key) => Promise.resolve(held.get(key)),
    set: (key, text) => Promise.resolve(void held.set(key, text)),
  };
}

function environmentOf(offices: readonly Office[]): Environment {
  return readEnvironment({
    ...Object.assign({}, ...offices.map((office) => office.environment)),
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_SWEEP_SECONDS: '60',
    SLACK_API_URL: 'http://slack.prove/api/',
    SLACK_BOT_TOKEN: slackToken,
    SLACK_SIGNING_SECRET: 'prove-signing-secret',
    PORT: '0',
  });
}

const ofSlack = 'slack.prove';

/** Whether a request changes anything. */
function isWrite({ host, method, path }: Letter): boolean {
  return host === ofSlack ? /\/(?:chat|views|reactions)\./u.test(path) : method !== 'GET';
}

function isTaken({ host, path }: Letter, { body }: Reply): boolean {
  if (host !== ofSlack || !path.endsWith('chat.postMessage')) return false;
  return (JSON.parse(body.toString()) as { readonly ok?: boolean }).ok === true;
}

/** Colleagues at work in the helpdesk, complainants who write again, and supervisors in Slack. */
function meddle(stage: Stage, supervisors: Supervisors, meet: (what: string) => void): void {
  const { scheduler, branches, plan } = stage;
  const { random } = scheduler;
  const sometime = (happens: () => void): void =>
    void scheduler.at(startAt + random.whole(MINUTE_MS, plan.clearsAfterMs + 5 * MINUTE_MS), happens);
  const somebody = (who: string, acts: readonly Act[]): void => {
    const act = random.of(acts);
    const at = workplaceIn(random.of(branches), scheduler);
    sometime(() => {
      if (attempt(act, at)) meet(`${who}: ${act.name}`);
    });
  };
  for (let count = random.whole(0, 8); count > 0; count -= 1) somebody('a colleague', colleaguesActs);
  for (let count = random.whole(0, 2); count > 0; count -= 1) somebody('the complainant', complainantsActs);
  for (let count = random.whole(0, 5); count > 0; count -= 1) {
    const { office, tickets } = random.of(branches);
    sometime(() => supervisors.press(office, tickets));
  }
}

function workplaceIn({ office, tickets }: Branch, { random }: Scheduler): Workplace {
  return { office, tickets, random };
}

const interruptedShare = 0.08;

/** Somebody changes or ends a ticket just when it was claimed, or when its alert was taken and is not marked yet. */
function interrupt(
  { scheduler, branches }: Stage,
  {
    letter,
    isTold,
    supervisors,
    meet,
  }: {
    readonly letter: Letter;
    readonly isTold: boolean;
    readonly supervisors: Supervisors;
    readonly meet: (what: string) => void;
  },
): void {
  const { random } = scheduler;
  const isClaim = letter.host !== ofSlack && letter.method !== 'GET' && letter.body.includes('claimed');
  if ((!isClaim && !isTold) || !random.chance(interruptedShare)) return;
  if (random.chance(0.3)) {
    const { office, tickets } = random.of(branches);
    meet('between claim and mark: press');
    supervisors.press(office, tickets);
    return;
  }
  const act = random.of(interruptions);
  const at = workplaceIn(random.of(branches), scheduler);
  if (attempt(act, at)) meet(`between claim and mark: ${act.name}`);
}
