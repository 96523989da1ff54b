import type { Complaint } from './complaint/complaint.ts';
import { follow } from './complaint/follow.ts';
import { readFields } from './complaint/read-fields.ts';
import { decideAlerts } from './decide/alert.ts';
import type { Decision } from './decide/decision.ts';
import { decideMarks } from './decide/mark.ts';
import { nextChange } from './decide/next-change.ts';
import type { Effect } from './effect/effect.ts';
import { planEffects } from './effect/plan.ts';
import type { Policy } from './policy/policy.ts';
import type { Clock } from './sla/clock.ts';
import { readClocks } from './sla/read-clocks.ts';
import type { TicketRecord } from './ticket.ts';
import type { Instant } from './time.ts';

/** What is so by now, what ought to be, and when to look again. */
export interface Outcome {
  readonly complaint: Complaint | undefined;
  readonly clocks: readonly Clock[];
  readonly decisions: readonly Decision[];
  /** In the order in which to perform them. What the ticket shows as done is left out where that saves work. */
  readonly effects: readonly Effect[];
  /** The next instant at which time alone changes this answer. */
  readonly wakeAt: Instant | undefined;
}

const nothingToDo: Outcome = { complaint: undefined, clocks: [], decisions: [], effects: [], wakeAt: undefined };

/**
 * ticket record -> complaint -> clocks -> decisions -> effects.
 *
 * Given the whole ticket each time, never a change of it, so that a repeated, late or missing hint cannot make it
 * wrong. Pure: the same arguments give the same answer, in the server, on the command line and in a browser.
 */
export function judge(record: TicketRecord, policy: Policy, now: Instant): Outcome {
  const facts = readFields(record.fields); //                what people and we wrote down before
  const complaint = follow(record, facts, policy); //        receive and track   ISO 10002:2018, 7.2, 7.3
  if (complaint === undefined) return nothingToDo;
  const clocks = readClocks(complaint, policy, now); //      promises            7.4 to 7.9
  const decisions = [
    ...decideMarks(complaint, clocks, facts, policy), //     assess, record      7.2, 7.5
    ...decideAlerts(complaint, clocks, policy, now), //      warn, escalate
  ];
  const effects = planEffects(decisions, { record, complaint, clocks, policy, now });
  return { complaint, clocks, decisions, effects, wakeAt: nextChange(complaint, clocks, decisions, now) };
}
