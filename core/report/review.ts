import { reviewOf, type Reviewed } from '../complaint/corrections.ts';
import { judgeTakenIn } from '../complaint/judge-taken-in.ts';
import { inOrder } from '../complaint/order.ts';
import { readFields } from '../complaint/read-fields.ts';
import { readRecognition } from '../complaint/read-recognition.ts';
import type { Recognition } from '../complaint/recognition.ts';
import type { Policy } from '../policy/policy.ts';
import type { TicketRecord } from '../ticket.ts';

/** What a policy makes of a ticket's words, and what people have said of it. */
export interface TicketReview extends Reviewed {
  readonly recognition: Recognition;
  /** A person's word on whether it is a complaint. */
  readonly isComplaint: boolean | undefined;
}

/**
 * What people have said of our judgement of a ticket, or `undefined` where the complainant has written nothing.
 *
 * @param how.afresh judge by the policy alone, whatever was written down on the ticket before
 */
export function reviewTicket(
  record: TicketRecord,
  policy: Policy,
  how: { readonly afresh: boolean },
): TicketReview | undefined {
  const { decided, recorded } = readFields(record.fields);
  const timeline = judgeTakenIn(inOrder(record), policy);
  const of = { timeline, recorded: how.afresh ? undefined : recorded };
  const recognition = readRecognition(record, of, policy);
  if (recognition === undefined) return undefined;
  return { ...reviewOf(record, recognition, decided), recognition, isComplaint: decided.isComplaint };
}
