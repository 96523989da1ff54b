import { compileCuePack } from '#core/complaint/cue-pack.ts';
import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { englishCues } from '#core/complaint/cues/en.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { recognise } from '#core/complaint/recognise.ts';
import type { ComplainantText } from '#core/complaint/recognise.ts';
import type { Recognition } from '#core/complaint/recognition.ts';

export const english = compileCuePack(englishCues);

/** The packs that are shipped, as a policy has them that adds nothing. */
export const shipped = compileCuePacks(shippedCues);

export const settings = { ...englishCues.thresholds, severity: { base: 'low', rules: [] } } as const;

/** Recognises with the shipped cues and their thresholds. */
export function read(...messages: readonly string[]): Recognition {
  return readTicket({ subject: '', messages });
}

export function readTicket(text: ComplainantText): Recognition {
  return recognise(text, shipped, settings);
}
