import type { ComplaintFields } from '../complaint/fields.ts';
import type { Complaint } from '../complaint/complaint.ts';
import type { Decision } from '../decide/decision.ts';
import { cardKey, placeOf } from '../decide/place.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import type { TicketRecord } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { cardMessage } from './card.ts';
import type { Effect, TicketChange } from './effect.ts';
import { effectKey, ledgerKey } from './key.ts';
import { recognitionNote } from './note.ts';
import { threadMessage } from './thread-message.ts';

/** What the decisions are about, and in whose words to say them. */
export interface Situation {
  readonly record: TicketRecord;
  readonly complaint: Complaint;
  readonly clocks: readonly Clock[];
  readonly policy: Policy;
  readonly now: Instant;
}

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

function planChange(
  decisions: readonly Decision[],
  { record, complaint, clocks, policy, now }: Situation,
): Effect | undefined {
  if (record.isFrozen === true) return undefined;
  const { addTags, removeTags, fields, noted } = lackingOf(decisions, record, complaint);
  if (addTags.length + removeTags.length === 0 && fields === undefined && noted === undefined) return undefined;
  const change: TicketChange = {
    ...(addTags.length > 0 ? { addTags } : {}),
    ...(removeTags.length > 0 ? { removeTags } : {}),
    ...(fields === undefined ? {} : { fields }),
    ...(noted === undefined
      ? {}
      : { note: recognitionNote({ complaint, clocks, policy }), ledger: [{ kind: 'noted', key: noted, at: now }] }),
  };
  const key = effectKey(record.ref, ledgerKey('complaint', 'marks', complaint.receivedAt));
  return { key, ticket: record.ref, kind: 'change-ticket', change };
}

interface Lacking {
  readonly addTags: string[];
  readonly removeTags: string[];
  fields: ComplaintFields | undefined;
  noted: string | undefined;
}

/** What the ticket does not show of what was decided. */
function lackingOf(decisions: readonly Decision[], record: TicketRecord, { ownTags }: Complaint): Lacking {
  const lacking: Lacking = { addTags: [], removeTags: [], fields: undefined, noted: undefined };
  for (const decision of decisions) {
    if (decision.kind === 'mark') {
      for (const tag of decision.tags) if (!ownTags.includes(tag)) lacking.addTags.push(tag);
      for (const tag of decision.notTags) if (ownTags.includes(tag)) lacking.removeTags.push(tag);
      lacking.fields = changed(record.fields, decision.fields);
    }
    if (decision.kind === 'note' && !isNoted(record, decision.key)) lacking.noted = decision.key;
  }
  return lacking;
}

function isNoted(record: TicketRecord, key: string): boolean {
  return record.ledger.some((entry) => entry.kind === 'noted' && entry.key === key);
}

function changed(is: ComplaintFields, wanted: ComplaintFields): ComplaintFields | undefined {
  let fields: { -readonly [Name in keyof ComplaintFields]: ComplaintFields[Name] } | undefined;
  for (const name of Object.keys(wanted) as (keyof ComplaintFields)[]) {
    if (wanted[name] !== is[name]) (fields ??= {})[name] = wanted[name];
  }
  return fields;
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
    return { alert: card, under: undefined, broadcast: false, ...(keepsNames(policy) ? { named: channel } : {}) };
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

/** Where a card may stand in more than one channel, or channels may read more than others, it must be known by name. */
function keepsNames({ alerts }: Policy): boolean {
  return alerts.routes !== undefined || alerts.restrictedFactsIn !== undefined;
}
