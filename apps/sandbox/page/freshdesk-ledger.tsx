import type { JSX } from 'preact';
import type { LedgerLine, SandboxComment } from '../model.ts';
import { Icon } from './icons.tsx';
import { lineWords } from './ticket-facts.tsx';
import { moment } from './words.ts';

interface FreshdeskLedgerProps {
  /** Private notes of the ledger alone that follow each other. */
  readonly notes: readonly SandboxComment[];
  readonly now: number;
  readonly zone: string;
}

/** Notes that are for Recourse and not for people: one line, which unfolds. */
export function FreshdeskLedger({ notes, now, zone }: FreshdeskLedgerProps): JSX.Element {
  const lines = notes.flatMap((note) => note.own?.ledger ?? []);
  return (
    <li class="fd-ledger">
      <details>
        <summary>
          <Icon name="lock" /> Recourse’s ledger {notes.length === 1 ? 'note' : `notes (${String(notes.length)})`}
          <span class="fd-ledger-what">{summaryOf(lines)}</span>
        </summary>
        <LedgerLines lines={lines} now={now} zone={zone} />
        <p class="fd-ledger-why">
          Private notes are where Recourse remembers its alerts in Freshdesk: there is no other store.
        </p>
      </details>
    </li>
  );
}

function summaryOf(lines: readonly LedgerLine[]): string {
  const posted = lines.filter(({ kind }) => kind === 'posted').length;
  if (posted > 0) return `${String(posted)} ${posted === 1 ? 'alert' : 'alerts'} posted in Slack`;
  return lines.some(({ kind }) => kind === 'claimed') ? 'an alert is about to be posted' : 'kept for later';
}

/** Entries of the ledger in words. */
export function LedgerLines({
  lines,
  now,
  zone,
}: {
  readonly lines: readonly LedgerLine[];
  readonly now: number;
  readonly zone: string;
}): JSX.Element {
  return (
    <ol class="ledger">
      {lines.map((line, index) => (
        <li key={`${line.at} ${String(index)}`}>
          <time dateTime={line.at}>{moment(Date.parse(line.at), now, zone)}</time> {lineWords(line)}
        </li>
      ))}
    </ol>
  );
}
