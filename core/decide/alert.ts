import type { Complaint } from '../complaint/complaint.ts';
import { againKey, ledgerKey } from '../effect/key.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Decision } from './decision.ts';
import { headAt, headsToShow } from './heads.ts';
import { cardKey, placeOf, type Place } from './place.ts';
import { canWait, quietUntil } from './quiet.ts';
import { brokenAt, stepsOf, type Step } from './steps.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/**
 * What people should have been told by now: the strongest of what is due on each clock, which speaks for the weaker, and a
 * promise that was just broken for the warnings of the others; nothing whose cause is gone; and before the first of them
 * the card in whose thread they stand. In quiet hours what can wait is held: when they end, the same rule tells the
 * strongest of what has gathered, and nothing of what has passed.
 */
export function decideAlerts(
  complaint: Complaint,
  clocks: readonly Clock[],
  policy: Policy,
  now: Instant,
): readonly Decision[] {
  const card = cardKey(complaint);
  const place = placeOf(complaint, policy, card);
  const setting = { complaint, policy, now, snooze: complaint.snoozedUntil, channel: place.channel };
  const due: AlertDecision[] = [];
  for (const clock of clocks) {
    const alert = dueAlert(clock, setting);
    if (alert !== undefined) due.push(alert);
  }
  const alerts = inhibited(due, complaint);
  for (const clock of clocks) {
    const alert = lateAnswer(clock, setting);
    if (alert !== undefined) alerts.push(alert);
  }
  for (const climb of climbsByHand(setting)) alerts.push(climb);
  const shown = headsToShow(complaint, policy, card);
  const quiet = quietUntil(policy, now);
  if (quiet !== undefined) return [...decideQuietly(place, alerts, { complaint, policy, until: quiet }), ...shown];
  const head = headAt(place, alerts, { complaint, policy });
  if (head === undefined && alerts.length === 0) return shown;
  return head === undefined ? [...alerts, ...shown] : [head, ...alerts, ...shown];
}

/** What cannot wait, with the card it needs; the rest as held. What was told stays told. */
function decideQuietly(
  place: Place,
  alerts: readonly AlertDecision[],
  { complaint, policy, until }: { readonly complaint: Complaint; readonly policy: Policy; readonly until: Instant },
): readonly Decision[] {
  const waits = (alert: AlertDecision): boolean => canWait(alert, complaint) && !isTold(alert, complaint);
  const others = alerts.filter((alert) => !waits(alert));
  const held = alerts.filter(waits);
  const isPressing = others.some((alert) => !isTold(alert, complaint));
  const head = headAt(place, isPressing ? others : alerts, { complaint, policy });
  if (head !== undefined) (!isPressing && waits(head) ? held : others).unshift(head);
  return [...others, ...held.map((alert) => heldBack(alert, until))];
}

function heldBack({ because, policyVersion, key, alert, at, channel }: AlertDecision, until: Instant): Decision {
  return { kind: 'held', because, policyVersion, key, alert, at, channel, until };
}

/**
 * One call for a complaint is enough: a broken promise that is yet to be told speaks for the warnings of its other
 * promises that are due by then, and names them. What a regulator's deadline or a critical complaint asks for is told
 * by itself; so is what was told already, and what people snoozed until now.
 */
function inhibited(due: AlertDecision[], complaint: Complaint): AlertDecision[] {
  const breach = due.find((one) => one.alert === 'breach' && one.because === 'deadline-passed');
  if (breach === undefined || isTold(breach, complaint)) return due;
  const spokenFor = due.filter(
    (one) =>
      one.alert === 'warning' && one.because === 'due-soon' && canWait(one, complaint) && !isTold(one, complaint),
  );
  const covers = [...breach.covers, ...spokenFor.flatMap(({ key, covers: weaker }) => [...weaker, key])];
  return due
    .filter((one) => !spokenFor.includes(one))
    .map((one) => (one === breach && spokenFor.length > 0 ? { ...breach, covers } : one));
}

function isTold({ key }: AlertDecision, { alerts }: Complaint): boolean {
  return alerts.some((alert) => alert.key === key && alert.postedAt !== undefined);
}

