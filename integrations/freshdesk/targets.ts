import type { HelpdeskTarget, TargetStage } from '#core/ticket.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import type { RawTicketFacts } from './payload.ts';

/**
 * What the account says it owes by its own SLA settings; `undefined` where it names no instant, as in the first seconds
 * of a ticket. Whether a target waits it does not tell. It is shown and not judged by, so what is odd is left out.
 */
export function targetsOf({ due, stats }: RawTicketFacts): readonly HelpdeskTarget[] | undefined {
  const first = instantOf(due.fr_due_by);
  const next = instantOf(due.nr_due_by);
  const resolution = instantOf(due.due_by);
  if (first === undefined && next === undefined && resolution === undefined) return undefined;
  const targets: HelpdeskTarget[] = [];
  if (first !== undefined) {
    targets.push({ metric: 'firstReply', stage: stageOf(due.fr_escalated, stats?.first_responded_at), dueAt: first });
  }
  if (next !== undefined) {
    targets.push({ metric: 'nextReply', stage: stageOf(due.nr_escalated, undefined), dueAt: next });
  }
  if (resolution !== undefined) {
    const doneAt = stats?.resolved_at ?? stats?.closed_at;
    targets.push({ metric: 'resolution', stage: stageOf(due.is_escalated, doneAt), dueAt: resolution });
  }
  return targets;
}

function instantOf(value: unknown): Instant | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function stageOf(isEscalated: unknown, doneAt: Instant | undefined): TargetStage {
  if (doneAt !== undefined) return 'done';
  return isEscalated === true ? 'overdue' : 'running';
}
