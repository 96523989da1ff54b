import { tagNames } from '#core/effect/names.ts';
import type { Policy } from '#core/policy/policy.ts';
import { DAY_MS, toIso, type Instant } from '#core/time.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { createClockRunner, type ClockRunner } from './clock-runner.ts';
import { agents, companyName } from './company/people.ts';
import { startCompany, type CompanyDay, type CompanyOptions } from './company-day.ts';
import { createExplainer, type Explainer } from './explain.ts';
import { account, type Fakes } from './fakes.ts';
import type { TicketView } from './fake-zendesk/view.ts';
import { SandboxError, type SandboxClock, type SandboxModel, type SandboxState } from './model.ts';
import { setFault } from './set-fault.ts';
import { showChannel, showTicket } from './show.ts';
import { createVisitor, findTicket, you } from './visitor.ts';

export interface Sandbox extends SandboxModel {
  readonly fakes: Fakes;
  readonly policy: Policy;
  /** Kills the product and starts it anew, with nothing carried over, before time goes on. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const farthestMs = 400 * DAY_MS;

/** Starts fakes, company and product. Time stands at the start of the first Monday until somebody moves it. */
export async function createSandbox(options: CompanyOptions = {}): Promise<Sandbox> {
  const company = await startCompany(options);
  const { time, policy, fakes, server } = company;
  const runner = createClockRunner(time, () => company.tell('time'));
  const explainer = explainerOf(company);
  const known = [...Object.values(agents), ...company.stories.map((story) => story.from)];
  const addresses = new Map(known.map(({ name, email }) => [name, email] as const));
  let begun = false;
  let target = time.now();
  const clock = (): SandboxClock => ({ now: toIso(time.now()), running: runner.running, speed: runner.speed, begun });
  const move = async (to: Instant): Promise<void> => {
    const now = time.now();
    if (to - now > farthestMs) throw new SandboxError('SANDBOX_TOO_FAR', 'At most 400 days at once.');
    // Finishing what was due took some seconds beyond what was asked for: asking for those seconds is no way back.
    if (to < now && to >= target) return;
    if (to < now) throw new SandboxError('SANDBOX_BACKWARDS', `Time only goes forward: it is ${toIso(now)} already.`);
    begun = true;
    target = to;
    await company.moveTo(to);
    company.tell('content');
  };
  return {
    fakes,
    policy,
    clock,
    state: () => stateOf(company, { clock: clock(), addresses, explainer }),
    explain: async (address) => {
      const ticket = fakes.zendesk.ticket(findTicket(address, fakes));
      const id = ticket?.id ?? address.id;
      return await explainer.explain({ platform: 'zendesk', account, id }, versionOf(ticket), time.now());
    },
    moveTo: move,
    moveBy: (spanMs) => move(time.now() + spanMs),
    setRunning(running) {
      begun ||= running;
      runner.setRunning(running);
      company.tell('time');
    },
    setSpeed(speed) {
      runner.setSpeed(speed);
      company.tell('time');
    },
    ...createVisitor({
      fakes,
      addresses,
      settle: () => company.moveTo(time.now()),
      finish: (work) => company.finish(work),
    }),
    faults: async (request) => setFault(request, fakes),
    crash: () => server.crash(),
    killServer: () => server.kill(),
    startServer: async () => {
      await server.start();
      await company.moveTo(time.now());
    },
    subscribe: (listener) => company.subscribe(listener),
    close: () => closeAll(company, runner),
  };
}

/** Judges tickets for the page, and keeps up with the open ones in order to know the next promise that falls due. */
function explainerOf(company: CompanyDay): Explainer {
  const { fakes, policy } = company;
  const { credentials, zendeskUrl: baseUrl, zendesk } = fakes;
  const { prefix } = policy;
  // Read on the machine's own time: a page that looks at a ticket must not hold up the clock.
  const { source } = createZendeskDesk({ account, credentials, baseUrl, prefix, time: createRealTime() });
  const explainer = createExplainer(source, policy);
  let keepingUp = false;
  company.subscribe((change) => {
    if (change !== 'content' || keepingUp) return;
    keepingUp = true;
    const open = zendesk.tickets().filter((ticket) => ticket.tags.includes(prefix + tagNames.open));
    const seen = open.map((ticket) => ({
      ref: { platform: 'zendesk', account, id: ticket.id },
      version: versionOf(ticket),
    }));
    void explainer.keepUp(seen).finally(() => {
      keepingUp = false;
    });
  });
  return explainer;
}

/** Two saves within one second share an instant, but not what they left behind. */
function versionOf(ticket: TicketView | undefined): string {
  return ticket === undefined
    ? ''
    : `${ticket.updatedAt} ${ticket.comments.length} ${JSON.stringify(ticket.fields).length} ${ticket.tags.join(' ')}`;
}

function stateOf(
  { fakes, policy, server, time }: CompanyDay,
  on: { readonly clock: SandboxClock; readonly addresses: ReadonlyMap<string, string>; readonly explainer: Explainer },
): SandboxState {
  const people = new Map(fakes.slack.people().map((person) => [person.id, person.name]));
  const nextDueAt = on.explainer.nextDueAt(time.now());
  const { now, ...clock } = on.clock;
  const show = { account, prefix: policy.prefix, addresses: on.addresses };
  return {
    now,
    tickets: fakes.zendesk.tickets().map((ticket) => showTicket(ticket, show)),
    channels: fakes.slack.channelsView().map((channel) => showChannel(channel, people)),
    clock,
    server: server.state,
    company: { name: companyName, zone: policy.calendars.values().next().value?.source.zone ?? 'UTC' },
    you: { agent: you.agent.name, supervisor: you.supervisor.name },
    people: Object.fromEntries(people),
    ...(nextDueAt === undefined ? {} : { nextDueAt: toIso(nextDueAt) }),
  };
}

async function closeAll(company: CompanyDay, runner: ClockRunner): Promise<void> {
  runner.setRunning(false);
  await runner.close();
  await company.close();
}
