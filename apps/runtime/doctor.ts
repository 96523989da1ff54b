import type { Examination, Finding, FindingState, Timekeeper } from '#integrations/contract.ts';
import { failing, findingOf, unclear } from '#integrations/findings.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import { vaultCodeOf } from './vault-error.ts';

/** A finding, and the check that found it. */
export interface CheckedFinding extends Finding {
  readonly check: string;
}

/**
 * Examines everything at once; the findings come in the order of the examinations. One that fails or takes too long says
 * so and hides none of the others.
 *
 * @param on.limitMs  how long each examination may take
 */
export async function examineAll(
  examinations: readonly Examination[],
  on: { readonly time: Timekeeper; readonly limitMs: number },
  signal: AbortSignal,
): Promise<readonly CheckedFinding[]> {
  const found = await Promise.all(
    examinations.map(async ({ check, examine }) => {
      const findings = await withinLimit(on.time, on.limitMs, signal, (limited) =>
        orGiveUp(examine(limited), limited),
      ).catch((error: unknown): readonly Finding[] => {
        if (error === timedOut) return [unclear('it took too long to find out', 'run this again')];
        return [failureFinding(error, platformOf(check))];
      });
      return findings.map((finding) => ({ check, ...finding }));
    }),
  );
  return found.flat();
}

/** What it means, for people, that a platform could not be asked: the vault may be at fault and not the platform. */
export function failureFinding(error: unknown, platform: string): Finding {
  return error instanceof Error && vaultCodeOf(error) !== undefined ? vaultFinding(error) : findingOf(error, platform);
}

/** What `recourse connect` put away cannot be had. The words of an error that says so hold no secret. */
export function vaultFinding(error: Error): Finding {
  const mend = 'compare RECOURSE_STORE and RECOURSE_VAULT_KEY with those that recourse connect was run with';
  return failing(error.message, mend);
}

/** An examination that waits for another one's answer may not hear of its own limit. */
async function orGiveUp<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const gaveUp = Promise.withResolvers<never>();
  const onAbort = (): void => gaveUp.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, gaveUp.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const platformNames: Readonly<Record<string, string>> = { zendesk: 'Zendesk', freshdesk: 'Freshdesk', slack: 'Slack' };

function platformOf(check: string): string {
  const [platform = ''] = check.split(' ');
  return platformNames[platform] ?? 'it';
}

/** How many findings there are of each state. */
export function countStates(findings: readonly Finding[]): Readonly<Record<FindingState, number>> {
  const count = (state: FindingState): number => findings.filter((one) => one.state === state).length;
  return { ok: count('ok'), warn: count('warn'), fail: count('fail'), unknown: count('unknown') };
}
