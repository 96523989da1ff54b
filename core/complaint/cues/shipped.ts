import type { ShippedCues } from '../cue-packs.ts';
import { detectLanguage } from '../language.ts';
import { germanCues } from './de.ts';
import { englishCues } from './en.ts';
import { spanishCues } from './es.ts';
import { frenchCues } from './fr.ts';
import { italianCues } from './it.ts';
import { portugueseCues } from './pt.ts';
import { cuesVersion } from './version.ts';

/**
 * The cues that come with Recourse, and the detector that tells their languages apart: a megabyte that a browser loads
 * when it must read a text, and not before.
 */
export const shippedCues: ShippedCues = {
  version: cuesVersion,
  packs: [englishCues, germanCues, frenchCues, spanishCues, portugueseCues, italianCues],
  detect: detectLanguage,
};
