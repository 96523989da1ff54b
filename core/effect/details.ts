import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import { cardMessage, type CardPlace } from './card.ts';
import type { AlertMessage, Tone } from './effect.ts';
import type { Situation } from './situation.ts';

/** How one promise stands. */
export interface PromiseStand {
  /** The obligation's own title. */
  readonly title: string;
  readonly tone: Tone;
  /** Our words for how it stands; `at` completes them. */
  readonly words: string;
  readonly at: Instant | undefined;
}

/** A complaint as one person looks at it: what its card says and offers, and every promise. */
export interface ComplaintDetails {
  readonly card: AlertMessage;
  readonly promises: readonly PromiseStand[];
}

/** @param place  where the person stands who looks: what may be read there is shown, and no more */
export function complaintDetails(situation: Situation, place: CardPlace): ComplaintDetails {
  const promises = situation.clocks.flatMap(standOf).toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  return { card: cardMessage(situation, place), promises };
}

/** What is owed comes first, the gravest of it before all. */
const order: readonly Tone[] = ['broken', 'warning', 'calm', 'done'];

/** Nothing of a promise that has not begun, or that another one took the place of. */
function standOf({ obligation: { title }, status, dueAt, satisfiedAt }: Clock): readonly PromiseStand[] {
  switch (status) {
    case 'running':
      return [{ title, tone: 'calm', words: 'by', at: dueAt }];
    case 'dueSoon':
      return [{ title, tone: 'warning', words: 'due soon, by', at: dueAt }];
    case 'breached':
      return [{ title, tone: 'broken', words: 'was due', at: dueAt }];
    case 'paused':
      return [{ title, tone: 'calm', words: 'stands still while paused', at: undefined }];
    case 'met':
      return [{ title, tone: 'done', words: 'kept', at: satisfiedAt }];
    case 'metLate':
      return [{ title, tone: 'done', words: 'kept late', at: satisfiedAt }];
    case 'waived':
      return [{ title, tone: 'done', words: 'waived', at: undefined }];
    case 'notStarted':
    case 'superseded':
      return [];
  }
}
