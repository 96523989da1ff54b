import { judge, type Outcome } from '#core/pipeline.ts';
import { refText, type OtherComplaint, type TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import type { Desk, Shell } from './shell.ts';

/** Where and by what a ticket is judged. */
interface Surroundings {
  readonly desk: Desk;
  readonly shell: Pick<Shell, 'policy' | 'log'>;
  readonly signal: AbortSignal;
}

/**
 * Judges a ticket. Where it is a complaint that its agents are about to be told of, the same person's other complaints are
 * asked for first, once: they count for it, and the note names them. A helpdesk that does not tell of them holds up nothing.
 */
export async function judgeWithOthers(record: TicketRecord, now: Instant, on: Surroundings): Promise<Outcome> {
  const outcome = judge(record, on.shell.policy, now);
  if (!outcome.effects.some((effect) => effect.kind === 'change-ticket' && effect.change.note !== undefined))
    return outcome;
  const others = await othersOf(record, on);
  return others.length === 0 ? outcome : judge({ ...record, others }, on.shell.policy, now);
}

async function othersOf(
  record: TicketRecord,
  { desk, shell, signal }: Surroundings,
): Promise<readonly OtherComplaint[]> {
  try {
    return await desk.complaints.othersOf(record, signal);
  } catch (cause) {
    if (signal.aborted || !(cause instanceof IntegrationError || cause instanceof PayloadError)) throw cause;
    shell.log.warn('other complaints not told', { ticket: refText(record.ref), code: cause.code });
    return [];
  }
}
