import type { JSX } from 'preact';
import type { LedgerLine, SandboxTicket } from '../model.ts';
import { moment } from './words.ts';

interface TicketFactsProps {
  readonly ticket: SandboxTicket;
  readonly now: number;
  readonly zone: string;
}

/** What Recourse keeps on the ticket itself: its fields and its memory of alerts. There is no other store. */
export function TicketFacts({ ticket, now, zone }: TicketFactsProps): JSX.Element {
  const fields = Object.entries(ticket.fields).filter(([key]) => !key.endsWith('_ledger'));
  const { ledger } = ticket;
  return (
    <details class="facts">
      <summary>
        Kept on this ticket{' '}
        <span class="faint">
          {fields.length} {fields.length === 1 ? 'field' : 'fields'}, {ledger.length} ledger{' '}
          {ledger.length === 1 ? 'entry' : 'entries'}
        </span>
      </summary>
      {fields.length + ledger.length === 0 && <p class="faint">Nothing: this ticket is none of its business.</p>}
      {fields.length > 0 && (
        <dl>
          {fields.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {ledger.length > 0 && (
        <ol class="ledger">
          {ledger.map((line, index) => (
            <li key={`${line.at} ${String(index)}`}>
              <time dateTime={line.at}>{moment(Date.parse(line.at), now, zone)}</time> {lineWords(line)}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

/** An entry of the ledger in words. */
export function lineWords(line: LedgerLine): string {
  const key = line.key ?? '';
  switch (line.kind) {
    case 'claimed':
      return `${key}: about to be posted`;
    case 'posted':
      return `${key}: posted in Slack`;
    case 'covered':
      return `${key}: spoken for by a stronger alert`;
    case 'noted':
      return `${key}: note written`;
    case 'pressed':
      return `${line.by ?? 'somebody'} pressed ${line.action ?? 'a button'}`;
    case 'withdrawn':
      return `${line.by ?? 'somebody'} took back an escalation`;
  }
}