interface Setting {
  readonly complaint: Complaint;
  readonly policy: Policy;
  readonly now: Instant;
  readonly snooze: Instant | undefined;
  /** Where the complaint is told by now; levels have channels of their own. */
  readonly channel: string;
}

function dueAlert(clock: Clock, setting: Setting): AlertDecision | undefined {
  if (clock.status !== 'dueSoon' && clock.status !== 'breached') return undefined;
  const { complaint, policy, now, snooze } = setting;
  const held = snooze !== undefined && now < snooze;
  const due = stepsOf(clock, complaint).filter((step) => step.at <= now && !isSnoozed(step, now, snooze));
  const strongest = due.at(-1);
  if (strongest === undefined) return undefined;
  const key = (step: string): string => ledgerKey(clock.obligation.id, step, clock.cycle);
  if (snooze !== undefined && !held && strongest.at <= snooze) return again(strongest, snooze, { clock, setting, key });
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
    channel: channelOf(strongest.step, setting),
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
  { clock, setting, key }: { clock: Clock; setting: Setting; key: (step: string) => string },
): AlertDecision {
  return {
    kind: 'alert',
    because: 'snooze-ended',
    policyVersion: setting.policy.version,
    key: againKey(key(strongest.step), snooze),
    alert: strongest.alert,
    at: snooze,
    clock,
    channel: channelOf(strongest.step, setting),
    covers: [key(strongest.step)],
  };
}

/**
 * That a promise was kept at last is told only to those who were told that it was broken; and where quiet hours held that
 * back and saw both, it is told then, for both; or later, by whoever looks first when nobody could look then. A warning
 * that came to nothing is nothing, but a broken promise counts.
 */
function lateAnswer(clock: Clock, setting: Setting): AlertDecision | undefined {
  if (clock.status !== 'metLate' || clock.satisfiedAt === undefined) return undefined;
  const { complaint, policy, channel } = setting;
  const breach = ledgerKey(clock.obligation.id, 'breach', clock.cycle);
  const isTold = complaint.alerts.some((alert) => alert.key === breach && alert.postedAt !== undefined);
  if (!isTold && !wasHeld(clock, setting)) return undefined;
  return {
    kind: 'alert',
    because: 'answered-late',
    policyVersion: policy.version,
    key: ledgerKey(clock.obligation.id, 'late', clock.cycle),
    alert: 'late',
    at: clock.satisfiedAt,
    clock,
    channel,
    covers: isTold ? [] : [breach],
  };
}

/**
 * Whether quiet hours have held back that the promise was broken: those in which it was kept as well, of a ticket that we
 * watched by then. What was broken and kept before we ever looked was never ours to tell, by night as by day.
 */
function wasHeld(clock: Clock, { complaint, policy }: Setting): boolean {
  const { dueAt, satisfiedAt } = clock;
  const { notedAt } = complaint;
  if (dueAt === undefined || satisfiedAt === undefined || clock.obligation.orElse !== undefined) return false;
  if (notedAt === undefined || notedAt > satisfiedAt) return false;
  if (complaint.stage === 'notAComplaint' || complaint.stage === 'duplicate') return false;
  if (!canWait({ alert: 'breach', because: 'deadline-passed', clock }, complaint)) return false;
  const until = quietUntil(policy, brokenAt(dueAt));
  return until !== undefined && satisfiedAt < until;
}

function channelOf(step: string, { policy, channel }: Setting): string {
  const level = policy.ladder.find((level) => step === `level-${level.level}`);
  return level?.channel ?? channel;
}

const nothing: readonly AlertDecision[] = [];

/** Each escalation by hand is heard one level higher than the one before, up to the top of the ladder. */
function climbsByHand(setting: Setting): readonly AlertDecision[] {
  const { complaint, policy } = setting;
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
      channel: channelOf(step, setting),
      covers: [],
    };
  });
  // Two people at the top of the ladder in one instant are heard once.
  return alerts.filter((alert, i) => alerts.findIndex((other) => other.key === alert.key) === i);
}
