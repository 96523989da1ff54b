import type { JSX } from 'preact';
import type { SandboxComment } from '../model.ts';
import { Avatar } from './avatar.tsx';
import { parts } from './comment-card.tsx';
import { LedgerLines } from './freshdesk-ledger.tsx';
import { Icon } from './icons.tsx';
import { age, moment } from './words.ts';

interface FreshdeskSaidProps {
  readonly comment: SandboxComment;
  /** How the ticket came, where this is what opened it. */
  readonly via: string | undefined;
  /** The requester, whom replies go to. */
  readonly to: string;
  /** Words for which the ticket was recognised; marked where the complainant says them. */
  readonly quotes: readonly string[];
  readonly now: number;
  readonly zone: string;
}

/** One thing said, in Freshdesk's way: who, what kind of word it is, when, and to whom. */
export function FreshdeskSaid({ comment, via, to, quotes, now, zone }: FreshdeskSaidProps): JSX.Element {
  const { author, role, own } = comment;
  const at = Date.parse(comment.at);
  const text = own?.words ?? comment.text;
  const marked = role === 'complainant' ? parts(text, quotes) : [{ text, quoted: false }];
  const isOwn = own !== undefined;
  return (
    <li class={classOf(comment)}>
      {isOwn ? <span class="fd-app-mark" aria-hidden="true" /> : <Avatar name={author} />}
      <div class="fd-word-body">
        <p class="fd-word-head">
          <b>{author}</b> <span>{deed(comment, via)}</span>
          {!comment.public && <Icon name="lock" />}
        </p>
        <p class="fd-word-when">
          <time dateTime={comment.at} title={moment(at, now, zone)}>
            {age(at, now) === 'now' ? 'just now' : `${age(at, now)} ago`} ({moment(at, now, zone)})
          </time>
        </p>
        {comment.public && role === 'agent' && <p class="fd-to">To: {to}</p>}
        <p class="comment-text">
          {marked.map(({ text: words, quoted }, index) => (quoted ? <mark key={index}>{words}</mark> : words))}
        </p>
        {own !== undefined && own.ledger.length > 0 && (
          <details class="fd-mark">
            <summary>Recourse’s mark in this note</summary>
            <LedgerLines lines={own.ledger} now={now} zone={zone} />
          </details>
        )}
      </div>
    </li>
  );
}

function classOf({ public: isPublic, role, own }: SandboxComment): string {
  if (own !== undefined) return 'fd-word fd-private fd-own';
  return `fd-word ${isPublic ? `fd-by-${role}` : 'fd-private'}`;
}

function deed({ role, public: isPublic }: SandboxComment, via: string | undefined): string {
  if (via !== undefined) return via === 'Chat' ? 'started a chat' : `reported via ${via.toLowerCase()}`;
  if (!isPublic) return 'added a private note';
  return role === 'automatic' ? 'replied automatically' : 'replied';
}
