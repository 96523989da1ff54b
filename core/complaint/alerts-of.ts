import type { LedgerEntry } from '../effect/ledger.ts';
import type { Instant } from '../time.ts';
import type { Alert } from './complaint.ts';

/** Alerts as people know them: what was posted or spoken for, and what was done about it since. */
export function alertsOf(ledger: readonly LedgerEntry[]): readonly Alert[] {
  return ledger.flatMap((entry): Alert[] => {
    if (entry.kind === 'pressed' || entry.kind === 'noted') return [];
    const answer = ledger.findLast((later) => later.kind === 'pressed' && later.at >= entry.at);
    const pressed = answer?.kind === 'pressed' ? answer : undefined;
    return [
      {
        key: entry.key,
        postedAt: entry.kind === 'claimed' ? undefined : entry.at,
        channel: entry.kind === 'covered' ? '' : entry.channel,
        message: entry.kind === 'posted' ? entry.message : undefined,
        state: pressed === undefined ? 'posted' : stateAfter[pressed.action],
        by: pressed?.by,
        snoozedUntil: pressed?.until,
        coveredBy: entry.kind === 'covered' ? entry.by : undefined,
      },
    ];
  });
}

const stateAfter = {
  acknowledge: 'acknowledged',
  take: 'acknowledged',
  snooze: 'snoozed',
  escalate: 'escalated',
} as const;

/** When people answered an alert, oldest first. A snooze answers nothing: it only waits. */
export function answersIn(ledger: readonly LedgerEntry[]): readonly Instant[] {
  const answers = ledger.filter((entry) => entry.kind === 'pressed' && entry.action !== 'snooze');
  return answers.map((entry) => entry.at).toSorted((a, b) => a - b);
}
