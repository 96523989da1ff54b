import type { Policy } from '../policy/policy.ts';
import { withoutTakenBack } from '../effect/taken-back.ts';
import type { TicketRecord } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { alertsOf, answersIn, notedIn, snoozeIn } from './alerts-of.ts';
import { byKind, type ByKind } from './by-kind.ts';
import { endingsTold, type End } from './closing.ts';
import type { Alert, Complaint, ComplaintEvent, Escalation } from './complaint.ts';
import type { Decided } from './decided.ts';
import { escalationsIn } from './escalations-in.ts';
import { readHistory, type History } from './events.ts';
import { gradingsOf, gradingsWithVulnerability } from './gradings.ts';
import { judgeTakenIn } from './judge-taken-in.ts';
import { languageBeside } from './language-beside.ts';
import { linksOf } from './linked.ts';
import { inOrder } from './order.ts';
import type { FieldFacts } from './read-fields.ts';
import { readRecognition } from './read-recognition.ts';
import { readStanding, type Standing } from './read-stage.ts';
import type { RecordedRecognition } from './recorded.ts';
import { timeIn } from './time-in.ts';
import { withTakenIn } from './with-taken-in.ts';

/**
 * A ticket seen as a complaint, or `undefined` where it is none and never was taken for one.
 *
 * A ticket that we had marked and that a person says is no complaint comes back with the stage `notAComplaint`, so that
 * the marks can be taken off again.
 *
 * @param facts what the ticket's own fields say
 * @see ISO 10002:2018, 7.2 (receipt) and 7.3 (tracking)
 */
export function follow(record: TicketRecord, facts: FieldFacts, policy: Policy): Complaint | undefined {
  if (record.status === 'deleted') return undefined;
  const timeline = judgeTakenIn(inOrder(record), policy);
  const { isComplaint } = facts.decided;
  const read = readRecognition(record, { timeline, recorded: facts.recorded }, policy);
  if (read === undefined) return undefined;
  const told = byKind(timeline);
  const recognition = withTakenIn(read, told);
  if (isComplaint === false ? !isMarked(record, policy.prefix) : recognition.band === 'no' && isComplaint !== true) {
    return undefined;
  }
  const ledger = withoutTakenBack(record.ledger);
  const history = withEscalations(
    readHistory(timeline, { ...recognition, language: languageBeside(recognition, record.language) }),
    ledger,
  );
  const standing = readStanding(record, { fields: told.fields, events: history.events, decided: facts.decided });
  return project(record, policy, { told, recognition, facts, history, standing, ledger });
}

function isMarked({ tags }: TicketRecord, prefix: string): boolean {
  return tags.includes(`${prefix}open`) || tags.includes(`${prefix}complaint`) || tags.includes(`${prefix}possible`);
}

interface Reading {
  readonly told: ByKind;
  readonly recognition: RecordedRecognition;
  readonly facts: FieldFacts;
  readonly history: History & { readonly escalations: readonly Escalation[] };
  readonly standing: Standing;
  /** As it counts. */
  readonly ledger: TicketRecord['ledger'];
}

function project(record: TicketRecord, policy: Policy, reading: Reading): Complaint {
  const { recognition, facts, history, standing, told, ledger } = reading;
  const { decided } = facts;
  const { events, communications, escalations } = history;
  const { tags, ownTags } = ownAndOther(record.tags, policy.prefix);
  const receivedAt = recognition.at;
  const reopenedAt = reopeningsIn(events);
  const alerts = alertsOf(ledger, reopenedAt.at(-1));
  return {
    ref: record.ref,
    url: record.url,
    subject: record.subject,
    brand: record.brand,
    group: record.group,
    tags,
    ownTags,
    schemaVersion: 1,
    receivedAt,
    countedFrom: policy.merging.receipt === 'own' ? receivedAt : Math.min(receivedAt, recognition.oldest ?? receivedAt),
    channel: record.channel,
    language: record.language,
    presets: presetsOf(policy),
    stage: standing.stage,
    isOpen: standing.isOpen,
    endedAt: standing.endedAt,
    stage2At: standing.stage2At,
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
    issues: issuesOf(decided, recognition),
    assessment: assessmentOf(decided, recognition),
    gradings: gradingsIn(record, policy, reading),
    communications,
    events,
    paused: timeIn(record, told.statuses, policy.pausedWhile),
    investigation: undefined,
    rootCause: decided.rootCause,
    decision: readDecision(events, decided),
    remedy: decided.remedy,
    actions: decided.actions,
    escalations,
    alerts: standing.isOpen ? alerts : alerts.map(cleared),
    snoozedUntil: snoozeIn(ledger, reopenedAt.at(-1)),
    notedAt: notedIn(ledger),
    alertAnswers: answersIn(ledger),
    referral: decided.referral,
    satisfaction: readSatisfaction(told),
    mergedInto: mergedInto(told),
    reopenedAt,
    links: linksIn(record, policy, reading),
    endings: facts.endings.length === 0 ? facts.endings : endingsTold(facts.endings, endsIn(events, standing)),
  };
}

