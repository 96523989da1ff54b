import { randomUUID } from 'node:crypto';
import type { Policy } from '#core/policy/policy.ts';
import { DAY_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import { callsAtOnce as freshdeskAtOnce } from '#integrations/freshdesk/limits.ts';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import { createPace, type Urgency } from '#integrations/pace.ts';
import type { SlackToken } from '#integrations/slack/web-api.ts';
import type { Wire } from '#integrations/wire.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { callsAtOnce as zendeskAtOnce } from '#integrations/zendesk/limits.ts';
import { createAheadPlaces } from './ahead-places.ts';
import { createArrears, type Arrears } from './arrears.ts';
import { createDeskTime } from './desk-time.ts';
import { createEmbeddedEngine } from './engine-embedded.ts';
import type { Engine, EngineOptions } from './engine.ts';
import type { FreshdeskEnvironment, ZendeskEnvironment } from './env-helpdesks.ts';
import type { Environment } from './env.ts';
import type { Hook } from './hook.ts';
import { createHeirs } from './heirs.ts';
import { hooksOf } from './hooks.ts';
import type { Log } from './log.ts';
import { codeOf } from './log.ts';
import { judgedBy } from './judged-by.ts';
import { createOpenComplaints } from './open-complaints.ts';
import { createPending } from './pending.ts';
import { createPlaceKeeper, forgetful, type PlaceStore } from './place-keeper.ts';
import { createProgress } from './progress.ts';
import { keepTelling } from './round-ups.ts';
import { deskOf, run } from './run.ts';
import type { Desk, Shell } from './shell.ts';
import type { WorkspaceChannel } from './slack-tied-channel.ts';
import type { StatusLine } from './status-line.ts';
import { createSweep, type Sweep } from './sweep.ts';
import { createUnkeptChanges } from './unkept-changes.ts';
import { createWaitingRooms, type WaitingRooms } from './waiting-rooms.ts';
import type { Vault } from './vault.ts';
import { zendeskCredentials } from './zendesk-credentials.ts';

/** Everything that works behind the server's doors. */
export interface Works {
  readonly shell: Shell;
  /** The same for what people press: ahead of everything else in the account's queue. */
  readonly clicks: Shell;
  readonly engine: Engine;
  readonly sweeps: readonly Sweep[];
  /** Tells the daily and weekly round-ups until aborted. */
  readonly tellRoundUps: (signal: AbortSignal) => Promise<void>;
  /** Of the accounts whose webhooks can be proven. */
  readonly hooks: readonly Hook[];
}

/** As many as a helpdesk is asked at once: more would only wait there. */
export const atOnce = 12;
const mostWaiting = 5_000;
/** A process that remembers nothing reads this far back, beside all complaints that are open. */
const lookBackMs = 3 * DAY_MS;

/** What works work in. */
export interface Surroundings {
  readonly time: Timekeeper;
  readonly log: Log;
  /** Carries requests instead of sockets. */
  readonly wire?: Wire | undefined;
  /** A fresh name for each claim; chance gives it where it is left out. */
  readonly nonce?: (() => string) | undefined;
  /** What `recourse connect` put away; without one an OAuth client speaks for itself. */
  readonly vault?: Vault | undefined;
  /** Where the place reached is kept between starts; without one a start reads more. */
  readonly store?: PlaceStore | undefined;
  /** Where alerts go; without one, to the workspace of the environment's bot token. */
  readonly channel?: WorkspaceChannel | undefined;
  /** Why nothing can be posted to that channel now. */
  readonly obstacle?: Shell['obstacle'];
  /** Whose complaints these are, for people, where there are works of others beside. */
  readonly whose?: string | undefined;
  /** Where a person looks who waits for the first sync. */
  readonly terminal?: StatusLine | undefined;
}

/** Puts concrete adapters behind the ports. */
export function compose(environment: Environment, policy: Policy, on: Surroundings): Works {
  const { time, log } = on;
  const openers = openersOf(environment, policy, on);
  const desksOf = (urgency: Urgency): readonly Desk[] => openers.map((open) => open(urgency));
  const desks = desksOf('ordinary');
  const channel = on.channel ?? channelOfToken(environment, on);
  const rooms = createWaitingRooms({
    time,
    channel,
    call: (ref) => engine.wake(ref),
    aside: (ref, work) => engine.aside(ref, work),
  });
  const shell: Shell = {
    policy,
    desks,
    channel,
    obstacle: on.obstacle,
    rooms,
    time,
    log,
    nonce: on.nonce ?? (() => randomUUID().slice(0, 13)),
    shown: new Map(),
    held: new Map(),
    refused: new Map(),
    unkept: createUnkeptChanges(() => time.now()),
    ahead: createAheadPlaces(() => time.now()),
    open: createOpenComplaints(policy),
    pending: createPending(() => time.now()),
  };
  const clicks: Shell = { ...shell, desks: desksOf('interactive') };
  const arrears = new Map(desks.map((desk) => [desk, createArrears()]));
  const sweepOf = new Map<Desk, Sweep>();
  const tellHeir = createHeirs((ref) => engine.enqueue(ref));
  const run = runner({ shell, arrears, sweeps: sweepOf, tellHeir });
  const tickets = createEmbeddedEngine({ time, log, atOnce, mostWaiting, run });
  const engine = calledBy(tickets, rooms);
  const everyMs = environment.sweepEveryMs;
  const mark = judgedBy(policy);
  const store = on.store ?? forgetful;
  const sweeps = [...arrears].map(([desk, owing]) => {
    const keeper = createPlaceKeeper(desk, { store, time, log, judgedBy: mark });
    const progress = createProgress({ time, log, terminal: on.terminal });
    const options = { time, log, engine, arrears: owing, keeper, judgedBy: mark, progress, everyMs, lookBackMs };
    const sweep = createSweep(desk, options);
    sweepOf.set(desk, sweep);
    return sweep;
  });
  let wasRead = false;
  const isRead = (): boolean =>
    (wasRead ||= engine.waiting === 0 && sweeps.every(({ sweptAt }) => sweptAt !== undefined));
  const tellRoundUps = (signal: AbortSignal): Promise<void> =>
    keepTelling({ shell, channel, isRead, whose: on.whose }, signal);
  return { shell, clicks, engine, sweeps, tellRoundUps, hooks: hooksOf(environment, time) };
}

/** The channel of the workspace of the environment's bot token. */
function channelOfToken({ slack }: Environment, on: Surroundings): WorkspaceChannel {
  if (slack.botToken === undefined) throw new TypeError('without a bot token a channel has to be given');
  return composeChannel(slack.botToken, slack.apiUrl, on);
}

/** The alert channel of one workspace. */
export function composeChannel(
  token: SlackToken,
  slackApiUrl: string | undefined,
  { time, wire }: Pick<Surroundings, 'time' | 'wire'>,
): WorkspaceChannel {
  return createSlackAlertChannel({ token, slackApiUrl, time, wire });
}

/** Tickets are woken by the clock, and called from the channels' waiting rooms. */
function calledBy(tickets: Engine, rooms: WaitingRooms): Engine {
  return {
    enqueue: (ref) => tickets.enqueue(ref),
    wake: (ref) => tickets.wake(ref),
    wasLetIn: (desk) => tickets.wasLetIn(desk),
    has: (ref) => tickets.has(ref),
    room: (signal) => tickets.room(signal),
    exclusively: (ref, work) => tickets.exclusively(ref, work),
    aside: (ref, work) => tickets.aside(ref, work),
    keepTime: async (signal) => void (await Promise.all([tickets.keepTime(signal), rooms.keepTime(signal)])),
    stop: (graceMs) => tickets.stop(graceMs),
    get waiting() {
      return tickets.waiting;
    },
    get sleeping() {
      return tickets.sleeping;
    },
  };
}

/** Runs tickets, and writes down what of each desk is still owed. */
function runner({
  shell,
  arrears,
  sweeps,
  tellHeir,
}: {
  readonly shell: Shell;
  readonly arrears: ReadonlyMap<Desk, Arrears>;
  readonly sweeps: ReadonlyMap<Desk, Sweep>;
  readonly tellHeir: ReturnType<typeof createHeirs>;
}): EngineOptions['run'] {
  return async (ref, signal) => {
    const desk = deskOf(ref, shell);
    const owing = arrears.get(desk);
    const begun = owing?.begin() ?? 0;
    let isWhole = false;
    try {
      const ran = await run(ref, shell, signal);
      ({ isWhole } = ran);
      tellHeir(ref, ran);
      return ran.wakeAt;
    } catch (error) {
      shell.pending.failed(ref, codeOf(error), shell.time.now());
      throw error;
    } finally {
      owing?.end(ref.id, begun, isWhole);
      await sweeps.get(desk)?.ran();
    }
  };
}

type Helpdesks = Pick<Environment, 'zendesk' | 'freshdesk'>;
type Prefixed = Pick<Policy, 'prefix'>;
type DeskSurroundings = Pick<Surroundings, 'time' | 'wire' | 'vault'>;

/** The accounts of an environment that may lack Slack, for commands that read tickets. */
export function composeDesks(helpdesks: Helpdesks, policy: Prefixed, on: DeskSurroundings): readonly Desk[] {
  return openersOf(helpdesks, policy, on).map((open) => open('ordinary'));
}

/** The same account as often as it is wanted: one pace for all its calls, in which people's clicks go first. */
type OpenDesk = (urgency: Urgency) => Desk;

function openersOf({ zendesk, freshdesk }: Helpdesks, policy: Prefixed, on: DeskSurroundings): readonly OpenDesk[] {
  return [
    ...zendesk.map((account) => openZendesk(account, policy, on)),
    ...freshdesk.map((account) => openFreshdesk(account, policy, on)),
  ];
}

function openZendesk(zendesk: ZendeskEnvironment, { prefix }: Prefixed, on: DeskSurroundings): OpenDesk {
  const { time, wire } = on;
  const pace = createPace({ platform: 'zendesk', time, atOnce: zendeskAtOnce });
  const clock = createDeskTime();
  const { account, baseUrl } = zendesk;
  const credentials = zendeskCredentials(zendesk, on);
  return (urgency) => ({
    platform: 'zendesk',
    account,
    clock,
    ...createZendeskDesk({ account, credentials, prefix, time, baseUrl, pace, urgency, wire }),
  });
}

function openFreshdesk(
  { account, apiKey, baseUrl }: FreshdeskEnvironment,
  { prefix }: Prefixed,
  { time, wire }: DeskSurroundings,
): OpenDesk {
  const pace = createPace({ platform: 'freshdesk', time, atOnce: freshdeskAtOnce });
  const clock = createDeskTime();
  return (urgency) => ({
    platform: 'freshdesk',
    account,
    clock,
    ...createFreshdeskDesk({ account, apiKey, prefix, time, baseUrl, pace, urgency, wire }),
  });
}
