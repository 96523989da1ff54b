import type { ClockStatus } from '../complaint/vocabulary.ts';
import type { Interval } from '../complaint/complaint.ts';
import type { Instant } from '../time.ts';
import type { Obligation } from './obligation.ts';

/** An instant at which something about a clock becomes due by time alone. */
export interface Mark {
  /** A part of an effect's key: `warn-4-hours-before`, `level-2`. */
  readonly step: string;
  readonly at: Instant;
}

/** An obligation applied to one complaint. */
export interface Clock {
  readonly obligation: Obligation;
  /** The helpdesk's own instant of the event that started it: tells one run of an obligation from the next. */
  readonly cycle: Instant;
  readonly status: ClockStatus;
  /** What the span is counted from; earlier than `cycle` where a merged ticket was received first. */
  readonly startedAt: Instant;
  /** `undefined` while paused. */
  readonly dueAt: Instant | undefined;
  /** A holding reply moved the due instant. */
  readonly extended: boolean;
  readonly satisfiedAt: Instant | undefined;
  /** The helpdesk's id of the update that satisfied it. */
  readonly satisfiedBy: string | undefined;
  readonly paused: readonly Interval[];
  /** Gross: the wall clock from start to end or now. Net: what the promise counts, without pauses and closed hours. */
  readonly elapsed: { readonly grossMs: number; readonly netMs: number };
  readonly warnings: readonly Mark[];
  /** When each level of the ladder hears of it, unless somebody acknowledges before. Empty until the breach was told. */
  readonly climbs: readonly Mark[];
  /** Another promise took its place then: what was broken by then stays so, but nobody waits for it any more. */
  readonly supersededAt: Instant | undefined;
  /** Which policy judged it: the present one, or for a clock read from the ticket the one in force when it closed. */
  readonly policyVersion: string;
  /** Read from the ticket's closing summary and not computed: what edits of calendars and policies cannot change. */
  readonly recorded: boolean;
}

/** Whether the promise is still to be kept. */
export function isUnmet(clock: Clock): boolean {
  const { status } = clock;
  return status === 'running' || status === 'dueSoon' || status === 'paused' || isOverdue(clock);
}

/** Whether the promise is broken and people still wait for what it promises. */
export function isOverdue({ status, supersededAt }: Clock): boolean {
  return status === 'breached' && supersededAt === undefined;
}
