import type { LedgerEntry } from '../effect/ledger.ts';
import type { Alert } from './complaint.ts';

/** Alerts as people know them: what was posted, and what was done about it since. */
export function alertsOf(ledger: readonly LedgerEntry[]): readonly Alert[] {
  return ledger.flatMap((entry): Alert[] => {
    if (entry.kind !== 'posted' && entry.kind !== 'claimed') return [];
    const answer = ledger.findLast((later) => later.kind === 'pressed' && later.at >= entry.at);
    const pressed = answer?.kind === 'pressed' ? answer : undefined;
    return [
      {
        key: entry.key,
        postedAt: entry.kind === 'posted' ? entry.at : undefined,
        channel: entry.channel,
        message: entry.kind === 'posted' ? entry.message : undefined,
        state: pressed === undefined ? 'posted' : stateAfter[pressed.action],
        by: pressed?.by,
        snoozedUntil: pressed?.until,
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
export function answersIn(ledger: readonly LedgerEntry[]): readonly number[] {
  const answers = ledger.filter((entry) => entry.kind === 'pressed' && entry.action !== 'snooze');
  return answers.map((entry) => entry.at).toSorted((a, b) => a - b);
}
