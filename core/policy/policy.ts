import type { CuePacks, OwnCues } from '../complaint/cue-packs.ts';
import type { ModelSource } from '../complaint/model-source.ts';
import type { Severity } from '../complaint/vocabulary.ts';
import type { Calendar } from '../sla/calendar.ts';
import type { Obligation } from '../sla/obligation.ts';
import type { Span } from '../sla/span.ts';
import type { TicketStatus } from '../ticket.ts';
import type { Weekday } from '../sla/calendar-source.ts';

export const reopenings = ['continueClock', 'newCycleKeepOriginal', 'resetClock'] as const;
/**
 * What reopening does to clocks: they go on as if never stopped; a new cycle begins for what was answered and the old
 * result stays; or they start afresh (never for a regulator's).
 */
export type Reopening = (typeof reopenings)[number];

export interface LadderLevel {
  readonly level: number;
  /** For people: "Head of Complaints". */
  readonly name: string;
  /** How long after the breach, on the wall clock, when nobody acknowledged the alert. */
  readonly after: Span;
  readonly channel: string;
  /** In order: the first whose day and hours it is, is on call. */
  readonly onCall?: readonly Shift[] | undefined;
}

/** When somebody is on call. Days and hours are those of the policy's calendar; what is left out is always. */
export interface Shift {
  /** For people: "Amara Okafor". */
  readonly name: string;
  /** The person's id where alerts are posted, by which an alert calls them. */
  readonly member?: string | undefined;
  readonly days?: readonly Weekday[] | undefined;
  /** `"20:00-08:00"` crosses midnight and belongs to the day it begins on. */
  readonly hours?: string | undefined;
}

/** Which complaints are told in another channel than the others; all that is named must hold. */
export interface AlertRoute {
  readonly when: {
    readonly severity?: readonly Severity[] | undefined;
    readonly category?: readonly string[] | undefined;
    readonly brand?: readonly string[] | undefined;
    readonly vulnerable?: true | undefined;
  };
  readonly channel: string;
}

/** When and where the round-up of what is open is told; see `core/report/digest-times.ts`. */
export interface DigestTimes {
  readonly daily?: string | undefined;
  readonly weekly?: string | undefined;
  /** `undefined`: where alerts go. */
  readonly channel?: string | undefined;
  /** Whose zone and working days count; `undefined`: the policy's own. */
  readonly calendar?: string | undefined;
}

/** When alerts wait that can: while a calendar of the policy is closed, or while it is open. */
export interface QuietHours {
  readonly calendar: string;
  readonly while: 'open' | 'closed';
}

/** One line of the severity matrix: the cue groups or signals that, when present, make a complaint at least this grave. */
export interface SeverityRule {
  readonly severity: Severity;
  /** Signals, such as `safety`, `legal`, `regulator`, `media`, `money`, `vulnerability`, `repeat`, `waiting`. All must be present. */
  readonly when: readonly string[];
}

/** Checked configuration, compiled: what `judge` judges by. Made by `core/policy/compile.ts` from the policy file. */
export interface Policy {
  readonly version: string;
  readonly approver: string;
  readonly approvedOn: string;
  /** With which our tags and fields begin. */
  readonly prefix: string;
  readonly obligations: readonly Obligation[];
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly recognition: {
    readonly pack: CuePacks;
    /** What the company adds to the shipped cues; `pack` was made with them. */
    readonly own: OwnCues;
    readonly yes: number;
    readonly possible: number;
    /** The customer's own model. It judges only where it did better than the cues: see `modelInUse`. */
    readonly model?: ModelSource | undefined;
    /** Tags and names of forms that say that a ticket is a complaint, in small letters. */
    readonly complaintTags: readonly string[];
  };
  /** Who may see that somebody may be vulnerable: roles or groups of the helpdesk, in small letters. */
  readonly vulnerability: { readonly visibleTo: readonly string[] };
  readonly severity: { readonly base: Severity; readonly rules: readonly SeverityRule[] };
  /** An automatic reply counts as the acknowledgement owed to the complainant. Off by default. */
  readonly automaticAcknowledges: boolean;
  readonly pausedWhile: readonly TicketStatus[];
  readonly reopening: Reopening;
  readonly merging: { readonly receipt: 'earliest' | 'own' };
  readonly ladder: readonly LadderLevel[];
  readonly alerts: {
    readonly channel: string;
    /** Severities whose card is posted at once; the others get theirs with the first warning. */
    readonly cardAtOnce: readonly Severity[];
    /** In order: the first that fits decides; `channel` where none does. */
    readonly routes?: readonly AlertRoute[] | undefined;
    readonly quietHours?: QuietHours | undefined;
    /** When the round-up of what is open is told. `undefined`: never. */
    readonly digest?: DigestTimes | undefined;
    /** Channels whose members may read who complains and that somebody may be vulnerable. `undefined`: none. */
    readonly restrictedFactsIn?: readonly string[] | undefined;
  };
}
