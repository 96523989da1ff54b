import type { LedgerEntry } from '../effect/ledger.ts';
import type { Instant } from '../time.ts';
import type { Alert } from './complaint.ts';

type Told = Exclude<LedgerEntry, { kind: 'pressed' | 'withdrawn' | 'noted' }>;

/**
 * Alerts as people know them: what was posted or spoken for, and what was done about it since.
 *
 * @param reopenedAt when the complaint last came back: who snoozed it before knew nothing of that, and is asked anew
 */
export function alertsOf(ledger: readonly LedgerEntry[], reopenedAt: Instant = -Infinity): readonly Alert[] {
  const alerts: Alert[] = [];
  for (const entry of ledger) {
    if (entry.kind !== 'pressed' && entry.kind !== 'withdrawn' && entry.kind !== 'noted')
      alerts.push(alertOf(entry, ledger, reopenedAt));
  }
  return alerts;
}

function alertOf(entry: Told, ledger: readonly LedgerEntry[], reopenedAt: Instant): Alert {
  const { kind } = entry;
  const pressed = lastPressed(ledger, entry.at, reopenedAt);
  return {
    key: entry.key,
    postedAt: kind === 'claimed' ? undefined : entry.at,
    channel: kind === 'covered' ? '' : entry.channel,
    named: kind === 'posted' ? entry.named : undefined,
    // A digest is nobody's card: there is no message that could be edited to show this complaint alone.
    message: kind === 'posted' && entry.shared !== true ? entry.message : undefined,
    state: pressed === undefined ? 'posted' : stateAfter[pressed.action],
    by: pressed?.by,
    coveredBy: kind === 'covered' ? entry.by : undefined,
  };
}

function lastPressed(ledger: readonly LedgerEntry[], since: Instant, reopenedAt: Instant): Pressed | undefined {
  let last: Pressed | undefined;
  for (const entry of ledger) {
    if (entry.kind !== 'pressed' || entry.at < since) continue;
    if (entry.action === 'snooze' && entry.at < reopenedAt) continue;
    if (last === undefined || entry.at > last.at || (entry.at === last.at && endOf(entry) >= endOf(last))) last = entry;
  }
  return last;
}

/** Of presses in one instant an answer counts, or the longest snooze, whichever was written first. */
function endOf({ until = Infinity }: Pressed): Instant {
  return until;
}

type Pressed = Extract<LedgerEntry, { kind: 'pressed' }>;

const stateAfter = {
  acknowledge: 'acknowledged',
  take: 'acknowledged',
  snooze: 'snoozed',
  escalate: 'escalated',
} as const;

/**
 * Until when people asked not to be reminded; an instant of the past where that is over. `undefined` where nobody asked, or
 * somebody has acknowledged, taken or escalated it since. Whether anything was told by then is all the same: a message
 * stands there before the ticket says so, and a complaint can be snoozed from a list.
 *
 * A snooze holds back warnings and the ladder. It never hides a broken promise, and it always ends: whatever still
 * deserves an alert by then is told again.
 */
export function snoozeIn(ledger: readonly LedgerEntry[], reopenedAt: Instant = -Infinity): Instant | undefined {
  return lastPressed(ledger, -Infinity, reopenedAt)?.until;
}

/** When we first wrote on the ticket what we take it for: it was watched from then on. */
export function notedIn(ledger: readonly LedgerEntry[]): Instant | undefined {
  let first: Instant | undefined;
  for (const entry of ledger) {
    if (entry.kind === 'noted' && (first === undefined || entry.at < first)) first = entry.at;
  }
  return first;
}

/** When people answered an alert, oldest first. A snooze answers nothing: it only waits. */
export function answersIn(ledger: readonly LedgerEntry[]): readonly Instant[] {
  const answers: Instant[] = [];
  for (const entry of ledger) if (entry.kind === 'pressed' && entry.action !== 'snooze') answers.push(entry.at);
  return answers.length < 2 ? answers : answers.sort((a, b) => a - b);
}
