import { recognitionText } from '#core/complaint/recognise.ts';
import type { Stretch } from '#core/complaint/word-scan.ts';
import type { Example } from './recognition-sets.ts';

/** Where the words stand, in the text as it is recognised, that people marked as the cause of a complaint. */
export function spanOf({ span, complaint, subject, text }: Example): Stretch | undefined {
  if (span === undefined || complaint !== true) return undefined;
  const start = recognitionText({ subject, messages: [text] }).length - text.length + text.indexOf(span);
  return { start, end: start + span.length };
}

export function isInside(one: Stretch, other: Stretch): boolean {
  return one.start >= other.start && one.end <= other.end;
}
