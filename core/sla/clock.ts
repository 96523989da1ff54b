import type { ClockStatus } from '../complaint/vocabulary.ts';
import type { Interval } from '../complaint/complaint.ts';
import type { Instant } from '../time.ts';
import type { Obligation } from './obligation.ts';

/** An obligation applied to one complaint. */
export interface Clock {
  readonly obligation: Obligation;
  /** The helpdesk's own instant of the event that started it: tells one run of an obligation from the next. */
  readonly cycle: Instant;
  readonly status: ClockStatus;
  readonly startedAt: Instant;
  /** `undefined` while paused. */
  readonly dueAt: Instant | undefined;
  readonly satisfiedAt: Instant | undefined;
  /** The helpdesk's id of the update that satisfied it. */
  readonly satisfiedBy: string | undefined;
  readonly paused: readonly Interval[];
  readonly elapsed: { readonly grossMs: number; readonly netMs: number };
  /** When each warning is due; the step is the threshold as the policy words it. */
  readonly warnings: readonly { readonly step: string; readonly at: Instant }[];
}
