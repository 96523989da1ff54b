import { loadPolicy } from '#apps/runtime/settings.ts';
import type { Policy } from '#core/policy/policy.ts';
import { directions, type Direction } from './directed.ts';
import { dialed, storm } from './faults.ts';
import { platforms, type PlatformName } from './platform.ts';
import { createRandom } from './random.ts';
import { live, type Plan } from './schedule.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export interface Question {
  /** Of each platform. */
  readonly schedules: number;
  readonly seed: number;
  readonly platform?: string | undefined;
  readonly directed?: Direction | undefined;
  /** Ends with the first schedule that fails. */
  readonly untilFailure?: boolean;
  readonly trace?: boolean;
  readonly say: (line: string) => void;
}

export interface Result {
  readonly schedules: number;
  readonly lost: number;
  readonly doubled: number;
  readonly failed: boolean;
}

/** Lives schedule after schedule, and says of each that failed by which seed it can be lived again. */
export async function prove(question: Question): Promise<Result> {
  const policy = await loadPolicy(new URL('prove.policy.yaml', import.meta.url).pathname);
  const chosen = platforms.filter((platform) => question.platform === undefined || question.platform === platform);
  let result: Result = { schedules: 0, lost: 0, doubled: 0, failed: false };
  for (const platform of chosen) {
    for (let number = 0; number < question.schedules; number += 1) {
      const plan = planOf({ platform, seed: question.seed + number, policy, directed: question.directed });
      const ending = await live(plan);
      const verdict = await verdictOf(ending);
      const failed = isFailure(verdict);
      result = {
        schedules: result.schedules + 1,
        lost: result.lost + verdict.lost.length,
        doubled: result.doubled + verdict.doubled.length,
        failed: result.failed || failed,
      };
      if (failed || question.trace === true) {
        question.say(
          `${platform} --seed ${plan.seed}: ${plan.replicas} replicas, ${sayVerdict(verdict)}, ${ending.digest}`,
        );
      }
      if (question.trace === true) question.say(ending.trace.join('\n'));
      if (failed && question.untilFailure === true) return result;
    }
  }
  return result;
}

function isFailure({ lost, doubled, wrong }: Verdict): boolean {
  return lost.length + doubled.length + wrong.length > 0;
}

function sayVerdict({ lost, doubled, wrong }: Verdict): string {
  return `lost ${lost.length} ${lost.join(' ')}, doubled ${doubled.length} ${doubled.join(' ')}, ${wrong.join('; ')}`;
}

/** Everything so near that several save within one second. */
const atOneHost = { quickestMs: 1, slowestMs: 8 };

/** What a seed means. */
function planOf(on: {
  readonly platform: PlatformName;
  readonly seed: number;
  readonly policy: Policy;
  readonly directed: Direction | undefined;
}): Plan {
  const { platform, seed, policy, directed } = on;
  const random = createRandom(seed ^ 0x5eed);
  const plan: Plan = {
    platform,
    seed,
    policy,
    replicas: random.of([1, 1, 2, 2, 3, 3, 5, 8]),
    dial: { ...dialed(storm, random.of([0, 0.2, 1, 1, 1])), ...random.of([{}, {}, atOneHost]) },
    meddling: random.chance(0.7),
    historyLagMs: random.whole(0, 5_000),
    listLagMs: random.whole(0, 3_000),
    skewMs: random.of([0, 0, 700, 600_000]),
  };
  return directed === undefined ? plan : { ...plan, ...directions[directed]() };
}
