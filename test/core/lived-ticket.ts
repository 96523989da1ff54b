import { judge, type Outcome } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { asOf } from '#core/report/as-of.ts';
import type { Instant } from '#core/time.ts';
import { settle } from './performer.ts';

/** An alert as it was posted: when, and what was judged then. */
export interface Told {
  readonly key: string;
  readonly at: Instant;
  readonly outcome: Outcome;
}

/** Lives through the ticket as the shell does: looks at each change and each wake-up, and performs what is due. */
export function live(whole: TicketRecord, policy: Policy, until: Instant): readonly Told[] {
  const changes = [...new Set([...whole.timeline, ...whole.ledger].map((entry) => entry.at))].sort((a, b) => a - b);
  const told: Told[] = [];
  let kept: Pick<TicketRecord, 'tags' | 'fields' | 'ledger'> = { ...whole, ledger: [] };
  let at: Instant | undefined = changes[0];
  for (let steps = 0; at !== undefined && at <= until && steps < 1_000; steps += 1) {
    const cut = asOf(whole, at);
    const ledger = [...kept.ledger.filter((entry) => entry.kind !== 'pressed'), ...cut.ledger];
    const record = { ...cut, ledger, tags: kept.tags, fields: { ...kept.fields, severity: cut.fields.severity } };
    const outcomes = new Map(judgedOnTheWay(record, policy, at));
    const settled = settle(record, policy, at);
    for (const key of settled.posted) told.push({ key, at, outcome: outcomes.get(key) ?? settled.outcome });
    kept = settled.record;
    const wakeAt = settled.outcome.wakeAt ?? Infinity;
    const now = at;
    const next = Math.min(wakeAt, ...changes.filter((change) => change > now));
    at = next === Infinity ? undefined : next;
  }
  return told;
}

/** For each alert, the outcome that listed it. */
function judgedOnTheWay(record: TicketRecord, policy: Policy, at: Instant): [string, Outcome][] {
  const outcome = judge(record, policy, at);
  return outcome.decisions.flatMap((decision) => (decision.kind === 'alert' ? [[decision.key, outcome]] : []));
}
