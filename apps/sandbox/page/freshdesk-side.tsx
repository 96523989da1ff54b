import type { TicketStatus } from '#core/ticket.ts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SandboxState, SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { freshdeskPriority, freshdeskStatus, settable } from './freshdesk-words.ts';
import { Icon, Mark } from './icons.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { TicketTags } from './ticket-tags.tsx';

interface FreshdeskSideProps {
  readonly ticket: SandboxTicket | undefined;
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
  readonly onDraft: (text: string) => void;
  readonly onOpen: (id: string) => void;
}

/** The right of the page: the ticket's properties, and below them Recourse as the app it is there. */
export function FreshdeskSide({ ticket, state, now, act, onDraft, onOpen }: FreshdeskSideProps): JSX.Element {
  const { zone } = state.company;
  return (
    <div class="fd-side">
      {ticket !== undefined && <Properties ticket={ticket} act={act} />}
      <div class="fd-app">
        <p class="fd-app-name" aria-hidden="true">
          <Mark /> Recourse
        </p>
        {ticket !== undefined && (
          <PanelFrame ticket={ticket} state={state} now={now} onDraft={onDraft} onOpen={onOpen} />
        )}
        {ticket !== undefined && <TicketFacts ticket={ticket} now={now} zone={zone} />}
      </div>
      {ticket !== undefined && (
        <section class="fd-contact" aria-labelledby="contact-title">
          <h2 id="contact-title">Contact details</h2>
          <p>
            <b>{ticket.requester.name}</b>
          </p>
          <p class="faint">{ticket.requester.email}</p>
        </section>
      )}
    </div>
  );
}

/** Status, priority, who has it, and tags. The status is saved by Update, as there. */
function Properties({ ticket, act }: { readonly ticket: SandboxTicket; readonly act: Act }): JSX.Element {
  const [wanted, want] = useState<TicketStatus | undefined>();
  const status = wanted ?? ticket.status;
  const isChanged = status !== ticket.status;
  const { platform, account, id } = ticket;
  const update = async (): Promise<void> => {
    if (await act(async () => post('status', { platform, account, id, status }))) want(undefined);
  };
  return (
    <section class="fd-properties" aria-labelledby="properties-title">
      <p class={`fd-standing fd-state-${ticket.status}`}>{freshdeskStatus(ticket.status)}</p>
      <h2 id="properties-title">Properties</h2>
      <TicketTags ticket={ticket} act={act} />
      <div class="fd-fields">
        <div class="fd-field">
          <label for="fd-status">Status</label>
          <span class="fd-select">
            <select
              id="fd-status"
              value={status}
              disabled={ticket.status === 'deleted'}
              onChange={(event) => want(settable.find((one) => one === event.currentTarget.value))}
            >
              {ticket.status === 'deleted' && <option value="deleted">{freshdeskStatus('deleted')}</option>}
              {settable.map((one) => (
                <option key={one} value={one}>
                  {freshdeskStatus(one)}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </span>
        </div>
        <dl class="fd-field">
          <dt>Priority</dt>
          <dd>
            <span class={`fd-priority fd-priority-${ticket.priority ?? 'low'}`}>
              {freshdeskPriority(ticket.priority)}
            </span>
          </dd>
        </dl>
        <dl class="fd-field">
          <dt>Agent</dt>
          <dd>{ticket.assignee ?? '--'}</dd>
        </dl>
        <button type="button" class="fd-update" aria-disabled={!isChanged} onClick={() => isChanged && void update()}>
          Update
        </button>
      </div>
    </section>
  );
}
