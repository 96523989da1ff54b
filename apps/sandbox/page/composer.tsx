import type { TicketStatus } from '#core/ticket.ts';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Icon } from './icons.tsx';
import { macrosFor } from './macros.ts';
import type { Macro } from './macros.ts';
import type { ReplyDraft } from './reply-draft.ts';
import { statusWord } from './status-badge.tsx';

interface ComposerProps {
  readonly ticket: SandboxTicket;
  readonly agent: string;
  readonly act: Act;
  /** What the panel put here. */
  readonly drafted: ReplyDraft | undefined;
}

interface Draft {
  readonly public: boolean;
  readonly text: string;
  readonly status: TicketStatus | undefined;
}

const empty: Draft = { public: true, text: '', status: undefined };
const offered: readonly TicketStatus[] = ['open', 'pending', 'hold', 'solved'];

/** Where the visitor answers as an agent: in public or among colleagues, and with which status. */
export function Composer({ ticket, agent, act, drafted }: ComposerProps): JSX.Element {
  const [draft, setDraft] = useState<Draft>(empty);
  const [sending, setSending] = useState(false);
  useEffect(() => {
    if (drafted === undefined) return;
    setDraft((old) => ({
      ...old,
      public: true,
      text: old.text === '' ? drafted.text : `${old.text}\n${drafted.text}`,
    }));
  }, [drafted?.turn]);
  if (ticket.status === 'closed' || ticket.status === 'deleted') {
    return <p class="composer closed">This ticket is {ticket.status} and takes no more words.</p>;
  }
  const status = draft.status ?? (ticket.status === 'new' ? 'open' : ticket.status);
  const submit = async (): Promise<void> => {
    const { platform, account, id } = ticket;
    const { text } = draft;
    setSending(true);
    const sent = await act(async () =>
      text.trim() === ''
        ? post('status', { platform, account, id, status })
        : post('reply', { platform, account, id, public: draft.public, text, status }),
    );
    setSending(false);
    if (sent) setDraft({ ...empty, public: draft.public });
  };
  return (
    <form
      class={draft.public ? 'composer' : 'composer private'}
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending) void submit();
      }}
    >
      <div class="composer-top">
        <Audience draft={draft} onChange={setDraft} />
        <MacroMenu
          macros={macrosFor(ticket.account)}
          agent={agent}
          customer={ticket.requester.name}
          onChoose={setDraft}
        />
      </div>
      <textarea
        aria-label={draft.public ? `Public reply to ${ticket.requester.name}` : 'Internal note'}
        rows={2}
        placeholder={draft.public ? `Reply to ${ticket.requester.name} as ${agent}` : 'Only colleagues will see this'}
        value={draft.text}
        onInput={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
      />
      <Submit status={status} sending={sending} onStatus={(chosen) => setDraft({ ...draft, status: chosen })} />
    </form>
  );
}

interface DraftProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Audience({ draft, onChange }: DraftProps): JSX.Element {
  return (
    <fieldset class="audience">
      <legend class="heard">Who sees it</legend>
      {[true, false].map((isPublic) => (
        <label key={String(isPublic)}>
          <input
            type="radio"
            name="audience"
            checked={draft.public === isPublic}
            onChange={() => onChange({ ...draft, public: isPublic })}
          />
          <span>{isPublic ? 'Public reply' : 'Internal note'}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface MacroMenuProps {
  readonly macros: readonly Macro[];
  readonly agent: string;
  readonly customer: string;
  readonly onChoose: (draft: Draft) => void;
}

function MacroMenu({ macros, agent, customer, onChoose }: MacroMenuProps): JSX.Element {
  return (
    <select
      class="macro"
      aria-label="Apply a macro"
      value=""
      onChange={(event) => {
        const macro = macros.find(({ label }) => label === event.currentTarget.value);
        event.currentTarget.value = '';
        if (macro !== undefined)
          onChoose({ public: macro.public, status: macro.status, text: macro.text(customer, agent) });
      }}
    >
      <option value="">Apply macro…</option>
      {macros.map(({ label }) => (
        <option key={label} value={label}>
          {label}
        </option>
      ))}
    </select>
  );
}

interface SubmitProps {
  readonly status: TicketStatus;
  readonly sending: boolean;
  readonly onStatus: (status: TicketStatus) => void;
}

function Submit({ status, sending, onStatus }: SubmitProps): JSX.Element {
  return (
    <div class="submit">
      <button type="submit" class="submit-button" aria-disabled={sending}>
        Submit as <b>{statusWord(status)}</b>
      </button>
      <label>
        <select
          aria-label="Status to submit as"
          value={status}
          onChange={(event) => onStatus(offered.find((one) => one === event.currentTarget.value) ?? status)}
        >
          {offered.map((one) => (
            <option key={one} value={one}>
              {statusWord(one)}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </label>
    </div>
  );
}
