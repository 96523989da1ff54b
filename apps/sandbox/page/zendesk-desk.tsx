import type { JSX } from 'preact';
import { ComplaintPanel } from './complaint-panel.tsx';
import type { DeskProps } from './desk.tsx';
import { keyOf } from './happening.ts';
import { Icon } from './icons.tsx';
import { TicketList } from './ticket-list.tsx';
import { TicketView } from './ticket-view.tsx';

/** Zendesk: list, ticket, and the complaint beside it. */
export function ZendeskDesk({ state, now, ticket, explanation, onChoose, act }: DeskProps): JSX.Element {
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
        <TicketView key={keyOf(ticket)} ticket={ticket} state={state} now={now} explanation={explanation} act={act} />
      )}
      <ComplaintPanel ticket={ticket} explanation={explanation} now={now} zone={state.company.zone} />
    </div>
  );
}
