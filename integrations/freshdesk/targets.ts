import type { HelpdeskTarget, TargetMetric, TargetStage } from '#core/ticket.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import type { RawTicketFacts } from './payload.ts';

/**
 * What the account says it owes by its own SLA settings; `undefined` where it names no instant, as in the first seconds
 * of a ticket. Whether a target waits it does not tell. It is shown and not judged by, so what is odd is left out.
 */
export function targetsOf({ due, stats }: RawTicketFacts): readonly HelpdeskTarget[] | undefined {
  const { fr_due_by: first, nr_due_by: next, due_by: resolution } = due;
  const targets: HelpdeskTarget[] = [];
  const add = (metric: TargetMetric, dueAt: Instant | undefined, stage: TargetStage): void => {
    if (dueAt !== undefined) targets.push({ metric, stage, dueAt });
  };
  add('firstReply', instantOf(first), stageOf(due.fr_escalated, stats?.first_responded_at));
  add('nextReply', instantOf(next), stageOf(due.nr_escalated, undefined));
  add('resolution', instantOf(resolution), stageOf(due.is_escalated, stats?.resolved_at ?? stats?.closed_at));
  return targets.length === 0 ? undefined : targets;
}

function instantOf(value: unknown): Instant | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function stageOf(isEscalated: unknown, doneAt: Instant | undefined): TargetStage {
  if (doneAt !== undefined) return 'done';
  return isEscalated === true ? 'overdue' : 'running';
}
