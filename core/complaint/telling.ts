import type { Reason } from './recognition.ts';

/**
 * How plainly cues tell what went wrong, the plainest first: ids of cues, or what they begin with. That nobody answers,
 * that money or goods did not come and that a thing broke tell it; that somebody is angry or wants a manager does not.
 */
const plainestFirst = [
  'safety',
  'privacy',
  'waiting.silence',
  'waiting.nobody',
  'money.charged',
  'money.wrong-amount',
  'money.refund',
  'unmet',
  'defect',
  'waiting.still',
  'service',
  'repeat',
  'waiting',
  'money',
  'unpraise',
  'explain',
  'formal',
  'dissatisfied',
  'remedy',
  'intense',
];
const places = new Map(plainestFirst.map((id, place) => [id, place]));

/**
 * The one reason that says best what the complaint is about, as people who mark the cause of a complaint would quote it:
 * what went wrong rather than how it feels. Of two that tell alike the longer quote, then the first.
 *
 * @returns `undefined` where nothing that speaks for a complaint is quoted from the text by a cue
 */
export function causeOf(reasons: readonly Reason[]): Reason | undefined {
  let best: Reason | undefined;
  for (const reason of reasons) {
    if (reason.weight <= 0 || reason.quote === '' || placeOf(reason) === undefined) continue;
    if (best === undefined || compare(reason, best) < 0) best = reason;
  }
  return best;
}

/** Reasons as people are told them: the cause, then the weightiest first. */
export function mostTellingFirst(reasons: readonly Reason[]): readonly Reason[] {
  const cause = causeOf(reasons);
  return reasons.toSorted((a, b) => Number(b === cause) - Number(a === cause) || b.weight - a.weight);
}

function compare(a: Reason, b: Reason): number {
  return (placeOf(a) ?? 0) - (placeOf(b) ?? 0) || b.end - b.start - (a.end - a.start) || a.start - b.start;
}

/** Ids begin with their group; a customer's own model, whose words have no group, tells no cause. */
function placeOf({ cue }: Reason): number | undefined {
  return places.get(cue) ?? places.get(cue.split('.', 1)[0] ?? cue);
}
