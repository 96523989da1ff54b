import type { Complaint } from '../complaint/complaint.ts';
import { againKey, ledgerKey } from '../effect/key.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Decision } from './decision.ts';
import { snoozedUntil } from './snoozed.ts';
import { stepsOf, type Step } from './steps.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/**
 * What people should have been told by now: the strongest of what is due on each clock, which speaks for the weaker;
 * nothing whose cause is gone; and before the first of them the card in whose thread they stand.
 */
export function decideAlerts(
  complaint: Complaint,
  clocks: readonly Clock[],
  policy: Policy,
  now: Instant,
): readonly Decision[] {
  const alerts: AlertDecision[] = [];
  const add = (alert: AlertDecision | undefined): void => {
    if (alert !== undefined) alerts.push(alert);
  };
  const snooze = snoozedUntil(complaint);
  for (const clock of clocks) add(dueAlert(clock, { complaint, policy, now, snooze }));
  for (const clock of clocks) add(lateAnswer(clock, complaint, policy));
  alerts.push(...climbsByHand(complaint, policy));
  const key = cardKey(complaint);
  const card = complaint.alerts.find((alert) => alert.key === key);
  if (card?.message === undefined) return [...firstCard(complaint, policy, alerts), ...alerts];
  const { channel, message } = card;
  return [
    ...alerts,
    { kind: 'card', because: 'card-shows-the-state', policyVersion: policy.version, channel, message },
  ];
}

/** The card's key on its ticket. */
export function cardKey(complaint: Complaint): string {
  return ledgerKey('complaint', 'card', complaint.receivedAt);
}

function firstCard(complaint: Complaint, policy: Policy, alerts: readonly AlertDecision[]): AlertDecision[] {
  const grave =
    complaint.isOpen && complaint.band === 'yes' && policy.alerts.cardAtOnce.includes(complaint.assessment.severity);
  const first = alerts[0];
  if (!grave && first === undefined) return [];
  return [
    {
      kind: 'alert',
      because: grave ? 'grave-from-the-start' : 'first-alert',
      policyVersion: policy.version,
      key: cardKey(complaint),
      alert: 'card',
      at: grave ? complaint.receivedAt : (first?.at ?? complaint.receivedAt),
      clock: undefined,
      channel: policy.alerts.channel,
      covers: [],
    },
  ];
}

interface Setting {
  readonly complaint: Complaint;
  readonly policy: Policy;
  readonly now: Instant;
  readonly snooze: Instant | undefined;
}

function dueAlert(clock: Clock, { complaint, policy, now, snooze }: Setting): AlertDecision | undefined {
  if (clock.status !== 'dueSoon' && clock.status !== 'breached') return undefined;
  const held = snooze !== undefined && now < snooze;
  const due = stepsOf(clock, complaint).filter((step) => step.at <= now && !isSnoozed(step, now, snooze));
  const strongest = due.at(-1);
  if (strongest === undefined) return undefined;
  const key = (step: string): string => ledgerKey(clock.obligation.id, step, clock.cycle);
  if (snooze !== undefined && !held && strongest.at <= snooze) return again(strongest, snooze, { clock, policy, key });
  // A breach speaks for every warning, whether it has come due or was overtaken.
  const weaker = strongest.alert === 'warning' ? due.slice(0, -1) : [...clock.warnings, ...due.slice(0, -1)];
  return {
    kind: 'alert',
    because: strongest.because,
    policyVersion: policy.version,
    key: key(strongest.step),
    alert: strongest.alert,
    at: strongest.at,
    clock,
    channel: channelOf(strongest.step, policy),
    covers: weaker.map(({ step }) => key(step)),
  };
}

/** While it is snoozed only a broken promise is told; the ladder begins anew with what is told when it ends. */
function isSnoozed(step: Step, now: Instant, snooze: Instant | undefined): boolean {
  if (snooze === undefined || step.alert === 'breach') return false;
  return now < snooze || (step.alert === 'level' && step.at <= snooze);
}

/** What was snoozed comes back, once for each snooze; it speaks for itself as it was due before, where that was not told. */
function again(
  strongest: Step,
  snooze: Instant,
  { clock, policy, key }: { clock: Clock; policy: Policy; key: (step: string) => string },
): AlertDecision {
  return {
    kind: 'alert',
    because: 'snooze-ended',
    policyVersion: policy.version,
    key: againKey(key(strongest.step), snooze),
    alert: strongest.alert,
    at: snooze,
    clock,
    channel: channelOf(strongest.step, policy),
    covers: [key(strongest.step)],
  };
}

/** That a promise was kept at last is told only to those who were told that it was broken. */
function lateAnswer(clock: Clock, complaint: Complaint, policy: Policy): AlertDecision | undefined {
  if (clock.status !== 'metLate' || clock.satisfiedAt === undefined) return undefined;
  const breach = ledgerKey(clock.obligation.id, 'breach', clock.cycle);
  if (!complaint.alerts.some((alert) => alert.key === breach && alert.postedAt !== undefined)) return undefined;
  return {
    kind: 'alert',
    because: 'answered-late',
    policyVersion: policy.version,
    key: ledgerKey(clock.obligation.id, 'late', clock.cycle),
    alert: 'late',
    at: clock.satisfiedAt,
    clock,
    channel: policy.alerts.channel,
    covers: [],
  };
}

function channelOf(step: string, policy: Policy): string {
  const level = policy.ladder.find((level) => step === `level-${level.level}`);
  return level?.channel ?? policy.alerts.channel;
}

const nothing: readonly AlertDecision[] = [];

/** Each escalation by hand is heard one level higher than the one before, up to the top of the ladder. */
function climbsByHand(complaint: Complaint, policy: Policy): readonly AlertDecision[] {
  if (!complaint.isOpen || complaint.escalations.length === 0) return nothing;
  const alerts = complaint.escalations.map((escalation): AlertDecision => {
    const step = `level-${Math.min(escalation.level, policy.ladder.length)}`;
    return {
      kind: 'alert',
      because: 'escalated-by-person',
      policyVersion: policy.version,
      key: ledgerKey('escalated', step, escalation.at),
      alert: 'level',
      at: escalation.at,
      clock: undefined,
      channel: channelOf(step, policy),
      covers: [],
    };
  });
  // Two people at the top of the ladder in one instant are heard once.
  return alerts.filter((alert, i) => alerts.findIndex((other) => other.key === alert.key) === i);
}
