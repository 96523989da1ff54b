import { fileURLToPath } from 'node:url';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { playStories } from './cast.ts';
import { stories } from './company/stories.ts';
import { storyStart, type Story } from './company/story.ts';
import { startFakes, type Fakes } from './fakes.ts';
import type { SandboxChange } from './model.ts';
import { createServerSwitch, type ServerSwitch } from './server-switch.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';

/** The company's policy, as a file anybody can read. */
export const policyPath = fileURLToPath(new URL('./fernhill.policy.yaml', import.meta.url));

/** Finishing what is in hand takes seconds; what takes longer waits for somebody else and is not waited for. */
const longestFinishMs = 2 * MINUTE_MS;
const mostSteps = 500;

export interface CompanyOptions {
  /** What happens at the company; its own stories unless said otherwise. */
  readonly stories?: readonly Story[];
  readonly policyPath?: string;
}

/** The company at work: its time, its helpdesk and Slack, its stories, and the product beside them. */
export interface CompanyDay {
  readonly time: SimulatedTime;
  readonly policy: Policy;
  readonly fakes: Fakes;
  readonly server: ServerSwitch;
  readonly stories: readonly Story[];
  /**
   * Moves time on to `at`, and then by as many seconds as it takes to finish what fell due by then: a helpdesk tells
   * two saves apart by the second, and Slack takes one message a second.
   */
  moveTo(at: Instant): Promise<void>;
  /** Does something that may have to wait for time, moving it on by as many seconds as that takes. */
  finish<T>(work: () => Promise<T>): Promise<T>;
  tell(change: SandboxChange): void;
  subscribe(listener: (change: SandboxChange) => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts it all. What happened before the first Monday happened before the company had Recourse: the product finds it
 * when it starts. Time stands there until somebody moves it.
 */
export async function startCompany(options: CompanyOptions): Promise<CompanyDay> {
  const told = options.stories ?? stories;
  const path = options.policyPath ?? policyPath;
  const policy = await loadPolicy(path);
  const earliest = Math.min(0, ...told.map((story) => story.atMinutes)) * MINUTE_MS;
  const time = createSimulatedTime(storyStart + earliest - MINUTE_MS);
  const fakes = await startFakes(time, [policy.alerts.channel, ...policy.ladder.map((level) => level.channel)]);
  const endStories = playStories(told, storyStart, { time, ...fakes });
  await time.moveTo(storyStart);

  const listeners = new Set<(change: SandboxChange) => void>();
  const tell = (change: SandboxChange): void => {
    for (const listener of listeners) listener(change);
  };
  const server = createServerSwitch({ time, fakes, policyPath: path, changed: () => tell('content') });
  const { moveTo, finish } = createFinisher(time, server);
  await server.start();
  await moveTo(storyStart);
  fakes.zendesk.subscribe(() => tell('content'));
  fakes.slack.subscribe(() => tell('content'));
  return {
    time,
    policy,
    fakes,
    server,
    stories: told,
    moveTo,
    finish,
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      endStories();
      await server.close();
      await fakes.close();
    },
  };
}

/** Moves time on by the seconds that work needs, and no further. */
function createFinisher(time: SimulatedTime, server: ServerSwitch): Pick<CompanyDay, 'moveTo' | 'finish'> {
  const stepWhile = async (isUnfinished: () => Promise<boolean>): Promise<void> => {
    const latestAt = time.now() + longestFinishMs;
    for (let steps = 0; steps < mostSteps && (await isUnfinished()); steps += 1) {
      const next = time.next();
      if (next === undefined || next > latestAt) break;
      await time.moveTo(Math.max(next, time.now()));
    }
  };
  return {
    async moveTo(at) {
      await time.moveTo(at);
      await stepWhile(async () => (await server.inHand()) > 0);
    },
    async finish(work) {
      let isOver = false;
      const done = time.task(work).finally(() => {
        isOver = true;
      });
      done.catch(() => undefined);
      await stepWhile(async () => {
        await time.moveTo(time.now());
        return !isOver;
      });
      return await done;
    },
  };
}
