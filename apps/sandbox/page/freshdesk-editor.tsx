import type { TicketStatus } from '#core/ticket.ts';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { freshdeskStatus, settable } from './freshdesk-words.ts';
import { Icon } from './icons.tsx';
import { macrosFor } from './macros.ts';
import type { ReplyDraft } from './reply-draft.ts';

export type EditorKind = 'reply' | 'note';

interface FreshdeskEditorProps {
  readonly kind: EditorKind;
  readonly ticket: SandboxTicket;
  readonly agent: string;
  readonly act: Act;
  /** What the panel put into the reply box. */
  readonly draft: ReplyDraft | undefined;
  readonly onClose: () => void;
}

/** Where the visitor writes as an agent: to the customer, or a private note to colleagues. */
export function FreshdeskEditor({ kind, ticket, agent, act, draft, onClose }: FreshdeskEditorProps): JSX.Element {
  const isReply = kind === 'reply';
  const [text, setText] = useState('');
  const [status, setStatus] = useState<TicketStatus>(ticket.status);
  const [sending, setSending] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  useEffect(() => {
    if (isReply && draft !== undefined) setText((old) => (old === '' ? draft.text : `${old}\n${draft.text}`));
  }, [draft?.turn]);
  const send = async (): Promise<void> => {
    const { platform, account, id } = ticket;
    setSending(true);
    const set = status === ticket.status ? {} : { status };
    const sent = await act(async () => post('reply', { platform, account, id, public: isReply, text, ...set }));
    setSending(false);
    if (sent) onClose();
  };
  return (
    <form
      class={isReply ? 'fd-editor' : 'fd-editor fd-editor-note'}
      aria-label={isReply ? 'Reply' : 'Private note'}
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending && text.trim() !== '') void send();
      }}
    >
      <To isReply={isReply} ticket={ticket} />
      <textarea
        ref={area}
        rows={4}
        aria-label={isReply ? `Reply to ${ticket.requester.name}` : 'Private note'}
        placeholder={isReply ? `Reply as ${agent}` : 'Type a note'}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="fd-editor-foot">
        <CannedResponses
          isReply={isReply}
          ticket={ticket}
          agent={agent}
          onChoose={(canned, wanted) => {
            setText(canned);
            setStatus(wanted);
          }}
        />
        <button type="button" class="fd-plain" onClick={onClose}>
          Discard
        </button>
        <Send isReply={isReply} was={ticket.status} status={status} sending={sending} onStatus={setStatus} />
      </div>
    </form>
  );
}

function To({ isReply, ticket }: Pick<CannedProps, 'isReply' | 'ticket'>): JSX.Element {
  return (
    <p class="fd-editor-to">
      {isReply ? (
        <>
          <span>To</span> <b>{ticket.requester.name}</b> <span>{ticket.requester.email}</span>
        </>
      ) : (
        <>
          <Icon name="lock" /> Private note: only colleagues see it
        </>
      )}
    </p>
  );
}

interface CannedProps {
  readonly isReply: boolean;
  readonly ticket: SandboxTicket;
  readonly agent: string;
  readonly onChoose: (text: string, status: TicketStatus) => void;
}

function CannedResponses({ isReply, ticket, agent, onChoose }: CannedProps): JSX.Element {
  const macros = macrosFor(ticket.account).filter((macro) => macro.public === isReply);
  return (
    <select
      class="fd-canned"
      aria-label="Canned responses"
      value=""
      onChange={(event) => {
        const macro = macros.find(({ label }) => label === event.currentTarget.value);
        event.currentTarget.value = '';
        if (macro !== undefined) onChoose(macro.text(ticket.requester.name, agent), macro.status);
      }}
    >
      <option value="">Canned responses…</option>
      {macros.map(({ label }) => (
        <option key={label} value={label}>
          {label}
        </option>
      ))}
    </select>
  );
}

interface SendProps {
  readonly isReply: boolean;
  readonly was: TicketStatus;
  readonly status: TicketStatus;
  readonly sending: boolean;
  readonly onStatus: (status: TicketStatus) => void;
}

function Send({ isReply, was, status, sending, onStatus }: SendProps): JSX.Element {
  const verb = isReply ? 'Send' : 'Add note';
  return (
    <div class="submit fd-send">
      <button type="submit" class="submit-button" aria-disabled={sending}>
        {status === was ? verb : `${verb} and set as ${freshdeskStatus(status)}`}
      </button>
      <label>
        <select
          aria-label="Status to set with it"
          value={status}
          onChange={(event) => onStatus(settable.find((one) => one === event.currentTarget.value) ?? status)}
        >
          {settable.map((one) => (
            <option key={one} value={one}>
              {one === was ? `${verb}, stay ${freshdeskStatus(one)}` : `${verb} and set as ${freshdeskStatus(one)}`}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </label>
    </div>
  );
}
