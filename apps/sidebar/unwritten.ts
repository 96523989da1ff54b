import type { TicketChange } from '#core/effect/effect.ts';
import { planChange } from '#core/effect/plan-change.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Judged } from './judging.ts';

/** What a ticket ought to show by how it stands and does not; `undefined` where it shows all. A panel posts nothing. */
export function unwritten(
  record: TicketRecord,
  { outcome: { complaint, clocks, decisions }, policy }: Judged,
  now: Instant,
): TicketChange | undefined {
  return complaint && planChange(decisions, { record, complaint, clocks, policy, now })?.change;
}
