import { wordCue } from '../complaint/model-source.ts';
import { unknownLanguageCue, type Recognition } from '../complaint/recognition.ts';
import { asTold, isToldToPeople } from '../complaint/telling.ts';
import type { Policy } from '../policy/policy.ts';
import { small, spaced } from './words.ts';

/** What the one reason is called that tells the cause; where none tells it, nothing is called so. */
export const causeTitle = 'what went wrong';

/** A reason as people read it: the complainant's words, and what they count as. */
export interface ReasonInWords {
  /** Empty where the reason is not of the text, as a bad rating is. */
  readonly quote: string;
  readonly title: string;
  readonly weight: number;
}

/** Why a text was taken for a complaint: what went wrong, if it tells that, then the weightiest; what spoke against it is left out. */
export function reasonsInWords(recognition: Recognition, policy: Policy): readonly ReasonInWords[] {
  const { byId } = policy.recognition.pack;
  return asTold(recognition.reasons)
    .filter(({ reason }) => isToldToPeople(reason))
    .map(({ reason: { cue, quote, weight }, isCause }) => {
      const title = small(byId.get(cue)?.group.title ?? ownTitle(cue));
      return { quote, weight, title: isCause ? `${causeTitle} (${title})` : title };
    });
}

/** What a customer's own model learnt has no title but that. */
function ownTitle(cue: string): string {
  if (cue === unknownLanguageCue) return 'in a language for which there are no cues, so that a person must read it';
  return cue.startsWith(wordCue) ? 'learnt from your own tickets' : spaced(cue);
}
