import { InvariantError } from '../invariant.ts';
import type { Policy } from '../policy/policy.ts';
import type { Calendar } from './calendar.ts';
import type { Anchor, Obligation, WarnAt } from './obligation.ts';

/** An obligation with all that its policy alone decides about it: worked out once, for all complaints. */
export interface Terms {
  readonly obligation: Obligation;
  /** `undefined` where the policy has none of that name, which matters only to a complaint that it concerns. */
  readonly calendar: Calendar | undefined;
  /** Counted from receipt, and not from something that happened later. */
  readonly isFromReceipt: boolean;
  /** Reopening begins anew even what was not kept. */
  readonly resets: boolean;
  /** A robot's reply keeps it: "an automatic reply counts" is said once, for whatever a first reply would keep. */
  readonly robots: boolean;
  /** Counts open time, and no real time. */
  readonly isBusinessTime: boolean;
  /** The steps of its warnings, in the order of `warnAt`: `warn-4-hours-before`. */
  readonly warnSteps: readonly string[];
}

const known = new WeakMap<Policy, readonly Terms[]>();

/** The policy's obligations, in its order. */
export function termsOf(policy: Policy): readonly Terms[] {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const terms = policy.obligations.map((obligation) => readTerms(obligation, policy));
  known.set(policy, terms);
  return terms;
}

function readTerms(obligation: Obligation, policy: Policy): Terms {
  const { anchor, calendar, regulatory, satisfiedBy, span, warnAt } = obligation;
  const byReceipt = isFromReceipt(anchor);
  return {
    obligation,
    calendar: policy.calendars.get(calendar),
    isFromReceipt: byReceipt,
    resets: byReceipt && policy.reopening === 'resetClock' && !regulatory,
    robots: policy.automaticAcknowledges && satisfiedBy.includes('reply'),
    isBusinessTime: span.kind === 'open-time' || span.kind === 'business-days',
    warnSteps: warnAt.map(stepOf),
  };
}

function isFromReceipt(anchor: Anchor): boolean {
  return anchor === 'received' || anchor === 'portalReceived' || anchor === 'lastUpdate';
}

function stepOf(warn: WarnAt): string {
  if (warn.kind === 'share') return `warn-${warn.percent}-percent`;
  return `warn-${warn.text.replaceAll(/[^a-z0-9]+/giu, '-')}-before`;
}

/**
 * The calendar an obligation counts by.
 *
 * @throws {InvariantError} CALENDAR_MISSING
 */
export function calendarOf({ calendar, obligation }: Terms): Calendar {
  if (calendar !== undefined) return calendar;
  const { id, calendar: name } = obligation;
  throw new InvariantError('CALENDAR_MISSING', `no calendar '${name}' for obligation '${id}'`);
}
