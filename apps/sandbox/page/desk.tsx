import type { JSX } from 'preact';
import type { Explanation, SandboxState, SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { deskName } from './company-switch.tsx';
import { FreshdeskDesk } from './freshdesk-desk.tsx';
import { ZendeskDesk } from './zendesk-desk.tsx';

export interface DeskProps {
  readonly state: SandboxState;
  readonly now: number;
  readonly ticket: SandboxTicket | undefined;
  readonly explanation: Explanation | undefined;
  readonly onChoose: (key: string | undefined) => void;
  readonly act: Act;
}

/** The company's helpdesk as an agent sees it, drawn as that helpdesk. `following`: the page chooses the ticket. */
export function Desk({ following, ...props }: DeskProps & { readonly following: boolean }): JSX.Element {
  const { company, you } = props.state;
  return (
    <section class={`window desk desk-${company.platform}`} aria-label="The helpdesk, as an agent sees it">
      <div class="window-title">
        <span>
          <b>{deskName(company.platform)}</b> as {you.agent}, agent, sees it
        </span>
        {following ? (
          <span class="hint">Showing what is happening. Choose any ticket to stay with it.</span>
        ) : (
          <button type="button" class="button small" onClick={() => props.onChoose(undefined)}>
            Follow what happens
          </button>
        )}
      </div>
      {company.platform === 'freshdesk' ? <FreshdeskDesk {...props} /> : <ZendeskDesk {...props} />}
    </section>
  );
}
