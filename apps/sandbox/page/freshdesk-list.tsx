import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import type { SandboxTicket } from '../model.ts';
import { Avatar } from './avatar.tsx';
import { cardLabel, freshdeskPriority, freshdeskStatus } from './freshdesk-words.ts';
import { keyOf } from './happening.ts';
import { Marks, moveByArrows } from './ticket-list.tsx';
import { age } from './words.ts';

interface FreshdeskListProps {
  readonly tickets: readonly SandboxTicket[];
  readonly now: number;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** All tickets as cards, the one that changed last on top; what is in the bin only while it is open. */
export function FreshdeskList({ tickets, now, chosen, onChoose }: FreshdeskListProps): JSX.Element {
  const shown = tickets
    .filter((ticket) => ticket.status !== 'deleted' || keyOf(ticket) === chosen)
    .sort((one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt) || Number(other.id) - Number(one.id));
  return (
    <nav class="fd-list" aria-labelledby="list-title">
      <div class="fd-list-head">
        <h2 id="list-title">All tickets</h2>
        <span class="fd-count">{shown.length}</span>
      </div>
      <ul onKeyDown={moveByArrows}>
        {shown.map((ticket) => (
          <Card
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

interface CardProps {
  readonly ticket: SandboxTicket;
  readonly age: string;
  readonly here: boolean;
  readonly onChoose: (key: string) => void;
}

const Card = memo(
  ({ ticket, age: old, here, onChoose }: CardProps): JSX.Element => {
    const label = cardLabel(ticket);
    return (
      <li>
        <button
          type="button"
          class="fd-card"
          aria-current={here ? 'true' : undefined}
          onClick={() => onChoose(keyOf(ticket))}
        >
          <Avatar name={ticket.requester.name} />
          <span class="fd-card-body">
            {label !== undefined && (
              <span class={`fd-label fd-label-${label === 'New' ? 'new' : 'back'}`}>{label}</span>
            )}
            <span class="fd-subject">
              {ticket.subject} <span class="fd-number">#{ticket.id}</span>
            </span>
            <span class="fd-who">
              {old} <span aria-hidden="true">•</span> {ticket.requester.name}
            </span>
            <span class="fd-meta">
              <span class={`fd-priority fd-priority-${ticket.priority ?? 'low'}`}>
                {freshdeskPriority(ticket.priority)}
              </span>
              <span class={`fd-state fd-state-${ticket.status}`}>{freshdeskStatus(ticket.status)}</span>
            </span>
            <Marks tags={ticket.tags} />
          </span>
        </button>
      </li>
    );
  },
  (old, next) =>
    old.ticket.updatedAt === next.ticket.updatedAt &&
    old.age === next.age &&
    old.here === next.here &&
    old.ticket.comments.length === next.ticket.comments.length &&
    old.ticket.status === next.ticket.status &&
    old.ticket.tags.join(' ') === next.ticket.tags.join(' '),
);
