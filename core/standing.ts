import type { Complaint } from './complaint/complaint.ts';
import { follow } from './complaint/follow.ts';
import { readFields } from './complaint/read-fields.ts';
import { decideAlerts } from './decide/alert.ts';
import type { Decision } from './decide/decision.ts';
import { decideMarks } from './decide/mark.ts';
import { nextChange } from './decide/next-change.ts';
import type { Policy } from './policy/policy.ts';
import type { Clock } from './sla/clock.ts';
import { readClocks } from './sla/read-clocks.ts';
import type { TicketRecord } from './ticket.ts';
import type { Instant } from './time.ts';

/** What is so by now, what ought to be, and when to look again. */
export interface Standing {
  readonly complaint: Complaint | undefined;
  readonly clocks: readonly Clock[];
  readonly decisions: readonly Decision[];
  /** The next instant at which time alone changes this answer. */
  readonly wakeAt: Instant | undefined;
}

const nothing: Standing = { complaint: undefined, clocks: [], decisions: [], wakeAt: undefined };

/**
 * ticket record -> complaint -> clocks -> decisions: how a ticket stands, for whoever looks at it and posts nothing. `judge`
 * is the same with the effects.
 */
export function standingOf(record: TicketRecord, policy: Policy, now: Instant): Standing {
  const facts = readFields(record.fields); //                what people and we wrote down before
  const complaint = follow(record, facts, policy); //        receive and track   ISO 10002:2018, 7.2, 7.3
  if (complaint === undefined) return nothing;
  const clocks = readClocks(complaint, policy, now); //      promises            7.4 to 7.9
  const decisions = [
    ...decideMarks(complaint, clocks, facts, policy), //     assess, record      7.2, 7.5
    ...decideAlerts(complaint, clocks, policy, now), //      warn, escalate
  ];
  return { complaint, clocks, decisions, wakeAt: nextChange(complaint, clocks, decisions, now) };
}
