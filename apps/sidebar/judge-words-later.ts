import type * as judging from '#core/complaint/judge-words.ts';

/** Words have to be read, and what reads them is not there. */
export class CuesNeeded extends Error {
  override readonly name = 'CuesNeeded';
}

let there: typeof judging | undefined;

/** From now on words are read by these. */
export function readWordsWith(real: typeof judging): void {
  there = real;
}

/**
 * Stands in a bundled panel where the core reads words, so that nothing of cues, phrases and models is fetched for a ticket
 * whose recognition is written down.
 *
 * @throws {CuesNeeded} until `readWordsWith` was called
 */
export const judgeWords: typeof judging.judgeWords = (text, policy, circumstances) => {
  if (there === undefined) throw new CuesNeeded('the cues have to be fetched');
  return there.judgeWords(text, policy, circumstances);
};

/** Under which name recognitions carry what judged; without the cues at hand, the policy's word for it. */
export const judgedBy: typeof judging.judgedBy = (policy) =>
  there === undefined ? policy.recognition.pack.id : there.judgedBy(policy);
