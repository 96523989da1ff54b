import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Explanation, SandboxComment, SandboxState, SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { FreshdeskEditor } from './freshdesk-editor.tsx';
import type { EditorKind } from './freshdesk-editor.tsx';
import { FreshdeskLedger } from './freshdesk-ledger.tsx';
import { FreshdeskSaid } from './freshdesk-said.tsx';
import { Icon } from './icons.tsx';
import type { ReplyDraft } from './reply-draft.ts';

export interface FreshdeskTicketProps {
  readonly ticket: SandboxTicket;
  readonly state: SandboxState;
  readonly now: number;
  readonly explanation: Explanation | undefined;
  readonly act: Act;
  /** What the panel put into the reply box. */
  readonly draft: ReplyDraft | undefined;
}

/** One ticket: what can be done with it, what was said, and the editor while somebody writes. */
export function FreshdeskTicket({ ticket, state, now, explanation, act, draft }: FreshdeskTicketProps): JSX.Element {
  const { zone } = state.company;
  const [writing, write] = useState<EditorKind | undefined>();
  useEffect(() => {
    if (draft !== undefined) write('reply');
  }, [draft?.turn]);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The latest word of a person from its first line, even where it is longer than the room for it.
    const words = said.current?.querySelectorAll<HTMLElement>('.fd-word:not(.fd-own)');
    const latest = words?.[words.length - 1];
    if (latest !== undefined) said.current?.scrollTo({ top: latest.offsetTop - 8 });
  }, [ticket.comments.length]);
  const quotes = explanation?.complaint?.reasons.map(({ quote }) => quote) ?? [];
  const isGone = ticket.status === 'deleted';
  return (
    <article class="fd-ticket" aria-labelledby="ticket-title">
      <Tools ticket={ticket} act={act} onWrite={write} />
      <header class="fd-head">
        <span class="fd-source" title={`Came by ${ticket.via.toLowerCase()}`}>
          <Icon name={ticket.via === 'Chat' ? 'thread' : ticket.via === 'Email' ? 'mail' : 'globe'} />
        </span>
        <h2 id="ticket-title">{ticket.subject}</h2>
      </header>
      <div class="fd-said" ref={said} role="region" aria-label="Conversation" tabIndex={0}>
        <ol>
          {turnsOf(ticket.comments).map((turn) =>
            'notes' in turn ? (
              <FreshdeskLedger key={turn.notes[0]?.at} notes={turn.notes} now={now} zone={zone} />
            ) : (
              <FreshdeskSaid
                key={`${turn.comment.at} ${String(turn.index)}`}
                comment={turn.comment}
                via={turn.index === 0 ? ticket.via : undefined}
                to={ticket.requester.name}
                quotes={quotes}
                now={now}
                zone={zone}
              />
            ),
          )}
        </ol>
        {isGone && <p class="fd-bin">This ticket lies in the bin and takes no more words.</p>}
      </div>
      {writing !== undefined && !isGone && (
        <FreshdeskEditor
          key={writing}
          kind={writing}
          ticket={ticket}
          agent={state.you.agent}
          act={act}
          draft={draft}
          onClose={() => write(undefined)}
        />
      )}
    </article>
  );
}

interface ToolsProps {
  readonly ticket: SandboxTicket;
  readonly act: Act;
  readonly onWrite: (kind: EditorKind) => void;
}

function Tools({ ticket, act, onWrite }: ToolsProps): JSX.Element {
  const { platform, account, id, status } = ticket;
  const isGone = status === 'deleted';
  return (
    <div class="fd-tools" role="group" aria-label="Ticket actions">
      <button type="button" class="fd-tool" disabled={isGone} onClick={() => onWrite('reply')}>
        <Icon name="reply" /> Reply
      </button>
      <button type="button" class="fd-tool" disabled={isGone} onClick={() => onWrite('note')}>
        <Icon name="note" /> Add note
      </button>
      <button
        type="button"
        class="fd-tool"
        disabled={isGone || status === 'closed'}
        onClick={() => void act(async () => post('status', { platform, account, id, status: 'closed' }))}
      >
        <Icon name="check" /> Close
      </button>
    </div>
  );
}

type Turn =
  | { readonly comment: SandboxComment; readonly index: number }
  | { readonly notes: readonly SandboxComment[] };

/** What was said, one after the other; the ledger's notes that follow each other as one. */
export function turnsOf(comments: readonly SandboxComment[]): readonly Turn[] {
  const turns: Turn[] = [];
  comments.forEach((comment, index) => {
    if (comment.own?.words !== '') {
      turns.push({ comment, index });
      return;
    }
    const last = turns.at(-1);
    if (last !== undefined && 'notes' in last) turns.splice(-1, 1, { notes: [...last.notes, comment] });
    else turns.push({ notes: [comment] });
  });
  return turns;
}
