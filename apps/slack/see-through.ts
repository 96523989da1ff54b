import type { ReceiverEvent } from '@slack/bolt';
import type { Timekeeper } from '#integrations/contract.ts';
import { within } from './within.ts';

/** What went wrong with something that Slack sent, by code; never with any of its text. */
export type ReportProblem = (code: string) => void;

/** Slack gives up after three seconds; whoever has not answered by now is answered for. */
const answerForMs = 2_600;

/**
 * Sees something through that Slack sent, whichever way it came: it is acknowledged in time whatever happens, and what
 * goes wrong is reported and ends here. Resolves when the work has ended.
 */
export async function seeThrough(
  { ack }: Pick<ReceiverEvent, 'ack'>,
  work: () => Promise<void>,
  { time, report }: { readonly time: Timekeeper; readonly report: ReportProblem },
): Promise<void> {
  const done = work().catch(() => report('SLACK_LISTENER_FAILED'));
  await within(time, answerForMs, done);
  await ack();
  await done;
}
