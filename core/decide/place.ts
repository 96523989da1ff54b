import type { Alert, Complaint, Grading } from '../complaint/complaint.ts';
import { ledgerKey } from '../effect/key.ts';
import { channelsOf } from '../policy/channels.ts';
import { isNamedIn } from '../policy/named-in.ts';
import type { AlertRoute, Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';

/** Where a complaint's alerts are told: the message at their head, in whose thread they stand. */
export interface Place {
  /** The head's key, as in the ledger. */
  readonly key: string;
  /** By the policy's name, or by the id it stands under where the policy names it no more. */
  readonly channel: string;
  /** What made it the place: receipt, or the change of the complaint that brought it here. */
  readonly since: Instant;
}

/** The card's key on its ticket. */
export function cardKey(complaint: Complaint): string {
  return ledgerKey('complaint', 'card', complaint.receivedAt);
}

const signPrefix = 'complaint:moved:';

/** Whether a ledger's key is of a message that opens a thread: a card, or the sign of one that stands elsewhere. */
export function isHeadKey(key: string): boolean {
  return key.startsWith('complaint:card:') || key.startsWith(signPrefix);
}

/**
 * Where a complaint's next alert is told.
 *
 * A card never moves, and its thread stays with it: who followed it there goes on finding all of it. But what has become
 * critical must be heard where critical complaints are heard. So once a change of the complaint itself brings it under
 * another route, a sign goes up in that channel, kept as up to date as the card, and the alerts that follow stand in the
 * sign's thread alone; the card says where. Each is told once, in one place. What comes back goes on under its card.
 *
 * An edit of the policy moves nothing that stands: both the complaint as it was when its card was posted and as it is now
 * are judged by the routes of today, so that nobody's morning begins with a sign for every open complaint.
 *
 * @param key  the card's, for whoever has made it already
 */
export function placeOf(complaint: Complaint, policy: Policy, key: string = cardKey(complaint)): Place {
  const { alerts } = policy;
  if (alerts.routes !== undefined) return routedPlaceOf(complaint, policy, key);
  const standing = complaint.alerts.find((alert) => alert.key === key && alert.postedAt !== undefined);
  const channel = standing?.named === undefined ? alerts.channel : channelOf(standing, policy);
  return { key, channel, since: complaint.receivedAt };
}

function routedPlaceOf(complaint: Complaint, policy: Policy, card: string): Place {
  const { receivedAt: since } = complaint;
  const channel = channelFor(factsOf(complaint), policy);
  const standing = complaint.alerts.find(({ key, postedAt }) => key === card && postedAt !== undefined);
  if (standing?.postedAt === undefined) return { key: card, channel, since };
  const { postedAt } = standing;
  const before = gradingAt(complaint, postedAt);
  if (before === undefined || channelFor({ ...before, brand: complaint.brand }, policy) === channel) {
    return { key: card, channel: channelOf(standing, policy), since };
  }
  const changedAt = movedAt(complaint, policy, { channel, after: postedAt });
  const key = ledgerKey('complaint', 'moved', changedAt);
  const sign = complaint.alerts.find((alert) => alert.key === key && alert.postedAt !== undefined);
  return { key, channel: sign === undefined ? channel : channelOf(sign, policy), since: changedAt };
}

/**
 * The card and the signs that stand, each a message of its own that is kept up to date.
 *
 * @param card  the card's key
 */
export function headsOf({ alerts }: Complaint, policy: Policy, card: string): readonly Alert[] {
  if (policy.alerts.routes === undefined) {
    const standing = alerts.find((alert) => alert.key === card);
    return standing?.message === undefined ? none : [standing];
  }
  return alerts.filter(
    (alert) => alert.message !== undefined && (alert.key === card || alert.key.startsWith(signPrefix)),
  );
}

const none: readonly Alert[] = [];

interface Facts {
  readonly severity: Grading['severity'];
  readonly category: string | undefined;
  readonly vulnerable?: boolean | undefined;
  readonly brand: string | undefined;
}

function factsOf({ assessment, issues, gradings, brand }: Complaint): Facts {
  return {
    severity: assessment.severity,
    category: issues[0]?.category,
    vulnerable: gradings.at(-1)?.vulnerable,
    brand,
  };
}

/** By the first route that fits; the channel of all others where none does. */
function channelFor(facts: Facts, { alerts }: Policy): string {
  return alerts.routes?.find((route) => fits(route, facts))?.channel ?? alerts.channel;
}

function fits({ when }: AlertRoute, { severity, category, brand, vulnerable }: Facts): boolean {
  return (
    (when.severity === undefined || when.severity.includes(severity)) &&
    (when.category === undefined || (category !== undefined && isNamedIn(when.category, category))) &&
    (when.brand === undefined || (brand !== undefined && isNamedIn(when.brand, brand))) &&
    (when.vulnerable === undefined || vulnerable === true)
  );
}

function gradingAt({ gradings }: Complaint, at: Instant): Grading | undefined {
  return gradings.findLast((grading) => grading.at <= at) ?? gradings[0];
}

/** When the change came that brought it to where it is now. */
function movedAt(
  { gradings, brand, receivedAt }: Complaint,
  policy: Policy,
  { channel, after }: { readonly channel: string; readonly after: Instant },
): Instant {
  let since: Instant | undefined;
  for (const grading of gradings) {
    if (grading.at <= after) continue;
    if (channelFor({ ...grading, brand }, policy) !== channel) since = undefined;
    else since ??= grading.at;
  }
  return since ?? receivedAt;
}

/** A message stands where it was posted: by its name while the policy knows it, so that a channel has one queue. */
function channelOf({ named, channel }: Alert, policy: Policy): string {
  return named !== undefined && channelsOf(policy).includes(named) ? named : channel;
}
