import type { Policy } from '../policy/policy.ts';
import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Complaint, ComplaintEvent, Escalation } from './complaint.ts';
import { escalationsIn } from './escalations-in.ts';
import { alertsOf, answersIn } from './alerts-of.ts';
import { readDecided, type Decided } from './decided.ts';
import { readHistory, timeIn, type History } from './events.ts';
import { inOrder } from './order.ts';
import { readRecognition } from './read-recognition.ts';
import type { RecordedRecognition } from './recorded.ts';
import type { Stage } from './stage.ts';

/**
 * A ticket seen as a complaint, or `undefined` where it is none and never was taken for one.
 *
 * A ticket that we had marked and that is no complaint after all comes back with the stage `notAComplaint`, so that
 * the marks can be taken off again.
 *
 * @see ISO 10002:2018, 7.2 (receipt) and 7.3 (tracking)
 */
export function follow(record: TicketRecord, policy: Policy): Complaint | undefined {
  const timeline = inOrder(record);
  const recognition = readRecognition(record, timeline, policy);
  if (recognition === undefined || record.status === 'deleted') return undefined;
  const decided = readDecided(record.fields);
  const marked = record.tags.includes(`${policy.prefix}open`) || record.tags.includes(`${policy.prefix}complaint`);
  const refused = decided.isComplaint === false;
  if (refused ? !marked : recognition.band === 'no' && decided.isComplaint !== true) return undefined;
  const history = withEscalations(readHistory(timeline, recognition), record);
  const stage = refused ? 'notAComplaint' : readStage(record, history, decided);
  return project(record, policy, { timeline, recognition, decided, history, stage });
}

interface Reading {
  readonly timeline: readonly TimelineEntry[];
  readonly recognition: RecordedRecognition;
  readonly decided: Decided;
  readonly history: History & { readonly escalations: readonly Escalation[] };
  readonly stage: Stage;
}

function project(record: TicketRecord, policy: Policy, reading: Reading): Complaint {
  const { recognition, decided, history, stage, timeline } = reading;
  const { events, communications, escalations } = history;
  return {
    ref: record.ref,
    url: record.url,
    subject: record.subject,
    brand: record.brand,
    group: record.group,
    ...ownAndOther(record.tags, policy.prefix),
    schemaVersion: 1,
    receivedAt: recognition.at,
    countedFrom: earliestReceipt(timeline, recognition, policy),
    channel: record.channel,
    presets: [...new Set(policy.obligations.map((obligation) => obligation.preset))],
    stage,
    isOpen: !endedStages.has(stage),
    band: recognition.band === 'yes' || decided.isComplaint === true ? 'yes' : 'possible',
    confirmed: decided.isComplaint === true,
    recognition,
    complainant: {
      id: record.complainant.id,
      represents: undefined,
      preferredContact: undefined,
      accessibilityNeeds: undefined,
      vulnerability: decided.vulnerability,
    },
    ...assessed(decided, recognition),
    communications,
    events,
    paused: timeIn(record, timeline, policy.pausedWhile),
    investigation: undefined,
    rootCause: decided.rootCause,
    decision: readDecision(events, decided),
    remedy: undefined,
    actions: [],
    escalations,
    alerts: alertsOf(record.ledger),
    alertAnswers: answersIn(record.ledger),
    referral: undefined,
    satisfaction: readSatisfaction(timeline),
    mergedInto: timeline.flatMap((entry) => (entry.kind === 'merged' ? [entry.into] : [])).at(-1),
    reopenedAt: events.filter((event) => event.kind === 'reopened').map((event) => event.at),
  };
}

function ownAndOther(tags: readonly string[], prefix: string): Pick<Complaint, 'tags' | 'ownTags'> {
  const own = tags.filter((tag) => tag.startsWith(prefix));
  return { tags: tags.filter((tag) => !tag.startsWith(prefix)), ownTags: own.map((tag) => tag.slice(prefix.length)) };
}

