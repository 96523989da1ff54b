import type { JSX, TargetedKeyboardEvent } from 'preact';
import { memo } from 'preact/compat';
import type { SandboxTicket } from '../model.ts';
import { keyOf } from './happening.ts';
import { StatusBadge } from './status-badge.tsx';
import { age } from './words.ts';

interface TicketListProps {
  readonly tickets: readonly SandboxTicket[];
  readonly now: number;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** All tickets, the one that changed last on top. Arrow keys move between them. */
export function TicketList({ tickets, now, chosen, onChoose }: TicketListProps): JSX.Element {
  const ordered = [...tickets].sort(
    (one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt) || Number(other.id) - Number(one.id),
  );
  return (
    <nav class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">All tickets</h2>
        <span class="count">{tickets.length}</span>
      </div>
      <ul onKeyDown={moveByArrows}>
        {ordered.map((ticket) => (
          <Row
            key={keyOf(ticket)}
            ticket={ticket}
            age={age(Date.parse(ticket.updatedAt), now)}
            here={keyOf(ticket) === chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </nav>
  );
}

/** Arrow keys walk over the buttons of a list. */
export function moveByArrows(event: TargetedKeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}

interface RowProps {
  readonly ticket: SandboxTicket;
  readonly age: string;
  readonly here: boolean;
  readonly onChoose: (key: string) => void;
}

const Row = memo(
  ({ ticket, age: old, here, onChoose }: RowProps): JSX.Element => (
    <li>
      <button
        type="button"
        class="row"
        aria-current={here ? 'true' : undefined}
        onClick={() => onChoose(keyOf(ticket))}
      >
        <span class="row-top">
          <StatusBadge status={ticket.status} short />
          <span class="row-subject">{ticket.subject}</span>
        </span>
        <span class="row-under">
          <span class="row-who">
            #{ticket.id} {ticket.requester.name}
          </span>
          <span class="row-age">{old}</span>
        </span>
        <Marks tags={ticket.tags} />
      </button>
    </li>
  ),
  (old, next) =>
    old.ticket.updatedAt === next.ticket.updatedAt &&
    old.age === next.age &&
    old.here === next.here &&
    same(old.ticket, next.ticket),
);

function same(one: SandboxTicket, other: SandboxTicket): boolean {
  return one.status === other.status && one.tags.join(' ') === other.tags.join(' ') && one.subject === other.subject;
}

const marks: readonly { readonly end: string; readonly words: string; readonly tone: string }[] = [
  { end: '_complaint', words: 'complaint', tone: 'complaint' },
  { end: '_possible', words: 'complaint?', tone: 'possible' },
  { end: '_breached', words: 'breached', tone: 'broken' },
  { end: '_escalated', words: 'escalated', tone: 'broken' },
  { end: '_vulnerable', words: 'vulnerable', tone: 'care' },
];

/** Our own tags, in the few words that fit a list. */
export function Marks({ tags }: { readonly tags: readonly string[] }): JSX.Element | null {
  const shown = marks.filter(({ end }) => tags.some((tag) => tag.endsWith(end)));
  if (shown.length === 0) return null;
  return (
    <span class="marks">
      {shown.map(({ words, tone }) => (
        <span key={words} class={`mark-tag tone-${tone}`}>
          {words}
        </span>
      ))}
    </span>
  );
}
