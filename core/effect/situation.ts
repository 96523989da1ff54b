import type { Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import type { TicketRecord } from '../ticket.ts';
import type { Instant } from '../time.ts';

/** What the decisions are about, and in whose words to say them. */
export interface Situation {
  readonly record: TicketRecord;
  readonly complaint: Complaint;
  readonly clocks: readonly Clock[];
  readonly policy: Policy;
  readonly now: Instant;
}