/** Where the ticket was solved or closed, and where a person's decision ended the complaint without that. */
function endsIn(events: readonly ComplaintEvent[], { endedAt }: Standing): readonly End[] {
  const ends: End[] = events.filter(({ kind }) => kind === 'solved' || kind === 'closed' || kind === 'mergedAway');
  return endedAt === undefined ? ends : [...ends, { at: endedAt, update: `ended-${endedAt}` }];
}

/** Whether somebody may be vulnerable is asked of only where alerts go, or say, otherwise for it. */
function gradingsIn(
  record: TicketRecord,
  { alerts }: Policy,
  { told, recognition, facts }: Reading,
): Complaint['gradings'] {
  const of = { recognition, decided: facts.decided, receivedAt: recognition.at };
  if (alerts.routes === undefined && alerts.restrictedFactsIn === undefined) return gradingsOf(told.fields, of);
  return gradingsWithVulnerability(told.fields, { ...of, written: record.fields.vulnerability });
}

const noLinks: Complaint['links'] = [];

function linksIn(record: TicketRecord, { prefix }: Policy, { recognition, facts }: Reading): Complaint['links'] {
  if (record.others === undefined) return noLinks;
  const opening = inOrder(record).find((entry) => entry.kind === 'said');
  return linksOf(record, {
    receivedAt: recognition.at,
    category: facts.decided.category ?? recognition.category,
    opening: opening?.kind === 'said' ? opening.text : '',
    prefix,
  });
}

function ownAndOther(tags: readonly string[], prefix: string): Pick<Complaint, 'tags' | 'ownTags'> {
  const other: string[] = [];
  const ownTags: string[] = [];
  for (const tag of tags) {
    if (tag.startsWith(prefix)) ownTags.push(tag.slice(prefix.length));
    else other.push(tag);
  }
  return { tags: other, ownTags };
}

const presetsIn = new WeakMap<Policy, readonly string[]>();

function presetsOf(policy: Policy): readonly string[] {
  const known = presetsIn.get(policy);
  if (known !== undefined) return known;
  const presets = [...new Set(policy.obligations.map((obligation) => obligation.preset))];
  presetsIn.set(policy, presets);
  return presets;
}

/** A person's word goes before ours, fact by fact. */
function issuesOf(decided: Decided, recognition: RecordedRecognition): Complaint['issues'] {
  return [
    {
      product: undefined,
      category: decided.category ?? recognition.category,
      subcategory: undefined,
      problemAt: undefined,
      location: undefined,
      allegedLoss: undefined,
    },
  ];
}

function assessmentOf(decided: Decided, recognition: RecordedRecognition): Complaint['assessment'] {
  return {
    severity: decided.severity ?? recognition.severity,
    safetyImplication: decided.safetyImplication ?? 'none',
    complexity: decided.complexity ?? 'standard',
    impact: decided.impact ?? 'single',
    immediateActionNeeded: undefined,
    compensationLikely: undefined,
    by: decided.severity === undefined ? undefined : 'agent',
    at: undefined,
  };
}

function reopeningsIn(events: readonly ComplaintEvent[]): readonly Instant[] {
  const reopenedAt: Instant[] = [];
  for (const event of events) if (event.kind === 'reopened') reopenedAt.push(event.at);
  return reopenedAt;
}

function readSatisfaction({ ratings }: ByKind): Complaint['satisfaction'] {
  const rated = ratings.at(-1);
  return rated && { outcomeScore: rated.score, processScore: undefined, answeredAt: rated.at };
}

function readDecision(events: readonly ComplaintEvent[], decided: Decided): Complaint['decision'] {
  let at = events.length - 1;
  while (at >= 0 && events[at]!.kind !== 'decision' && events[at]!.kind !== 'summaryResolution') at -= 1;
  if (at === -1) return undefined;
  const accepted = events.slice(at).find((event) => event.kind === 'accepted');
  return {
    outcome: decided.outcome,
    reasons: decided.outcomeReasons,
    communicatedAt: events[at]!.at,
    acceptedByComplainant: accepted === undefined ? undefined : true,
    acceptedAt: accepted?.at,
  };
}

function mergedInto({ mergers }: ByKind): string | undefined {
  return mergers.length === 0 ? undefined : mergers.findLast(({ into }) => into !== undefined)?.into;
}

/** An alert that nobody had answered when the complaint ended asks for nothing more. */
function cleared(alert: Alert): Alert {
  return alert.state === 'posted' ? { ...alert, state: 'cleared' } : alert;
}

/** Escalations by hand stand in the ledger; each is an event that starts a promise of its own. */
function withEscalations(history: History, ledger: TicketRecord['ledger']): Reading['history'] {
  const escalations = escalationsIn(ledger, history.events);
  if (escalations.length === 0) return { events: history.events, communications: history.communications, escalations };
  const events = escalations.map(({ at }): ComplaintEvent => ({
    kind: 'escalated',
    at,
    update: `escalated-${at}`,
    contains: [],
  }));
  return { ...history, escalations, events: [...history.events, ...events].toSorted((a, b) => a.at - b.at) };
}
