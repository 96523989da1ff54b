import type { HelpdeskTarget, TargetMetric, TargetStage } from '#core/ticket.ts';
import { parseInstant } from '#core/time.ts';

interface RawMetric {
  readonly metric?: unknown;
  readonly stage?: unknown;
  readonly breach_at?: unknown;
}

const metrics: ReadonlyMap<unknown, TargetMetric> = new Map([
  ['first_reply_time', 'firstReply'],
  ['next_reply_time', 'nextReply'],
  ['periodic_update_time', 'update'],
  ['pausable_update_time', 'update'],
  ['total_resolution_time', 'resolution'],
  ['agent_work_time', 'work'],
  ['requester_wait_time', 'waiting'],
]);

const stages: ReadonlyMap<unknown, TargetStage> = new Map([
  ['active', 'running'],
  ['paused', 'paused'],
  ['completed', 'done'],
  ['achieved', 'done'],
  ['fulfilled', 'done'],
  ['breached', 'overdue'],
]);

/**
 * What `include=slas` says of a ticket; `undefined` where it was not asked for. It is shown and not judged by, so what is
 * new to us is told as such rather than refused.
 */
export function targetsOf(slas: unknown): readonly HelpdeskTarget[] | undefined {
  if (typeof slas !== 'object' || slas === null) return undefined;
  const { policy_metrics: rows } = slas as { readonly policy_metrics?: unknown };
  return Array.isArray(rows) ? rows.filter(isMetric).map(targetOf) : [];
}

function isMetric(row: unknown): row is RawMetric {
  return typeof row === 'object' && row !== null;
}

function targetOf({ metric, stage, breach_at: breachAt }: RawMetric): HelpdeskTarget {
  return {
    metric: metrics.get(metric) ?? 'other',
    stage: stages.get(stage) ?? 'unknown',
    dueAt: typeof breachAt === 'string' ? parseInstant(breachAt) : undefined,
  };
}
