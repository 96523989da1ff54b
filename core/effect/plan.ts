import type { Complaint } from '../complaint/complaint.ts';
import type { Decision } from '../decide/decision.ts';
import { cardKey, placeOf } from '../decide/place.ts';
import { cardMessage } from './card.ts';
import type { Effect } from './effect.ts';
import { effectKey } from './key.ts';
import { planChange } from './plan-change.ts';
import type { Situation } from './situation.ts';
import { threadMessage } from './thread-message.ts';

/**
 * Decisions as things to do. Everything said of the ticket itself becomes one save, and none where it shows it already;
 * alerts that its ledger knows are left out.
 * A complaint that is over has its card told so before the ticket loses the tag by which it would be found again.
 */
export function planEffects(decisions: readonly Decision[], situation: Situation): readonly Effect[] {
  const change = planChange(decisions, situation);
  const told: Effect[] = [];
  for (const decision of decisions) {
    const effect = planAlert(decision, situation);
    if (effect !== undefined) told.push(effect);
  }
  if (change === undefined) return told;
  return situation.complaint.isOpen ? [change, ...told] : [...told, change];
}

function isTold({ alerts }: Complaint, key: string): boolean {
  return alerts.some((alert) => alert.key === key && alert.postedAt !== undefined);
}

function planAlert(decision: Decision, situation: Situation): Effect | undefined {
  const { record, complaint } = situation;
  const { ref } = record;
  if (decision.kind === 'card') {
    const { channel, message, named } = decision;
    const key = effectKey(ref, decision.key ?? cardKey(complaint));
    const alert = cardMessage(situation, { channel: named ?? channel, id: channel });
    return { key, ticket: ref, kind: 'update-card', posted: { channel, message }, alert };
  }
  // What was said needs no words any more; and of a ticket that takes no claim its card alone tells how it ended.
  if (decision.kind !== 'alert' || isTold(complaint, decision.key) || record.isFrozen === true) return undefined;
  return {
    key: effectKey(ref, decision.key),
    ticket: ref,
    kind: 'post-alert',
    channel: decision.channel,
    ...wordsAndThread(decision, situation),
    covers: decision.covers.map((key) => effectKey(ref, key)),
  };
}

type PostAlert = Extract<Effect, { kind: 'post-alert' }>;

/** A card opens a thread; what is told where it stands goes into that, and whatever is more than a warning shows beside it. */
function wordsAndThread(
  decision: Extract<Decision, { kind: 'alert' }>,
  situation: Situation,
): Pick<PostAlert, 'alert' | 'under' | 'broadcast' | 'named'> {
  const { record, complaint, policy } = situation;
  const { alert, channel } = decision;
  if (alert === 'card') {
    const card = cardMessage(situation, { channel, id: undefined });
    // By its name the policy of another day tells whether it still tells complaints there.
    return { alert: card, under: undefined, broadcast: false, named: channel };
  }
  const place = placeOf(complaint, policy);
  const inThread = channel === place.channel;
  const isFirstWord = alert === 'late' && decision.covers.length > 0;
  return {
    alert: threadMessage(decision, situation),
    under: inThread ? effectKey(record.ref, place.key) : undefined,
    broadcast: inThread && (alert === 'breach' || alert === 'level' || isFirstWord),
  };
}
