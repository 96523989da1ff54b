import * as z from 'zod';
import { readAs } from './payload.ts';

/** A policy by which Zendesk itself measures tickets. Which tickets it is for is not read: Zendesk decides that. */
export interface SlaPolicy {
  readonly name: string;
  /** One for each priority and metric, in Zendesk's words; a ticket without priority has none. */
  readonly targets: readonly SlaTarget[];
}

interface SlaTarget {
  readonly priority: string;
  readonly metric: string;
  readonly minutes: number;
  /** Whether minutes count only while the schedule is open. */
  readonly inBusinessHours: boolean;
}

const listed = z.object({
  sla_policies: z.array(
    z.object({
      title: z.string(),
      policy_metrics: z
        .array(
          z.object({
            priority: z.string(),
            metric: z.string(),
            target: z.number(),
            business_hours: z.boolean().nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});

/** An account's policies, the first that matches a ticket first. @throws {PayloadError} */
export function readSlaPolicies(body: unknown): readonly SlaPolicy[] {
  return readAs(listed, body).sla_policies.map(({ title, policy_metrics: metrics }) => ({
    name: title,
    targets: (metrics ?? []).map(({ priority, metric, target, business_hours: inBusinessHours }) => ({
      priority,
      metric,
      minutes: target,
      inBusinessHours: inBusinessHours === true,
    })),
  }));
}

/** A few of them by name, with how many targets each sets, to be compared with a policy of ours. */
export function tellSlaPolicies(body: unknown): string {
  const policies = readSlaPolicies(body);
  const shown = policies.slice(0, mostTold).map(({ name, targets }) => {
    const metrics = new Set(targets.map(({ metric }) => metric.replaceAll('_', ' ')));
    return `'${name.slice(0, longestName)}' (${[...metrics].join(', ') || 'no target'})`;
  });
  const others = policies.length - shown.length;
  return `${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

const mostTold = 5;
const longestName = 60;
