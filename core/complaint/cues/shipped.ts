import type { ShippedCues } from '../cue-packs.ts';
import { detectLanguage } from '../language.ts';
import { cuesVersion } from './version.ts';
import { englishCues } from './en.ts';

/**
 * The cues that come with Recourse, and the detector that tells their languages apart: a megabyte that a browser loads
 * when it must read a text, and not before.
 */
export const shippedCues: ShippedCues = {
  version: cuesVersion,
  packs: [englishCues],
  detect: detectLanguage,
};
