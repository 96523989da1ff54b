import { fileURLToPath } from 'node:url';
import type { Policy } from '#core/policy/policy.ts';
import { toIso, type Instant } from '#core/time.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { playStories } from './cast.ts';
import { createClockRunner } from './clock-runner.ts';
import { agents, companyName, supervisors } from './company/people.ts';
import { stories } from './company/stories.ts';
import { storyStart, type Story } from './company/story.ts';
import { createExplainer } from './explain.ts';
import { account, startFakes, type Fakes } from './fakes.ts';
import { SandboxError, type SandboxChange, type SandboxModel, type SandboxState, type TicketAddress } from './model.ts';
import { createServerSwitch } from './server-switch.ts';
import { showChannel, showTicket } from './show.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { setFault } from './set-fault.ts';

/** The visitor answers tickets as this agent, and presses buttons as this supervisor. */
const you = { agent: agents.priya, supervisor: supervisors.dev } as const;

/** The company's policy, as a file anybody can read. */
export const policyPath = fileURLToPath(new URL('./fernhill.policy.yaml', import.meta.url));

export interface Sandbox extends SandboxModel {
  readonly fakes: Fakes;
  readonly policy: Policy;
  /** Kills the product and starts it anew, with nothing carried over, before time goes on. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** What happens at the company; its own stories unless said otherwise. */
  readonly stories?: readonly Story[];
  readonly policyPath?: string;
}

