import { loadPolicy, readPolicyFile, readPolicyText } from '#apps/runtime/settings.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS } from '#core/time.ts';
import { createCoverage } from './coverage.ts';
import { directions, type Direction } from './directed.ts';
import { enumerate } from './enumerate.ts';
import { dialed, storm } from './faults.ts';
import { platforms, type PlatformName } from './platform.ts';
import { createRandom } from './random.ts';
import { live, type Plan } from './schedule.ts';
import { addResult, addVerdict, isFailure, nothing, sayVerdict, verdictOf, type Result } from './verdict.ts';

const policyPath = new URL('prove.policy.yaml', import.meta.url).pathname;

export interface Question {
  /** Of each platform. */
  readonly schedules: number;
  readonly seed: number;
  readonly platform?: string | undefined;
  readonly directed?: string | undefined;
  /** Ends with the first schedule that fails in such words. */
  readonly until?: RegExp | undefined;
  readonly trace?: boolean;
  /** Says in the end what the schedules met. */
  readonly coverage?: boolean;
  readonly say: (line: string) => void;
}

/** Of the platforms, those that were asked for. */
function chosenOf({ platform }: Pick<Question, 'platform'>): readonly PlatformName[] {
  return platforms.filter((name) => platform === undefined || platform === name);
}

/** Policies to break the protocol under: what they say otherwise, and whether their pairs of breaks are few enough. */
const enumerated: readonly { readonly written: readonly (readonly [string, string])[]; readonly pairable: boolean }[] =
  [
    // A card is posted as soon as it is due; nothing else falls due while it is on its way.
    { written: [['span: 10 minutes', 'span: 3 hours']], pairable: true },
    // And the same with an alert behind it that is claimed ahead of its time.
    {
      written: [
        ['span: 10 minutes', 'span: 4 minutes'],
        ["warnAt: ['4 minutes before']", 'warnAt: []'],
        ['after: 3 minutes', 'after: 3 hours'],
        ['after: 6 minutes', 'after: 6 hours'],
      ],
      pairable: false,
    },
  ];

/** Breaks the protocol at each of its steps, and at every pair of them where `pairs` are asked for. */
export async function proveEnumerated(question: Question & { readonly pairs: boolean }): Promise<Result> {
  const text = await readPolicyFile(policyPath);
  let result = nothing;
  for (const platform of chosenOf(question)) {
    let from = 1;
    for (const { written, pairable } of enumerated) {
      const { policy } = await readPolicyText(written.reduce((said, [was, is]) => said.replace(was, is), text));
      const pairs = question.pairs && pairable;
      const { steps, ...more } = await enumerate({ platform, policy, pairs, from, say: question.say });
      result = addResult(result, more);
      from = steps + 1;
    }
  }
  return result;
}

/** Lives schedule after schedule, and says of each that failed by which seed it can be lived again. */
export async function prove(question: Question): Promise<Result> {
  const policy = await loadPolicy(policyPath);
  const chosen = chosenOf(question);
  const directed = directionOf(question.directed);
  const coverage = createCoverage();
  let result = nothing;
  for (const platform of chosen) {
    for (let number = 0; number < question.schedules; number += 1) {
      const plan = planOf({ platform, seed: question.seed + number, policy, directed });
      const ending = await live(plan);
      const verdict = await verdictOf(ending);
      coverage.add(ending);
      const failed = isFailure(verdict);
      result = addVerdict(result, verdict);
      if (failed || question.trace === true) {
        question.say(
          `${platform} --seed ${plan.seed}: ${plan.replicas} replicas, ${sayVerdict(verdict)}, ${ending.digest}`,
        );
      }
      if (question.trace === true) question.say(ending.trace.join('\n'));
      if (failed && question.until?.test(sayVerdict(verdict)) === true) return result;
    }
  }
  if (question.coverage === true) for (const line of coverage.lines()) question.say(line);
  return result;
}

function directionOf(name: string | undefined): Direction | undefined {
  return (Object.keys(directions) as Direction[]).find((direction) => direction === name);
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
  const random = createRandom(seed ^ (platform === 'zendesk' ? 0x5eed : 0xf5eed));
  const plan: Plan = {
    platform,
    seed,
    policy,
    replicas: random.of([1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8]),
    dial: { ...dialed(storm, random.of([0, 0.2, 1, 1, 1])), ...random.of([{}, {}, atOneHost]) },
    meddling: random.chance(0.8),
    neighbour: random.chance(0.1),
    keeps: random.of(['nothing', 'disk', 'Redis'] as const),
    historyLagMs: random.whole(0, 5_000),
    listLagMs: random.whole(0, 3_000),
    skewMs: random.of([0, 0, 700, 600_000]),
    clearsAfterMs: 20 * MINUTE_MS,
    endsAfterMs: 38 * MINUTE_MS,
  };
  return directed === undefined ? plan : { ...plan, ...directions[directed]() };
}
