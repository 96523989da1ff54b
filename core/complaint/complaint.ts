import type { Ending } from './closing.ts';
import type { Link } from './linked.ts';
import type { Band } from './recognition.ts';
import type { RecordedRecognition } from './recorded.ts';
import type { Stage } from './stage.ts';
import type {
  ActionKind,
  AlertState,
  CommunicationKind,
  Complexity,
  ContentTag,
  EscalationTrigger,
  Impact,
  OutcomeOfComplaint,
  RemedyKind,
  RootCauseCode,
  SafetyImplication,
  Severity,
  VulnerabilityDriver,
  VulnerabilityStatus,
} from './vocabulary.ts';
import type { Channel, Role, TicketRef } from '../ticket.ts';
import type { Instant } from '../time.ts';

export type { Severity } from './vocabulary.ts';

/** Who complains. The helpdesk's own id and nothing else of the person: their data stays on the ticket. */
export interface Complainant {
  readonly id: string;
  readonly represents: string | undefined;
  readonly preferredContact: Channel | undefined;
  readonly accessibilityNeeds: string | undefined;
  readonly vulnerability: Vulnerability;
}

/** ISO 10002:2018, 4: fairness to people who find it hard to complain. Shown only to those the policy names. */
export interface Vulnerability {
  readonly status: VulnerabilityStatus;
  readonly drivers: readonly VulnerabilityDriver[];
  readonly causedByFailureToConsider: boolean | undefined;
}

/** One thing complained about; a complaint has one or more. */
export interface Issue {
  readonly product: string | undefined;
  readonly category: string | undefined;
  readonly subcategory: string | undefined;
  readonly problemAt: Instant | undefined;
  readonly location: string | undefined;
  readonly allegedLoss: string | undefined;
}

/** ISO 10002:2018, 7.5. `by` is `undefined` where a rule assessed and no person has looked yet. */
export interface Assessment {
  readonly severity: Severity;
  readonly safetyImplication: SafetyImplication;
  readonly complexity: Complexity;
  readonly impact: Impact;
  readonly immediateActionNeeded: boolean | undefined;
  readonly compensationLikely: boolean | undefined;
  readonly by: string | undefined;
  readonly at: Instant | undefined;
}

/** A message on the ticket, as the complaint sees it. */
export interface Communication {
  readonly at: Instant;
  readonly kind: CommunicationKind | undefined;
  readonly direction: 'in' | 'out' | 'internal';
  readonly by: Role;
  readonly commentId: string;
  readonly update: string;
  readonly contains: readonly ContentTag[];
}

/** ISO 10002:2018, 7.6. */
export interface Investigation {
  readonly owner: string | undefined;
  readonly openedAt: Instant;
  readonly evidence: readonly string[];
  readonly findings: string | undefined;
  readonly independentOfStage1: boolean | undefined;
}

export interface RootCause {
  readonly code: RootCauseCode;
  readonly method: 'fiveWhys' | 'fishbone' | 'none';
  readonly whys: readonly string[];
  readonly confidence: 'low' | 'medium' | 'high' | undefined;
  readonly systemic: boolean;
}

/** ISO 10002:2018, 7.7 and 7.8. */
export interface ComplaintDecision {
  readonly outcome: OutcomeOfComplaint | undefined;
  readonly reasons: string | undefined;
  readonly communicatedAt: Instant;
  readonly acceptedByComplainant: boolean | undefined;
  readonly acceptedAt: Instant | undefined;
}

export interface Remedy {
  readonly requested: readonly RemedyKind[];
  readonly offered: readonly RemedyKind[];
  readonly amount: { readonly value: number; readonly currency: string } | undefined;
  readonly doneAt: Instant | undefined;
  readonly dueAt: Instant | undefined;
}

/** A correction, or a corrective or preventive action: ISO 10002:2018, 8.7. */
export interface Action {
  /** Unique on its ticket, so that two people can change two actions at once. */
  readonly id: string;
  readonly kind: ActionKind;
  /** What is to be done, in the words of whoever decided it. */
  readonly what: string;
  readonly owner: string | undefined;
  readonly dueAt: Instant | undefined;
  readonly doneAt: Instant | undefined;
  readonly verification:
    | {
        readonly method: string;
        readonly windowDays: number;
        readonly before: number | undefined;
        readonly after: number | undefined;
        readonly passed: boolean | undefined;
        readonly by: string | undefined;
        readonly at: Instant | undefined;
      }
    | undefined;
  readonly ticket: TicketRef | undefined;
}

export interface Escalation {
  readonly level: number;
  readonly trigger: EscalationTrigger;
  readonly by: string | undefined;
  readonly at: Instant;
  readonly answeredAt: Instant | undefined;
}

