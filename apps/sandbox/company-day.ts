import { channelsOf } from '#core/policy/channels.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS } from '#core/time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { playStories } from './cast.ts';
import { fernhill, saltmarsh } from './companies.ts';
import type { Company } from './company/company.ts';
import { storyStart, type Story } from './company/story.ts';
import { createExplainer, type Explainer } from './explain.ts';
import { startFakes, type CompanyFakes, type Fakes } from './fakes.ts';
import { createFinisher, type Finisher } from './finish.ts';
import { startFreshdeskFakes, type FreshdeskFakes } from './freshdesk-fakes.ts';
import type { SandboxChange } from './model.ts';
import { createServerSwitch, type ServerSwitch } from './server-switch.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';

/** The policy of Fernhill, as a file anybody can read. */
export const { policyPath } = fernhill;

export interface CompanyOptions {
  /** What happens at Fernhill. Where this or the next is given, nothing happens but what is given. */
  readonly stories?: readonly Story[];
  /** What happens at Saltmarsh. */
  readonly freshdeskStories?: readonly Story[];
  /** Of Fernhill. */
  readonly policyPath?: string;
}

/** A company at work: its helpdesk and Slack, its policy, and its own process of the product. */
export interface WorkingCompany extends Company {
  readonly policy: Policy;
  readonly fakes: CompanyFakes;
  readonly server: ServerSwitch;
  /** Judges its tickets for the page. */
  readonly explainer: Explainer;
}

/** Both companies at work in one time. */
export interface CompanyDay extends Finisher {
  readonly time: SimulatedTime;
  readonly companies: readonly WorkingCompany[];
  readonly fernhill: Fakes;
  readonly saltmarsh: FreshdeskFakes;
  tell(change: SandboxChange): void;
  subscribe(listener: (change: SandboxChange) => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts it all. What happened before the first Monday happened before the companies had Recourse: the product finds it
 * when it starts. Time stands there until somebody moves it.
 */
export async function startCompany(options: CompanyOptions): Promise<CompanyDay> {
  const told = toldTo(options);
  const stories = told.flatMap((company) => company.stories);
  const earliest = Math.min(0, ...stories.map((story) => story.atMinutes)) * MINUTE_MS;
  const time = createSimulatedTime(storyStart + earliest - MINUTE_MS);
  const listeners = new Set<(change: SandboxChange) => void>();
  const tell = (change: SandboxChange): void => {
    for (const listener of listeners) listener(change);
  };
  const opening = { time, tell };
  const [shop, provider] = told;
  const furniture = await openCompany(shop, startFakes, opening);
  const internet = await openCompany(provider, startFreshdeskFakes, opening);
  const companies = [furniture.company, internet.company];
  await time.moveTo(storyStart);
  const finisher = createFinisher(time, async () => {
    const counts = await Promise.all(companies.map(({ server }) => server.inHand()));
    return counts.reduce((sum, count) => sum + count, 0);
  });
  await Promise.all(companies.map(({ server }) => server.start()));
  await finisher.moveTo(storyStart);
  for (const { fakes } of companies) {
    fakes.helpdesk.subscribe(() => tell('content'));
    fakes.slack.subscribe(() => tell('content'));
  }
  return {
    ...finisher,
    time,
    companies,
    fernhill: furniture.fakes,
    saltmarsh: internet.fakes,
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      furniture.endStories();
      internet.endStories();
      await Promise.all(companies.map(({ server }) => server.close()));
      await Promise.all(companies.map(({ fakes }) => fakes.close()));
    },
  };
}

/** The companies with what happens at them this time. */
function toldTo(options: CompanyOptions): readonly [Company, Company] {
  const { stories, freshdeskStories } = options;
  const isToldAnew = stories !== undefined || freshdeskStories !== undefined;
  return [
    {
      ...fernhill,
      policyPath: options.policyPath ?? fernhill.policyPath,
      stories: isToldAnew ? (stories ?? []) : fernhill.stories,
    },
    { ...saltmarsh, stories: isToldAnew ? (freshdeskStories ?? []) : saltmarsh.stories },
  ];
}

/** Opens a company before it has the product: its people are at work, and its stories begin. */
async function openCompany<F extends CompanyFakes>(
  company: Company,
  start: (time: SimulatedTime, channels: readonly string[]) => Promise<F>,
  { time, tell }: Pick<CompanyDay, 'time' | 'tell'>,
): Promise<{ readonly company: WorkingCompany; readonly fakes: F; readonly endStories: () => void }> {
  const policy = await loadPolicy(company.policyPath);
  const fakes = await start(time, channelsOf(policy));
  const { helpdesk, slack } = fakes;
  const endStories = playStories(company.stories, storyStart, { time, company, helpdesk, slack });
  const changed = (): void => tell('content');
  const server = createServerSwitch({ time, fakes, policyPath: company.policyPath, changed });
  const explainer = createExplainer(fakes.readerFor(policy.prefix), policy);
  return { company: { ...company, policy, fakes, server, explainer }, fakes, endStories };
}
