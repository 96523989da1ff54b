import type { JSX } from 'preact';
import type { SandboxComment } from '../model.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { moment } from './words.ts';

interface CommentCardProps {
  readonly comment: SandboxComment;
  /** Words for which the ticket was recognised; marked where the complainant says them. */
  readonly quotes: readonly string[];
  readonly now: number;
  readonly zone: string;
}

/** One thing said on a ticket; what only the company sees is yellow and says so. */
export function CommentCard({ comment, quotes, now, zone }: CommentCardProps): JSX.Element {
  const at = Date.parse(comment.at);
  const marked = comment.role === 'complainant' ? parts(comment.text, quotes) : [{ text: comment.text, quoted: false }];
  return (
    <li class={`comment ${comment.public ? `by-${comment.role}` : 'private'}`}>
      <Avatar name={comment.author} />
      <div class="comment-body">
        <p class="comment-head">
          <b>{comment.author}</b>
          {comment.public ? (
            comment.role === 'automatic' && <span class="kind">Automatic</span>
          ) : (
            <span class="kind">
              <Icon name="lock" /> Internal note
            </span>
          )}
          <time dateTime={comment.at}>{moment(at, now, zone)}</time>
        </p>
        <p class="comment-text">
          {marked.map(({ text, quoted }, index) => (quoted ? <mark key={index}>{text}</mark> : text))}
        </p>
      </div>
    </li>
  );
}

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

/** The text in pieces, those that were quoted told from the others. */
export function parts(text: string, quotes: readonly string[]): readonly Part[] {
  const found = quotes
    .map((quote) => ({ start: quote === '' ? -1 : text.indexOf(quote), length: quote.length }))
    .filter(({ start }) => start >= 0)
    .sort((one, other) => one.start - other.start);
  const pieces: Part[] = [];
  let end = 0;
  for (const { start, length } of found) {
    if (start < end) continue;
    if (start > end) pieces.push({ text: text.slice(end, start), quoted: false });
    pieces.push({ text: text.slice(start, start + length), quoted: true });
    end = start + length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), quoted: false });
  return pieces;
}
