import type { JSX } from 'preact';
import type { DeskProps } from './desk.tsx';
import { keyOf } from './happening.ts';
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { TicketList } from './ticket-list.tsx';
import type { ReplyDraft } from './reply-draft.ts';
import { TicketView } from './ticket-view.tsx';

/** Zendesk: list, ticket, and the complaint beside it. */
export function ZendeskDesk({ state, now, ticket, explanation, onChoose, act }: DeskProps): JSX.Element {
  const [draft, setDraft] = useState<ReplyDraft | undefined>();
  return (
    <div class="desk-body">
      <div class="rail" aria-hidden="true">
        <span class="rail-logo" />
        <Icon name="home" />
        <span class="rail-here">
          <Icon name="views" />
        </span>
        <Icon name="people" />
        <Icon name="chart" />
      </div>
      <TicketList
        tickets={state.tickets}
        now={now}
        chosen={ticket === undefined ? undefined : keyOf(ticket)}
        onChoose={onChoose}
      />
      {ticket === undefined ? (
        <p class="nothing">No ticket yet. The first customer is about to write.</p>
      ) : (
        <TicketView
          key={keyOf(ticket)}
          ticket={ticket}
          state={state}
          now={now}
          explanation={explanation}
          act={act}
          draft={draft?.ticket === keyOf(ticket) ? draft : undefined}
        />
      )}
      <aside class="complaint" aria-label="Apps" tabIndex={0}>
        {ticket !== undefined && (
          <PanelFrame
            key={keyOf(ticket)}
            ticket={ticket}
            state={state}
            now={now}
            onDraft={(text) => setDraft((old) => ({ ticket: keyOf(ticket), text, turn: (old?.turn ?? 0) + 1 }))}
            onOpen={(id) => onChoose(keyOf({ ...ticket, id }))}
          />
        )}
      </aside>
    </div>
  );
}
