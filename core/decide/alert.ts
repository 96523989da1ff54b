import type { Complaint } from '../complaint/complaint.ts';
import { ledgerKey } from '../effect/key.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Because, Decision } from './decision.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

/**
 * What people should have been told by now: the strongest of what is due on each clock, which speaks for the weaker;
 * nothing whose cause is gone; and before the first of them the card in whose thread they stand.
 *
 * A merely possible complaint is not warned about, only told when its promise is broken: our choice, for the sake of a
 * channel that people keep reading.
 */
export function decideAlerts(
  complaint: Complaint,
  clocks: readonly Clock[],
  policy: Policy,
  now: Instant,
): readonly Decision[] {
  const told = new Set(complaint.alerts.filter((alert) => alert.postedAt !== undefined).map((alert) => alert.key));
  const alerts = [
    ...clocks.flatMap((clock) => alertOf(clock, { complaint, policy, now, told })),
    ...climbsByHand(complaint, policy),
  ];
  const card = complaint.alerts.find((alert) => alert.key === cardKey(complaint));
  return [
    ...(card?.message === undefined ? firstCard(complaint, policy, alerts) : []),
    ...alerts,
    ...(card?.message === undefined
      ? []
      : [{ kind: 'card' as const, because: 'card-shows-the-state' as const, channel: card.channel, message: card.message }]),
  ];
}

/** The card's key on its ticket. */
export function cardKey(complaint: Complaint): string {
  return ledgerKey('complaint', 'card', complaint.receivedAt);
}

function firstCard(complaint: Complaint, policy: Policy, alerts: readonly AlertDecision[]): AlertDecision[] {
  const grave = complaint.isOpen && complaint.band === 'yes' && policy.alerts.cardAtOnce.includes(complaint.assessment.severity);
  const first = alerts[0];
  if (!grave && first === undefined) return [];
  return [
    {
      kind: 'alert',
      because: grave ? 'grave-from-the-start' : 'first-alert',
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
  readonly told: ReadonlySet<string>;
}

function alertOf(clock: Clock, setting: Setting): AlertDecision[] {
  const { complaint, policy, told } = setting;
  const due = dueSteps(clock, setting);
  const strongest = due.at(-1);
  if (strongest === undefined) return [];
  const key = (step: string): string => ledgerKey(clock.obligation.id, step, clock.cycle);
  if (strongest.alert === 'late' && !due.some((step) => step !== strongest && told.has(key(step.step)))) return [];
  if (strongest.alert === 'warning' && complaint.band === 'possible') return [];
  return [
    {
      kind: 'alert',
      because: strongest.because,
      key: key(strongest.step),
      alert: strongest.alert,
      at: strongest.at,
      clock,
      channel: channelOf(strongest.step, policy),
      covers: due.slice(0, -1).map((step) => key(step.step)),
    },
  ];
}

interface Step {
  readonly step: string;
  readonly at: Instant;
  readonly alert: 'warning' | 'breach' | 'level' | 'late';
  readonly because: Because;
}

/** What has come due on a clock by now, weakest first; empty where its cause is gone. */
function dueSteps(clock: Clock, { complaint, now }: Setting): readonly Step[] {
  const warnings = clock.warnings.map((mark): Step => ({ ...mark, alert: 'warning', because: 'due-soon' }));
  if (clock.dueAt === undefined) return [];
  const breach: Step = { step: 'breach', at: clock.dueAt + 1, alert: 'breach', because: 'deadline-passed' };
  const climbs = clock.climbs.map((mark): Step => ({ ...mark, alert: 'level', because: 'nobody-acknowledged' }));
  const steps = [...warnings, breach, ...climbs];
  if (clock.status === 'metLate' && clock.satisfiedAt !== undefined) {
    const until = clock.satisfiedAt;
    const late: Step = { step: 'late', at: until, alert: 'late', because: 'answered-late' };
    return [...steps.filter((step) => step.alert !== 'warning' && step.at <= until), late];
  }
  const stands = complaint.isOpen && (clock.status === 'dueSoon' || clock.status === 'breached');
  return stands ? steps.filter((step) => step.at <= now) : [];
}

function channelOf(step: string, policy: Policy): string {
  const level = policy.ladder.find((level) => step === `level-${level.level}`);
  return level?.channel ?? policy.alerts.channel;
}

/** Each escalation by hand is heard one level higher than the one before, up to the top of the ladder. */
function climbsByHand(complaint: Complaint, policy: Policy): AlertDecision[] {
  if (!complaint.isOpen) return [];
  return complaint.escalations.map((escalation) => {
    const level = Math.min(escalation.level, policy.ladder.length);
    const step = `level-${level}`;
    return {
      kind: 'alert',
      because: 'escalated-by-person',
      key: ledgerKey('escalated', step, escalation.at),
      alert: 'level',
      at: escalation.at,
      clock: undefined,
      channel: channelOf(step, policy),
      covers: [],
    };
  });
}
