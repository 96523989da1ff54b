import type { JSX, TargetedMouseEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SandboxChannel, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { sinceOpenedMs } from './beat.ts';
import { keyOf, postedAt } from './happening.ts';
import { SlackComposer } from './slack-composer.tsx';
import { SlackMessage } from './slack-message.tsx';
import { longDay } from './words.ts';

interface SlackChannelProps {
  readonly channel: SandboxChannel;
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
  readonly onOpenTicket: (key: string) => void;
  /** The visitor uses this channel and is not to be taken to another one. */
  readonly onStay: () => void;
}

/** A visitor who scrolled is left to read before the channel follows its latest message again. */
const readingMs = 12_000;

/** The latest `ts` of a channel and its threads as a number; 0 where there is none. */
export function newestIn(channel: SandboxChannel): number {
  return Math.max(
    0,
    ...channel.messages.flatMap(({ ts, replies }) => [ts, ...replies.map((reply) => reply.ts)]).map(Number),
  );
}

/** One channel: its messages in days, threads opened, the latest in view. */
export function SlackChannel({ channel, state, now, act, onOpenTicket, onStay }: SlackChannelProps): JSX.Element {
  const top = newestIn(channel);
  const openedAt = useRef(top);
  const scroller = useRef<HTMLDivElement>(null);
  const usedMs = useRef(-Infinity);
  useEffect(() => {
    if (sinceOpenedMs() - usedMs.current < readingMs) return;
    show(scroller.current, top.toFixed(6));
  }, [top]);
  const use = (): void => {
    usedMs.current = sinceOpenedMs();
  };
  const open = (event: TargetedMouseEvent<HTMLDivElement>): void => {
    onStay();
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const ticket = state.tickets.find(({ url }) => url === link?.getAttribute('href'));
    if (ticket === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onOpenTicket(keyOf(ticket));
  };
  return (
    <div class="channel">
      <div class="channel-head">
        <h2>
          <span aria-hidden="true">#</span> {channel.name}
        </h2>
      </div>
      <div
        class="messages"
        ref={scroller}
        role="region"
        aria-label={`Messages in ${channel.name}`}
        tabIndex={0}
        onClickCapture={open}
        onWheel={use}
        onTouchMove={use}
        onKeyDown={use}
      >
        {channel.messages.length === 0 && <p class="faint empty">Nothing here yet. Quiet is the usual state.</p>}
        <ol>
          {channel.messages.map((message, index) => (
            <li key={message.ts}>
              <Day of={message.ts} after={channel.messages[index - 1]?.ts} zone={state.company.zone} />
              <SlackMessage
                message={message}
                channel={channel}
                state={state}
                now={now}
                act={act}
                freshAfter={openedAt.current}
              />
            </li>
          ))}
        </ol>
      </div>
      <SlackComposer account={channel.account} channel={channel.id} act={act} />
    </div>
  );
}

/**
 * Scrolls a message into view from its first line. Not by scrollIntoView: with that, the next Tab of somebody who
 * works by keyboard would start from the message.
 */
function show(scroller: HTMLElement | null, ts: string): void {
  const message = scroller?.querySelector(`[data-ts="${ts}"]`);
  if (!scroller || !message) return;
  const frame = scroller.getBoundingClientRect();
  const box = message.getBoundingClientRect();
  const down = Math.min(box.bottom - frame.bottom + 12, box.top - frame.top - 8);
  if (down > 0 || box.top < frame.top) scroller.scrollTop += down > 0 ? down : box.top - frame.top - 8;
}

interface DayProps {
  readonly of: string;
  readonly after: string | undefined;
  readonly zone: string;
}

/** The line between two days, where a message is the first of its day. */
function Day({ of, after, zone }: DayProps): JSX.Element | null {
  const day = longDay(postedAt(of), zone);
  if (after !== undefined && longDay(postedAt(after), zone) === day) return null;
  return (
    <p class="day">
      <span>{day}</span>
    </p>
  );
}
