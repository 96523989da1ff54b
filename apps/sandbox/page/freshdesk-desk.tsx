import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Avatar } from './avatar.tsx';
import type { DeskProps } from './desk.tsx';
import { FreshdeskList } from './freshdesk-list.tsx';
import { FreshdeskSide } from './freshdesk-side.tsx';
import { FreshdeskTicket } from './freshdesk-ticket.tsx';
import { keyOf } from './happening.ts';
import { Icon } from './icons.tsx';
import type { ReplyDraft } from './reply-draft.ts';

/** Freshdesk: the rail, its tickets, the conversation, and at the right properties with the app below them. */
export function FreshdeskDesk({ state, now, ticket, explanation, onChoose, act }: DeskProps): JSX.Element {
  const [draft, setDraft] = useState<ReplyDraft | undefined>();
  return (
    <div class="fd">
      <div class="fd-rail" aria-hidden="true">
        <span class="fd-logo">
          <Icon name="headset" />
        </span>
        <Icon name="chart" />
        <span class="fd-here">
          <Icon name="ticket" />
        </span>
        <Icon name="people" />
        <Icon name="thread" />
        <Icon name="book" />
      </div>
      <div class="fd-top" aria-hidden="true">
        <span class="fd-crumbs">
          All tickets <Icon name="right" /> <b>{ticket === undefined ? '' : ticket.id}</b>
        </span>
        <span class="fd-search">
          <Icon name="search" /> Search
        </span>
        <Avatar name={state.you.agent} />
      </div>
      <FreshdeskList
        tickets={state.tickets}
        now={now}
        chosen={ticket === undefined ? undefined : keyOf(ticket)}
        onChoose={onChoose}
      />
      {ticket === undefined ? (
        <p class="nothing">No ticket yet. The first customer is about to write.</p>
      ) : (
        <FreshdeskTicket
          key={keyOf(ticket)}
          ticket={ticket}
          state={state}
          now={now}
          explanation={explanation}
          act={act}
          draft={draft?.ticket === keyOf(ticket) ? draft : undefined}
        />
      )}
      <FreshdeskSide
        key={ticket === undefined ? '' : `side ${keyOf(ticket)}`}
        ticket={ticket}
        state={state}
        now={now}
        act={act}
        onDraft={(text) => {
          if (ticket === undefined) return;
          setDraft((old) => ({ ticket: keyOf(ticket), text, turn: (old?.turn ?? 0) + 1 }));
        }}
        onOpen={(id) => ticket !== undefined && onChoose(keyOf({ ...ticket, id }))}
      />
    </div>
  );
}
