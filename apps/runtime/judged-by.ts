import { createHash } from 'node:crypto';
import { judgedBy as wordsJudgedBy } from '#core/complaint/judge-words.ts';
import type { Policy } from '#core/policy/policy.ts';

/**
 * A mark of what decides whether a ticket is a complaint. Where it changed, a ticket that was none may be one now, though
 * nothing happened to it: all that is unsolved has to be looked at again.
 */
export function judgedBy(policy: Policy): string {
  const { version, approvedOn, prefix, recognition, merging } = policy;
  const { own, yes, possible, complaintTags } = recognition;
  const words = wordsJudgedBy(policy);
  const text = JSON.stringify([version, approvedOn, prefix, merging, words, own, yes, possible, complaintTags]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
