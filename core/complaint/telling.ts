import { otherWordsCue } from './model-source.ts';
import { unknownLanguageCue, type Reason } from './recognition.ts';

/** Cues that tell what went wrong about as plainly. */
interface Telling {
  /** Ids of cues, or the group they begin with. */
  readonly cues: readonly string[];
  /** A lone word of theirs only names a thing, as "issue" and "dispute" do; two or more tell what became of it. */
  readonly inAPhrase?: true;
}

/**
 * How plainly cues tell what went wrong, the plainest first: what came to a person or their data; what became of money or
 * could not be done; that nobody answers; what did not come or broke; how somebody was treated; that money is wanted back.
 * What is not here tells no cause: anger, a verdict, a threat, asking again, asking why or for help, and how long ago it was.
 *
 * The order is that in which people chose where they marked one cause of a complaint that told several.
 */
const plainestFirst: readonly Telling[] = [
  { cues: ['safety'] },
  { cues: ['privacy'] },
  {
    cues: [
      'money.charged',
      'money.wrong-amount',
      'money.not-mine',
      'money.paid-already',
      'money.refund',
      'defect.wrong',
    ],
    inAPhrase: true,
  },
  { cues: ['waiting.silence'] },
  { cues: ['unmet.not-received', 'unmet.not-as-ordered'] },
  { cues: ['defect.broken'] },
  { cues: ['unmet'], inAPhrase: true },
  { cues: ['waiting.nobody'] },
  { cues: ['service.treated', 'service.pestered'] },
  { cues: ['waiting.still'] },
  { cues: ['money.refund', 'money.charged'] },
];

/**
 * The one reason that says best what the complaint is about, as people who mark the cause of a complaint would quote it:
 * what went wrong rather than how it feels. Of two that tell alike the first.
 *
 * @returns `undefined` where the words tell no cause: the reasons are signs of a complaint all the same
 */
export function causeOf(reasons: readonly Reason[]): Reason | undefined {
  let best: Reason | undefined;
  let bestPlace = Infinity;
  for (const reason of reasons) {
    if (reason.weight <= 0 || reason.quote === '') continue;
    const place = placeOf(reason);
    if (place < 0 || place > bestPlace || (place === bestPlace && best !== undefined && reason.start >= best.start))
      continue;
    best = reason;
    bestPlace = place;
  }
  return best;
}

/** A reason as people are told it. */
export interface Told {
  readonly reason: Reason;
  /** Whether it is called what went wrong; of one at most. */
  readonly isCause: boolean;
}

/** Whether people are told a reason: what spoke against a complaint is left out, and what weighs too little to be named. */
export function isToldToPeople({ cue, weight }: Reason): boolean {
  return (weight > 0 && cue !== otherWordsCue) || cue === unknownLanguageCue;
}

/** All reasons in the order in which people are told them: the cause, then the weightiest first. */
export function asTold(reasons: readonly Reason[]): readonly Told[] {
  const cause = causeOf(reasons);
  return reasons
    .map((reason) => ({ reason, isCause: reason === cause }))
    .toSorted((a, b) => Number(b.isCause) - Number(a.isCause) || b.reason.weight - a.reason.weight);
}

/** Ids begin with their group; a customer's own model, whose words have no group, tells no cause. */
function placeOf({ cue, quote }: Reason): number {
  const group = cue.split('.', 1)[0] ?? cue;
  return plainestFirst.findIndex(
    ({ cues, inAPhrase }) => (cues.includes(cue) || cues.includes(group)) && (inAPhrase !== true || isPhrase(quote)),
  );
}

/** Whether words are more than one, so that they can tell what became of a thing and not only name it. */
export function isPhrase(quote: string): boolean {
  return /\s/u.test(quote);
}
