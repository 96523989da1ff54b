import { compileCuePack } from '#core/complaint/cue-pack.ts';
import { englishCues } from '#core/complaint/cues/en.ts';
import { recognise } from '#core/complaint/recognise.ts';
import type { ComplainantText } from '#core/complaint/recognise.ts';
import type { Recognition } from '#core/complaint/recognition.ts';

export const english = compileCuePack(englishCues);

export const settings = { ...englishCues.thresholds, severity: { base: 'low', rules: [] } } as const;

/** Recognises English with the thresholds of its pack. */
export function read(...messages: readonly string[]): Recognition {
  return readTicket({ subject: '', messages });
}

export function readTicket(text: ComplainantText): Recognition {
  return recognise(text, english, settings);
}
