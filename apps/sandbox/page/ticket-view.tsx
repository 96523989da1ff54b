import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Explanation, SandboxState, SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { CommentCard } from './comment-card.tsx';
import { Composer } from './composer.tsx';
import type { ReplyDraft } from './reply-draft.ts';
import { StatusBadge } from './status-badge.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { TicketTags } from './ticket-tags.tsx';

interface TicketViewProps {
  readonly ticket: SandboxTicket;
  readonly state: SandboxState;
  readonly now: number;
  readonly explanation: Explanation | undefined;
  readonly act: Act;
  readonly draft: ReplyDraft | undefined;
}

/** One ticket: what it is, what was said, and the place to answer. */
export function TicketView({ ticket, state, now, explanation, act, draft }: TicketViewProps): JSX.Element {
  const { zone } = state.company;
  const quotes = explanation?.complaint?.reasons.map(({ quote }) => quote) ?? [];
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The latest word from its first line, even where it is longer than the room for it.
    const latest = said.current?.querySelector<HTMLElement>('li:last-child');
    if (latest) said.current?.scrollTo({ top: latest.offsetTop - 8 });
  }, [ticket.comments.length]);
  return (
    <article class="ticket" aria-labelledby="ticket-title">
      <header class="ticket-head">
        <h2 id="ticket-title">{ticket.subject}</h2>
        <p class="ticket-line">
          <StatusBadge status={ticket.status} />
          <span>#{ticket.id}</span>
          <span title={ticket.requester.email}>{ticket.requester.name}</span>
          <span class="faint">via {ticket.via}</span>
        </p>
        <TicketTags ticket={ticket} act={act} />
        <TicketFacts ticket={ticket} now={now} zone={zone} />
      </header>
      <div class="said" ref={said} role="region" aria-label="Conversation" tabIndex={0}>
        <ol>
          {ticket.comments.map((comment, index) => (
            <CommentCard
              key={`${comment.at} ${String(index)}`}
              comment={comment}
              quotes={quotes}
              now={now}
              zone={zone}
            />
          ))}
        </ol>
      </div>
      <Composer ticket={ticket} agent={state.you.agent} act={act} drafted={draft} />
    </article>
  );
}
