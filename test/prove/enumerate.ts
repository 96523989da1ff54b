import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS } from '#core/time.ts';
import { calm, type Fate } from './faults.ts';
import type { Letter } from './network.ts';
import type { PlatformName } from './platform.ts';
import { live, type Ending, type Plan } from './schedule.ts';
import { addVerdict, isFailure, messagesIn, nothing, sayVerdict, verdictOf, type Result } from './verdict.ts';

/** Where a process can die or be left without an answer, at each of its steps. */
const breaks = [
  'crash-before',
  'crash-during',
  'crash-after',
  'request-lost',
  'answer-lost',
  'reset-after',
  'broken-before',
  'broken-after',
] as const satisfies readonly Fate[];

/** A step of the protocol that something happens to: the nth request that claims, looks, posts or marks. */
interface Break {
  readonly step: number;
  readonly fate: Fate;
}

/**
 * One complaint, from its arrival to its card, with every break at every step; and, where `pairs` are asked for, with
 * every break at every later step of what then follows. What is left in the end, in Slack and on the ticket, is the same
 * whatever broke.
 */
export async function enumerate(on: {
  readonly platform: PlatformName;
  readonly policy: Policy;
  readonly pairs: boolean;
  /** The steps before this one have been broken elsewhere. */
  readonly from: number;
  readonly say: (line: string) => void;
}): Promise<Result & { readonly steps: number }> {
  let result = nothing;
  let unbroken: string | undefined;
  const lives = async (at: readonly Break[]): Promise<number> => {
    let steps = 0;
    const plan = planOf(on.platform, on.policy, (letter) => {
      if (!isStep(letter)) return 'well';
      steps += 1;
      return at.find(({ step }) => step === steps)?.fate ?? 'well';
    });
    const ending = await live(plan);
    const found = await verdictOf(ending);
    const left = leftBy(ending);
    unbroken ??= left;
    // A crash takes all that a machine remembers: what is left in the end must be the same with it and without.
    const wrong = left === unbroken ? found.wrong : [...found.wrong, `I8: ${left} is left instead of ${unbroken}`];
    const verdict = { ...found, wrong };
    result = addVerdict(result, verdict);
    if (isFailure(verdict)) {
      const where = at.map(({ step, fate }) => `${fate} at step ${step}`).join(', then ');
      on.say(`${on.platform}: ${where}: ${sayVerdict(verdict)}`);
    }
    return steps;
  };
  const undisturbed = await lives([]);
  for (const first of breaksAt(on.from, undisturbed)) {
    const steps = await lives([first]);
    if (!on.pairs) continue;
    for (const second of breaksAt(first.step + 1, steps)) await lives([first, second]);
  }
  return { ...result, steps: undisturbed };
}

function breaksAt(from: number, to: number): readonly Break[] {
  const steps = Array.from({ length: Math.max(0, to - from + 1) }, (_, number) => from + number);
  return steps.flatMap((step) => breaks.map((fate) => ({ step, fate })));
}

/** What people see in the end: messages, and tags and ledger of the ticket, whenever and by whom they were written. */
function leftBy({ stage }: Ending): string {
  const records = stage.branches.flatMap(({ office, tickets }) => tickets.flatMap((id) => office.truths(id)));
  const ledgers = records.flatMap(({ ledger }) =>
    ledger.map((entry) => `${entry.kind} ${'key' in entry ? entry.key : ''}`),
  );
  const messages = messagesIn(stage.slack).map(({ mark }) => mark);
  return [...ledgers, ...records.flatMap(({ tags }) => tags), ...messages].toSorted().join(', ');
}

/** Every write, every message, and every look for one. */
function isStep({ method, path, host }: Letter): boolean {
  if (host === 'slack.prove') return /chat\.postMessage|conversations\.(?:history|replies)/.test(path);
  return method !== 'GET';
}

function planOf(platform: PlatformName, policy: Policy, fateFor: NonNullable<Plan['fateFor']>): Plan {
  return {
    platform,
    seed: 7,
    policy,
    replicas: 2,
    complaints: 1,
    dial: calm,
    meddling: false,
    historyLagMs: 2_000,
    listLagMs: 2_000,
    skewMs: 0,
    clearsAfterMs: 8 * MINUTE_MS,
    endsAfterMs: 14 * MINUTE_MS,
    fateFor,
  };
}