/** A person's word goes before ours, fact by fact. */
function assessed(decided: Decided, recognition: RecordedRecognition): Pick<Complaint, 'issues' | 'assessment'> {
  return {
    issues: [
      {
        product: undefined,
        category: decided.category ?? recognition.category,
        subcategory: undefined,
        problemAt: undefined,
        location: undefined,
        allegedLoss: undefined,
      },
    ],
    assessment: {
      severity: decided.severity ?? recognition.severity,
      safetyImplication: 'none',
      complexity: 'standard',
      impact: 'single',
      immediateActionNeeded: undefined,
      compensationLikely: undefined,
      by: decided.severity === undefined ? undefined : 'agent',
      at: undefined,
    },
  };
}

function readSatisfaction(timeline: readonly TimelineEntry[]): Complaint['satisfaction'] {
  const rated = timeline.findLast((entry) => entry.kind === 'rated');
  return rated?.kind === 'rated'
    ? { outcomeScore: rated.score, processScore: undefined, answeredAt: rated.at }
    : undefined;
}

const endedStages: ReadonlySet<Stage> = new Set(['closed', 'notAComplaint', 'duplicate', 'withdrawn', 'accepted']);

function readStage(record: TicketRecord, { events }: History, decided: Decided): Stage {
  if (events.some((event) => event.kind === 'mergedAway')) return 'duplicate';
  if (decided.outcome === 'withdrawn') return 'withdrawn';
  const last = events.findLast((event) => turning.has(event.kind))?.kind;
  // A ticket read without its history tells its end by its status alone.
  const ended = last === undefined ? record.status === 'solved' : last !== 'reopened';
  if (ended || record.status === 'closed') return 'closed';
  return stageInHand(record, events, decided);
}

function stageInHand(record: TicketRecord, events: readonly ComplaintEvent[], decided: Decided): Stage {
  if (record.status === 'pending') return 'awaitingComplainant';
  if (record.status === 'hold') return 'awaitingThirdParty';
  const has = (kind: ComplaintEvent['kind']): boolean => events.some((event) => event.kind === kind);
  if (has('substantive')) return 'investigating';
  if (has('reopened')) return 'reopened';
  if (decided.severity !== undefined) return 'assessed';
  return has('reply') ? 'acknowledged' : 'received';
}

const turning: ReadonlySet<string> = new Set(['solved', 'closed', 'accepted', 'reopened']);

function readDecision(events: readonly ComplaintEvent[], decided: Decided): Complaint['decision'] {
  const event = events.findLast((event) => event.kind === 'decision');
  if (event === undefined) return undefined;
  const accepted = events.find((later) => later.kind === 'accepted' && later.at >= event.at);
  return {
    outcome: decided.outcome,
    reasons: undefined,
    communicatedAt: event.at,
    acceptedByComplainant: accepted === undefined ? undefined : true,
    acceptedAt: accepted?.at,
  };
}

/** A merged ticket's complaint was received when the earlier of the two was. */
function earliestReceipt(timeline: readonly TimelineEntry[], own: { at: number }, policy: Policy): number {
  if (policy.merging.receipt === 'own') return own.at;
  const others = timeline.flatMap((entry) =>
    entry.kind === 'merged' && entry.receivedAt !== undefined ? [entry.receivedAt] : [],
  );
  return Math.min(own.at, ...others);
}

/** Escalations by hand stand in the ledger; each is an event that starts a promise of its own. */
function withEscalations(history: History, record: TicketRecord): Reading['history'] {
  const escalations = escalationsIn(record.ledger, history.events);
  if (escalations.length === 0) return { ...history, escalations };
  const events = escalations.map(({ at }): ComplaintEvent => ({
    kind: 'escalated',
    at,
    update: `escalated-${at}`,
    contains: [],
  }));
  return { ...history, escalations, events: [...history.events, ...events].toSorted((a, b) => a.at - b.at) };
}
