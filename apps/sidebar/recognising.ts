import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import type { CompiledPolicy } from '#core/policy/compiled.ts';
import type { Policy } from '#core/policy/policy.ts';
import * as judging from '#core/complaint/judge-words.ts';
import { readWordsWith } from './judge-words-later.ts';
import { usablePolicy } from './judging.ts';

/** The policy with all that recognition needs. Its own file, so that a panel that need not read words fetches nothing of it. */
export function wholePolicy(compiled: unknown): Policy {
  readWordsWith(judging);
  return usablePolicy(compiled, compileCuePacks(shippedCues, (compiled as CompiledPolicy).recognition.own));
}