/** Starts fakes, company and product. Time stands at the start of the first Monday until somebody moves it. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const told = options.stories ?? stories;
  const path = options.policyPath ?? policyPath;
  const policy = await loadPolicy(path);
  const earliest = Math.min(0, ...told.map((story) => story.atMinutes)) * 60_000;
  const time = createSimulatedTime(storyStart + earliest - 60_000);
  const fakes = await startFakes(time, [policy.alerts.channel, ...policy.ladder.map((level) => level.channel)]);
  const endStories = playStories(told, storyStart, { time, ...fakes });
  // What happened before the company had Recourse: the product finds it when it starts.
  await time.moveTo(storyStart);

  const listeners = new Set<(change: SandboxChange) => void>();
  const tell = (change: SandboxChange) => (): void => {
    for (const listener of listeners) listener(change);
  };
  const server = createServerSwitch({ time, fakes, policyPath: path, changed: tell('content') });
  await server.start();
  // The first look at everything belongs to the start.
  await time.moveTo(storyStart);
  fakes.zendesk.subscribe(tell('content'));
  fakes.slack.subscribe(tell('content'));
  const runner = createClockRunner(time, tell('time'));
  // Read on its own time: a page that looks at a ticket must not hold up the clock.
  const { source } = createZendeskDesk({
    account,
    credentials: fakes.credentials,
    baseUrl: fakes.zendeskUrl,
    prefix: policy.prefix,
    time: createRealTime(),
  });
  const explainer = createExplainer(source, policy);
  let begun = false;

  const addresses = new Map([...Object.values(agents), ...told.map((story) => story.from)].map(({ name, email }) => [name, email]));
  const show = { account, prefix: policy.prefix, addresses };
  const clock: SandboxModel['clock'] = () => ({ now: toIso(time.now()), running: runner.running, speed: runner.speed, begun });
  const find = ({ platform, account: named = account, id }: TicketAddress): string => {
    const ticket = platform === 'zendesk' && named === account ? fakes.zendesk.ticket(id) : undefined;
    if (ticket === undefined) throw new SandboxError('SANDBOX_NO_SUCH_TICKET', `There is no ticket ${id} of ${platform} ${named}.`, 404);
    return ticket.id;
  };
  const move = async (to: Instant): Promise<void> => {
    if (to < time.now()) throw new SandboxError('SANDBOX_BACKWARDS', `Time only goes forward: it is ${toIso(time.now())} already.`);
    begun = true;
    await time.moveTo(to);
    tell('content')();
  };

  return {
    fakes,
    policy,
    state: () => stateOf(),
    clock,
    explain: async (address) => {
      const id = find(address);
      const version = fakes.zendesk.ticket(id)?.updatedAt ?? '';
      return await explainer.explain({ platform: 'zendesk', account, id }, version, time.now());
    },
    moveTo: move,
    moveBy: (spanMs) => move(time.now() + spanMs),
    setRunning(running) {
      begun ||= running;
      runner.setRunning(running);
      tell('time')();
    },
    setSpeed(speed) {
      runner.setSpeed(speed);
      tell('time')();
    },
    ...visitorOf({ fakes, find, addresses, settle: () => time.moveTo(time.now()), hold: time.task }),
    faults: async (request) => setFault(request, fakes),
    crash: () => server.crash(),
    killServer: () => server.kill(),
    startServer: async () => {
      await server.start();
      await time.moveTo(time.now());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      runner.setRunning(false);
      endStories();
      await server.close();
      await runner.close();
      await fakes.close();
    },
  };

  function stateOf(): SandboxState {
    const people = new Map(fakes.slack.people().map((person) => [person.id, person.name]));
    const nextDueAt = explainer.nextDueAt(time.now());
    const { now, ...rest } = clock();
    return {
      now,
      tickets: fakes.zendesk.tickets().map((ticket) => showTicket(ticket, show)),
      channels: fakes.slack.channelsView().map((channel) => showChannel(channel, people)),
      clock: rest,
      server: server.state,
      company: { name: companyName, zone: policy.calendars.values().next().value?.source.zone ?? 'UTC' },
      you: { agent: you.agent.name, supervisor: you.supervisor.name },
      people: Object.fromEntries(people),
      ...(nextDueAt === undefined ? {} : { nextDueAt: toIso(nextDueAt) }),
    };
  }
}

type VisitorActs = Pick<SandboxModel, 'createTicket' | 'reply' | 'changeStatus' | 'changeTags' | 'press'>;

/** What a visitor does in the helpdesk and in Slack, each answered when what follows at once has been done. */
function visitorOf(on: {
  readonly fakes: Fakes;
  readonly find: (address: TicketAddress) => string;
  readonly addresses: Map<string, string>;
  readonly settle: () => Promise<void>;
  /** Counts what the visitor does as in hand: the clock may be running. */
  readonly hold: SimulatedTime['task'];
}): VisitorActs {
  const { zendesk, slack } = on.fakes;
  const by = you.agent.email;
  return {
    async createTicket({ platform, account: named = account, from, subject, text }) {
      if (platform !== 'zendesk' || named !== account) {
        throw new SandboxError('SANDBOX_NO_SUCH_DESK', `There is no ${platform} ${named} here; zendesk ${account} is.`, 404);
      }
      on.addresses.set(from.name, from.email);
      const id = zendesk.customerWrites({ from, subject, text, channel: 'web' });
      await on.settle();
      return { platform, account, id };
    },
    async reply({ text, public: isPublic, status, ...address }) {
      refusing(() => zendesk.agentReplies(on.find(address), { by, text, public: isPublic, status }));
      await on.settle();
    },
    async changeStatus({ status, ...address }) {
      refusing(() => zendesk.changeStatus(on.find(address), { by, status }));
      await on.settle();
    },
    async changeTags({ add, remove, ...address }) {
      refusing(() => zendesk.changeTags(on.find(address), { by, add, remove }));
      await on.settle();
    },
    async press({ channel, ts, action }) {
      const actionId = action.startsWith('recourse_') ? action : `recourse_${action}`;
      const pressed = await on.hold(() => slack.press({ channel, ts, actionId, by: you.supervisor.name }));
      if (!pressed.ok) throw new SandboxError('SANDBOX_PRESS_FAILED', `The button was not pressed: ${pressed.problem ?? `the server answered ${String(pressed.status)}`}.`, 409);
      await on.settle();
    },
  };
}

function refusing(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof SandboxError) throw error;
    throw new SandboxError('SANDBOX_REFUSED', 'The helpdesk refused: the ticket is closed, merged or gone.', 409);
  }
}
