import type { Policy } from '#core/policy/policy.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import { asOf } from '#core/report/as-of.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { parseInstant } from '#core/time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { readTextFile, whyUnread } from '#apps/runtime/text-file.ts';
import { normaliserOf } from './normalise.ts';
import { UseError } from './use-error.ts';

export interface JudgeQuestion {
  readonly policy: string;
  readonly platform: string;
  /** A raw ticket: `{"ticket": {...}}` and what the API returned beside it. */
  readonly ticket: string;
  readonly now: string;
}

/** What was judged, and all that it was judged by. */
export interface Judged {
  readonly record: TicketRecord;
  readonly policy: Policy;
  readonly outcome: Outcome;
  readonly now: number;
}

/**
 * Judges one raw ticket from a file, as the server would at that instant: what happened later is left out.
 *
 * @throws {UseError} what was asked cannot be understood
 * @throws {ConfigError} the policy is wrong
 * @throws {PayloadError} the ticket is not what the platform documents
 */
export async function judgeFile(question: JudgeQuestion): Promise<Judged> {
  const now = parseInstant(question.now);
  if (now === undefined) throw new UseError(`--now '${question.now}' is no instant; write it as 2026-11-17T09:30:00Z`);
  const { normalise } = normaliserOf(question.platform);
  const policy = await loadPolicy(question.policy);
  const record = asOf(normalise(await readRaw(question.ticket), { prefix: policy.prefix }), now);
  return { record, policy, outcome: judge(record, policy, now), now };
}

async function readRaw(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readTextFile(path);
  } catch (cause) {
    throw new UseError(`the file ${path} ${whyUnread(cause)}`, cause);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UseError(`the file ${path} is not JSON`, cause);
  }
}
