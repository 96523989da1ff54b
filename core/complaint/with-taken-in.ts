import type { Instant } from '../time.ts';
import { worse } from './assess.ts';
import type { ByKind } from './by-kind.ts';
import type { RecordedRecognition } from './recorded.ts';

/** UTF-16 units; what was merged into a ticket beyond some sixty others is asked about each time: our choice. */
const longestTaken = 1_000;

/**
 * What was recognised, with what merged tickets bring along: the complaint was received when the earlier of the two was,
 * and is as grave as the graver. How grave the other was is asked once, when it is taken in: what somebody does to a
 * ticket that was merged away is not about this complaint any more.
 */
export function withTakenIn(recognition: RecordedRecognition, { mergers }: ByKind): RecordedRecognition {
  if (mergers.length === 0) return recognition;
  const oldest = oldestOf(mergers, recognition.oldest ?? recognition.at);
  const { severity, taken } = gravestOf(mergers, recognition);
  if (oldest === undefined && taken === recognition.taken) return recognition;
  return { ...recognition, severity, taken, ...(oldest !== undefined && { oldest }) };
}

function gravestOf(
  mergers: ByKind['mergers'],
  recognition: RecordedRecognition,
): Pick<RecordedRecognition, 'severity' | 'taken'> {
  let { severity, taken } = recognition;
  for (const { from, severity: brought } of mergers) {
    if (from === undefined || brought === undefined || taken?.split(' ').includes(from) === true) continue;
    severity = worse(severity, brought);
    if (taken === undefined) taken = from;
    else if (taken.length < longestTaken) taken += ` ${from}`;
  }
  return { severity, taken };
}

/** When the oldest of them was received, where that was before all that is known. */
function oldestOf(mergers: ByKind['mergers'], known: Instant): Instant | undefined {
  const oldest = mergers.reduce((first, { receivedAt = first }) => Math.min(first, receivedAt), known);
  return oldest < known ? oldest : undefined;
}
