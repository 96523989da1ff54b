import type { Alert, Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Decision } from './decision.ts';
import { headsOf, type Place } from './place.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/**
 * The message in whose thread a complaint's alerts stand where it is told by now: its card, or the sign of a card that
 * stands elsewhere. At once where it is so grave, otherwise with the first alert there; nothing once it stands.
 */
export function headAt(
  place: Place,
  alerts: readonly AlertDecision[],
  { complaint, policy }: { readonly complaint: Complaint; readonly policy: Policy },
): AlertDecision | undefined {
  if (complaint.alerts.some((alert) => alert.key === place.key && alert.message !== undefined)) return undefined;
  const grave =
    complaint.isOpen && complaint.band === 'yes' && policy.alerts.cardAtOnce.includes(complaint.assessment.severity);
  const first = alerts[0];
  if (!grave && first === undefined) return undefined;
  return {
    kind: 'alert',
    because: grave ? 'grave-from-the-start' : 'first-alert',
    policyVersion: policy.version,
    key: place.key,
    alert: 'card',
    at: grave ? place.since : (first?.at ?? place.since),
    clock: undefined,
    channel: place.channel,
    covers: [],
  };
}

/**
 * Every head that stands shows how things are by now, wherever the next alert is told.
 *
 * @param card  the card's key
 */
export function headsToShow(complaint: Complaint, policy: Policy, card: string): readonly Decision[] {
  const heads = headsOf(complaint, policy, card);
  return heads.length === 0 ? nothing : heads.map((head) => shown(head, policy.version));
}

const nothing: readonly Decision[] = [];

function shown({ key, channel, message = '', named }: Alert, policyVersion: string): Decision {
  const decision = { kind: 'card', because: 'card-shows-the-state', policyVersion, channel, message } as const;
  return named === undefined ? decision : { ...decision, key, named };
}
