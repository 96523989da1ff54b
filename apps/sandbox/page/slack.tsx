import type { JSX, TargetedMouseEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxChannel, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { keyOf, postedAt } from './happening.ts';
import { Icon } from './icons.tsx';
import { SlackMessage } from './slack-message.tsx';
import { longDay } from './words.ts';

interface SlackProps {
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
  readonly onOpenTicket: (key: string) => void;
}

const newest = (channel: SandboxChannel): number =>
  Math.max(
    0,
    ...channel.messages.flatMap(({ ts, replies }) => [Number(ts), ...replies.map((reply) => Number(reply.ts))]),
  );

/** The chat as a supervisor sees it; what is in it is drawn from the very JSON that was posted. */
export function Slack({ state, now, act, onOpenTicket }: SlackProps): JSX.Element {
  const [chosen, choose] = useState<string | undefined>();
  const [read, setRead] = useState<Readonly<Record<string, number>>>({});
  const { channels, company, you } = state;
  const latest = channels.reduce<SandboxChannel | undefined>(
    (best, one) => (best === undefined || newest(one) > newest(best) ? one : best),
    undefined,
  );
  const open = channels.find(({ id }) => id === chosen) ?? latest;
  const top = open === undefined ? 0 : newest(open);
  useEffect(() => {
    if (open !== undefined) setRead((old) => ({ ...old, [open.id]: top }));
  }, [open?.id, top]);
  return (
    <section class="window slack" aria-label="Slack, as a supervisor sees it">
      <div class="window-title">
        <span>
          <b>Slack</b> as {you.supervisor}, supervisor, sees it
        </span>
      </div>
      <div class="slack-body">
        <nav class="slack-side" aria-label="Slack channels">
          <p class="workspace">{company.name}</p>
          <p class="side-title" id="slack-channels">
            Channels
          </p>
          <ul aria-labelledby="slack-channels">
            {channels.map((channel) => {
              const unread = channel.id !== open?.id && newest(channel) > (read[channel.id] ?? 0);
              return (
                <li key={channel.id}>
                  <button
                    type="button"
                    class={unread ? 'unread' : undefined}
                    aria-current={channel.id === open?.id ? 'true' : undefined}
                    onClick={() => choose(channel.id)}
                  >
                    <Icon name="hash" />
                    <span>{channel.name}</span>
                    {unread && <span class="heard">unread</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        </nav>
        {open !== undefined && (
          <Channel
            key={open.id}
            channel={open}
            state={state}
            now={now}
            act={act}
            onOpenTicket={onOpenTicket}
            onStay={() => choose(open.id)}
          />
        )}
      </div>
    </section>
  );
}

function Channel({
  channel,
  state,
  now,
  act,
  onOpenTicket,
  onStay,
}: SlackProps & { readonly channel: SandboxChannel; readonly onStay: () => void }): JSX.Element {
  const { zone } = state.company;
  const scroller = useRef<HTMLDivElement>(null);
  const openedAt = useRef(newest(channel));
  const top = newest(channel);
  useEffect(() => {
    const message = scroller.current?.querySelector(`[data-ts="${top.toFixed(6)}"]`);
    message?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [top]);
  const followLink = (event: TargetedMouseEvent<HTMLDivElement>): void => {
    // A visitor who uses a channel is not taken to another one.
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
        onClickCapture={followLink}
      >
        {channel.messages.length === 0 && <p class="faint empty">Nothing here yet. Quiet is the usual state.</p>}
        <ol>
          {channel.messages.map((message, index) => {
            const day = longDay(postedAt(message.ts), zone);
            const before = channel.messages[index - 1];
            const newDay = before === undefined || longDay(postedAt(before.ts), zone) !== day;
            return (
              <li key={message.ts}>
                {newDay && (
                  <p class="day">
                    <span>{day}</span>
                  </p>
                )}
                <SlackMessage
                  message={message}
                  channel={channel}
                  state={state}
                  now={now}
                  act={act}
                  freshAfter={openedAt.current}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
