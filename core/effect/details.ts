import { cardMessage, type CardPlace } from './card.ts';
import type { AlertMessage } from './effect.ts';
import { promisesOf, type PromiseStand } from './promises.ts';
import type { Situation } from './situation.ts';

/** A complaint as one person looks at it: what its card says and offers, and every promise. */
export interface ComplaintDetails {
  readonly card: AlertMessage;
  readonly promises: readonly PromiseStand[];
}

/** @param place  where the person stands who looks: what may be read there is shown, and no more */
export function complaintDetails(situation: Situation, place: CardPlace): ComplaintDetails {
  return { card: cardMessage(situation, place), promises: promisesOf(situation.clocks) };
}
