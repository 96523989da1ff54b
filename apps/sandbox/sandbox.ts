import { tagNames } from '#core/effect/names.ts';
import type { Policy } from '#core/policy/policy.ts';
import { DAY_MS, toIso, type Instant } from '#core/time.ts';
import { createClockRunner, type ClockRunner } from './clock-runner.ts';
import { startCompany, type CompanyDay, type CompanyOptions, type WorkingCompany } from './company-day.ts';
import { everybody, type Fakes } from './fakes.ts';
import type { FreshdeskFakes } from './freshdesk-fakes.ts';
import type { TicketView } from './fake-shared/view.ts';
import { SandboxError, type SandboxClock, type SandboxModel } from './model.ts';
import { createPanelDesk } from './panel-desk.ts';
import { createPlug } from './plug.ts';
import { setFault } from './set-fault.ts';
import { stateOf } from './state.ts';
import { createVisitor, findTicket } from './visitor.ts';

export interface Sandbox extends SandboxModel {
  /** Fernhill's, with its Zendesk. */
  readonly fakes: Fakes;
  /** Saltmarsh's, with its Freshdesk. */
  readonly freshdeskFakes: FreshdeskFakes;
  /** Fernhill's. */
  readonly policy: Policy;
  /** Kills the product of each company and starts it anew, with nothing carried over, before time goes on. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const farthestMs = 400 * DAY_MS;

/** Starts fakes, companies and product. Time stands at the start of the first Monday until somebody moves it. */
export async function createSandbox(options: CompanyOptions = {}): Promise<Sandbox> {
  const day = await startCompany(options);
  const { time, companies } = day;
  const [first] = companies;
  if (first === undefined) throw new SandboxError('SANDBOX_FAILED', 'There is no company.', 503);
  const runner = createClockRunner(time, () => day.tell('time'));
  const plug = createPlug(companies.map(({ server }) => server));
  const addresses = addressesOf(companies);
  keepUp(day);
  const clock = createClock(day, runner);
  const settle = (): Promise<void> => day.moveTo(time.now());
  return {
    ...clock,
    ...createVisitor(day, { addresses, settle }),
    ...createPanelDesk(companies, settle),
    fakes: day.fernhill,
    freshdeskFakes: day.saltmarsh,
    policy: first.policy,
    state: () => stateOf(companies, { clock: clock.clock(), server: plug.state, now: time.now(), addresses }),
    explain: async (address) => {
      const { company, id } = findTicket(address, companies);
      const { platform, account, fakes, explainer } = company;
      return await explainer.explain({ platform, account, id }, versionOf(fakes.helpdesk.ticket(id)), time.now());
    },
    faults: async (request) => setFault(request, companies),
    crash: () => time.task(() => plug.crash()),
    killServer: () => plug.kill(),
    startServer: async () => {
      await plug.start();
      await settle();
    },
    subscribe: (listener) => day.subscribe(listener),
    async close() {
      runner.setRunning(false);
      await runner.close();
      await day.close();
    },
  };
}

type ClockActs = Pick<SandboxModel, 'clock' | 'moveTo' | 'moveBy' | 'setRunning' | 'setSpeed'>;

function createClock(day: CompanyDay, runner: ClockRunner): ClockActs {
  const { time } = day;
  let begun = false;
  let target = time.now();
  const move = async (to: Instant): Promise<void> => {
    const now = time.now();
    if (to - now > farthestMs) throw new SandboxError('SANDBOX_TOO_FAR', 'At most 400 days at once.');
    // Finishing what was due took some seconds beyond what was asked for: asking for those seconds is no way back.
    if (to < now && to >= target) return;
    if (to < now) throw new SandboxError('SANDBOX_BACKWARDS', `Time only goes forward: it is ${toIso(now)} already.`);
    begun = true;
    target = to;
    await day.moveTo(to);
    day.tell('content');
  };
  return {
    clock: (): SandboxClock => ({ now: toIso(time.now()), running: runner.running, speed: runner.speed, begun }),
    moveTo: move,
    moveBy: (spanMs) => move(time.now() + spanMs),
    setRunning(running) {
      begun ||= running;
      runner.setRunning(running);
      day.tell('time');
    },
    setSpeed(speed) {
      runner.setSpeed(speed);
      day.tell('time');
    },
  };
}

/** E-mail addresses of all who are known from the start, by name. */
function addressesOf(companies: readonly WorkingCompany[]): Map<string, string> {
  const known = companies.flatMap((company) => [...everybody(company), ...company.stories.map((story) => story.from)]);
  return new Map(known.map(({ name, email }) => [name, email] as const));
}

/** Keeps up with the open complaints of each company in order to know its next promise that falls due. */
function keepUp(day: CompanyDay): void {
  for (const { platform, account, policy, fakes, explainer } of day.companies) {
    let keepingUp = false;
    day.subscribe((change) => {
      if (change !== 'content' || keepingUp) return;
      keepingUp = true;
      const openTag = policy.prefix + tagNames.open;
      const open = fakes.helpdesk.tickets().filter((ticket) => ticket.tags.includes(openTag));
      const seen = open.map((ticket) => ({
        ref: { platform, account, id: ticket.id },
        version: versionOf(ticket),
      }));
      void explainer.keepUp(seen).finally(() => {
        keepingUp = false;
      });
    });
  }
}

/** Two saves within one second share an instant, but not what they left behind. */
function versionOf(ticket: TicketView | undefined): string {
  return ticket === undefined
    ? ''
    : `${ticket.updatedAt} ${ticket.comments.length} ${JSON.stringify(ticket.fields).length} ${ticket.tags.join(' ')}`;
}
