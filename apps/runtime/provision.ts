import type { HelpdeskSetup, SetupStep } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';

/** What became of one line of a plan. `in order`: there was nothing to do; `left to you`: only a person can. */
export type StepResult = 'done' | 'in order' | 'failed' | 'left to you';

export interface PerformedStep {
  readonly kind: SetupStep['kind'];
  readonly name: string;
  readonly result: StepResult;
  readonly note: string | undefined;
}

/**
 * Does what a plan says, one step after another, and then reads what is there: what counts is what was found, not what
 * was answered, so that a step whose answer was lost, or that somebody else did meanwhile, is done.
 *
 * A step that fails stops none of the others, unless the credentials are refused.
 *
 * @throws {IntegrationError | PayloadError} where what is there cannot be read afterwards
 */
export async function performPlan(
  setup: HelpdeskSetup,
  plan: readonly SetupStep[],
  signal: AbortSignal,
): Promise<readonly PerformedStep[]> {
  const failures = new Map<string, string>();
  for (const step of plan) {
    if (step.perform === undefined) continue;
    const failure = await step.perform(signal).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) continue;
    failures.set(nameOf(step), reasonOf(failure));
    if (failure instanceof IntegrationError && failure.reason === 'auth') break;
  }
  const found = await setup.plan(signal);
  return plan.map((step) => resultOf(step, found, failures.get(nameOf(step))));
}

function nameOf({ kind, name }: SetupStep): string {
  return `${kind} ${name}`;
}

function resultOf(step: SetupStep, found: readonly SetupStep[], failure: string | undefined): PerformedStep {
  const { kind, name } = step;
  const now = found.find((one) => nameOf(one) === nameOf(step));
  if (step.state === 'cannot') return { kind, name, result: 'left to you', note: step.note };
  if (step.perform === undefined) return { kind, name, result: 'in order', note: step.note };
  if (now !== undefined && now.perform === undefined && now.state !== 'cannot') {
    return { kind, name, result: 'done', note: now.note };
  }
  return { kind, name, result: 'failed', note: failure ?? 'it was accepted, but is not there: run this again' };
}

/** Why a step failed, and what to do about it. The error's own words hold no secret and nothing of an answer's body. */
function reasonOf(error: unknown): string {
  if (error instanceof PayloadError) return `${error.message} (${error.code})`;
  if (!(error instanceof IntegrationError)) throw error;
  switch (error.reason) {
    case 'auth':
      return 'the credentials are not accepted';
    case 'forbidden':
      return 'only an administrator may do this: use an administrator’s credentials, or do it by hand';
    case 'rejected':
      return `${error.message}: the account may have as many as its plan allows, or another of this name`;
    case 'rate-limited':
    case 'timeout':
    case 'unavailable':
      return `${error.message}: run this again, what was done stays`;
    case 'not-found':
    case 'closed':
      return `${error.message}: the plan may not include it`;
  }
}
