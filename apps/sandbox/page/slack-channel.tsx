import type { JSX, TargetedMouseEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SandboxChannel, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { keyOf, postedAt } from './happening.ts';
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
  useEffect(() => {
    const message = scroller.current?.querySelector(`[data-ts="${top.toFixed(6)}"]`);
    message?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [top]);
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
    </div>
  );
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