/** One alert as the ledger remembers it, told by its effect key. */
export interface Alert {
  readonly key: string;
  readonly postedAt: Instant | undefined;
  readonly channel: string;
  /** The channel as the policy called it, where that was written down. */
  readonly named?: string | undefined;
  readonly message: string | undefined;
  readonly state: AlertState;
  readonly by: string | undefined;
  /** Key of the stronger alert that spoke for it; there is no message of its own then. */
  readonly coveredBy: string | undefined;
}

export interface ExternalReferral {
  readonly body: string;
  readonly ref: string | undefined;
  readonly eligibleFrom: Instant | undefined;
  readonly referredAt: Instant | undefined;
  readonly decision: string | undefined;
  readonly complyBy: Instant | undefined;
}

/** ISO 10002:2018, 8.3: satisfaction with how the complaint was handled, apart from how it ended. */
export interface Satisfaction {
  readonly outcomeScore: 'good' | 'bad' | undefined;
  readonly processScore: number | undefined;
  readonly answeredAt: Instant;
}

export const complaintEventKinds = [
  'received',
  'autoAck',
  'reply',
  'holding',
  'substantive',
  'handback',
  'decision',
  'summaryResolution',
  'accepted',
  'withdrawn',
  'solved',
  'closed',
  'reopened',
  'escalated',
  'mergedAway',
] as const;
/**
 * What moves clocks. `reply`: a public reply by a person, whatever it says; `substantive`: one that goes into the
 * matter; `decision`: the outcome told to the complainant; `summaryResolution`: told that it is resolved, and where to
 * turn otherwise; `handback`: a person's private note.
 */
export type ComplaintEventKind = (typeof complaintEventKinds)[number];

export interface ComplaintEvent {
  readonly kind: ComplaintEventKind;
  readonly at: Instant;
  readonly update: string;
  readonly contains: readonly ContentTag[];
}

/** How a complaint was graded from an instant on, until the next grading. */
export interface Grading {
  readonly at: Instant;
  readonly severity: Severity;
  readonly category: string | undefined;
  /** Whether the complainant may be vulnerable, by a person's word or else their own; only where the policy asks. */
  readonly vulnerable?: boolean | undefined;
}

/** A time in which a pausable clock stands still. `to` is `undefined` while it lasts. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/** A ticket seen as a complaint in the sense of ISO 10002:2018, 3: a projection, made anew each time. */
export interface Complaint {
  readonly ref: TicketRef;
  readonly url: string;
  readonly subject: string;
  readonly brand: string | undefined;
  readonly group: string | undefined;
  /** The ticket's tags that are not ours, and `ownTags` those that are, without their prefix. */
  readonly tags: readonly string[];
  readonly ownTags: readonly string[];
  readonly schemaVersion: 1;
  /** The helpdesk's own instant of the message that made it a complaint; names its first cycle for good. */
  readonly receivedAt: Instant;
  /** What its clocks are counted from: earlier than `receivedAt` where a merged ticket was received first. */
  readonly countedFrom: Instant;
  readonly channel: Channel;
  /** Of the complainant, as far as the helpdesk knows: what is not English is taken on trust. */
  readonly language: string | undefined;
  readonly presets: readonly string[];
  readonly stage: Stage;
  readonly isOpen: boolean;
  /** When its present run ended; `undefined` while it is open. Clocks count no further. */
  readonly endedAt: Instant | undefined;
  /** When an escalation by hand took it, already decided, to the second stage. */
  readonly stage2At: Instant | undefined;
  /** `confirmed` is a person's word; the band alone is ours. */
  readonly band: Exclude<Band, 'no'>;
  readonly confirmed: boolean;
  readonly recognition: RecordedRecognition;
  readonly complainant: Complainant;
  readonly issues: readonly Issue[];
  readonly assessment: Assessment;
  /** Oldest first; the first one holds from receipt. */
  readonly gradings: readonly Grading[];
  readonly communications: readonly Communication[];
  readonly events: readonly ComplaintEvent[];
  readonly paused: readonly Interval[];
  readonly investigation: Investigation | undefined;
  readonly rootCause: RootCause | undefined;
  readonly decision: ComplaintDecision | undefined;
  readonly remedy: Remedy | undefined;
  readonly actions: readonly Action[];
  readonly escalations: readonly Escalation[];
  readonly alerts: readonly Alert[];
  /** Until when people asked not to be reminded; see `snoozeIn`. */
  readonly snoozedUntil: Instant | undefined;
  /** Since when the ticket bears our note of what was recognised; `undefined` before we have looked at it. */
  readonly notedAt: Instant | undefined;
  /** When people answered an alert: acknowledged it, took the complaint, escalated it. Oldest first. */
  readonly alertAnswers: readonly Instant[];
  readonly referral: ExternalReferral | undefined;
  readonly satisfaction: Satisfaction | undefined;
  readonly mergedInto: string | undefined;
  readonly reopenedAt: readonly Instant[];
  /** Other complaints of the same person, as far as they were asked for: suggestions for people. */
  readonly links: readonly Link[];
  /** What was written down at each end it came to, oldest first. */
  readonly endings: readonly Ending[];
}
