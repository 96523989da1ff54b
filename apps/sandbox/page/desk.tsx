import type { JSX } from 'preact';
import type { Explanation, SandboxState, SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { ComplaintPanel } from './complaint-panel.tsx';
import { keyOf } from './happening.ts';
import { Icon } from './icons.tsx';
import { TicketList } from './ticket-list.tsx';
import { TicketView } from './ticket-view.tsx';

interface DeskProps {
  readonly state: SandboxState;
  readonly now: number;
  readonly ticket: SandboxTicket | undefined;
  readonly explanation: Explanation | undefined;
  /** The page chooses the ticket, not the visitor. */
  readonly following: boolean;
  readonly onChoose: (key: string | undefined) => void;
  readonly act: Act;
}

/** The helpdesk as an agent sees it: list, ticket, and the complaint beside it. */
export function Desk({ state, now, ticket, explanation, following, onChoose, act }: DeskProps): JSX.Element {
  return (
    <section class="window desk" aria-label="The helpdesk, as an agent sees it">
      <div class="window-title">
        <span>
          <b>Zendesk</b> as {state.you.agent}, agent, sees it
        </span>
        {following ? (
          <span class="hint">Showing what is happening. Choose any ticket to stay with it.</span>
        ) : (
          <button type="button" class="button small" onClick={() => onChoose(undefined)}>
            Follow what happens
          </button>
        )}
      </div>
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
    </section>
  );
}
