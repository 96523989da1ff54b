import type { TicketStatus } from '#core/ticket.ts';
import type { JSX } from 'preact';

const words: Readonly<Record<TicketStatus, string>> = {
  new: 'New',
  open: 'Open',
  pending: 'Pending',
  hold: 'On-hold',
  solved: 'Solved',
  closed: 'Closed',
  deleted: 'Deleted',
};

/** What the helpdesk calls a status. */
export function statusWord(status: TicketStatus): string {
  return words[status];
}

/** The helpdesk's coloured badge of a status; `short` is its letter, with the word for those who hear it. */
export function StatusBadge({
  status,
  short = false,
}: {
  readonly status: TicketStatus;
  readonly short?: boolean;
}): JSX.Element {
  if (!short) return <span class={`status status-${status}`}>{words[status]}</span>;
  return (
    <span class={`status short status-${status}`} title={words[status]}>
      <span aria-hidden="true">{words[status].charAt(0)}</span>
      <span class="heard">{words[status]}</span>
    </span>
  );
}
