import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { readCompiledPolicy, type CompiledFault, type CompiledPolicy } from '#core/policy/compiled.ts';
import type { Policy } from '#core/policy/policy.ts';
import { ConfigError } from './config-error.ts';

/** How `recourse check --compile` begins what it prints. No policy that a person wrote begins so. */
const beginning = /^\s*\{\s*"compiled"\s*:/u;

const messages: Readonly<Record<CompiledFault, string>> = {
  'not-compiled': 'this begins like a compiled policy and is none, or only half of one',
  'other-form': 'this policy was compiled by a version with another form',
  'zone-unknown': 'this machine does not know the time zone of one of its calendars',
};

/**
 * The policy of what `recourse check --compile` printed, so that what a panel judged can be judged again on the command
 * line; `undefined` for a text that is no compiled policy.
 *
 * @throws {ConfigError} POLICY_INVALID for one that cannot be read
 */
export function readCompiledText(text: string): Policy | undefined {
  if (!beginning.test(text)) return undefined;
  const value = parsed(text);
  const own = (value as Partial<CompiledPolicy> | undefined)?.recognition?.own;
  const isOwn = Array.isArray(own?.cues) && Array.isArray(own.categories);
  const read = readCompiledPolicy(value, compileCuePacks(shippedCues, isOwn ? own : undefined));
  if ('policy' in read) return read.policy;
  const suggestion = 'compile the policy file anew: recourse check --compile FILE';
  throw new ConfigError('POLICY_INVALID', [{ path: '', message: messages[read.fault], suggestion }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
