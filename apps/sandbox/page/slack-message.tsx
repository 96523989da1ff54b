import type { JSX } from 'preact';
import type { SandboxChannel, SandboxMessage, SandboxReply, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Message } from './slack-blocks.tsx';

interface MessageContext {
  readonly channel: SandboxChannel;
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
  /** Messages later than this came while the channel was open: they are shown as new for a moment. */
  readonly freshAfter: number;
}

/** A message and the thread below it. */
export function SlackMessage({
  message,
  ...context
}: MessageContext & { readonly message: SandboxMessage }): JSX.Element {
  const { replies } = message;
  return (
    <>
      <Posted message={message} {...context} />
      {replies.length > 0 && (
        <div class="thread">
          <p class="thread-count">
            {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
          </p>
          <ol>
            {replies.map((reply) => (
              <li key={reply.ts}>
                <Posted message={reply} {...context} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}

function Posted({
  message,
  channel,
  state,
  now,
  act,
  freshAfter,
}: MessageContext & { readonly message: SandboxReply }): JSX.Element {
  const fresh = Number(message.ts) > freshAfter;
  return (
    <div class={fresh ? 'posted fresh' : 'posted'}>
      <Message
        message={{ ...message, broadcast: false }}
        author={{ name: message.author, isApp: message.app }}
        people={(id) => state.people[id]}
        channels={(id) => state.channels.find((one) => one.id === id)?.name}
        now={now}
        timeZone={state.company.zone}
        onAction={({ actionId, value }) =>
          void act(async () => post('press', { channel: channel.id, ts: message.ts, action: actionId, value }))
        }
      />
      {!message.app && message.ephemeralFor === undefined && (
        <button
          type="button"
          class="slack-button slack-shortcut"
          onClick={() =>
            void act(async () =>
              post('slack', { do: 'shortcut', account: channel.account, channel: channel.id, ts: message.ts }),
            )
          }
        >
          Open a complaint ticket
        </button>
      )}
      {message.broadcast === true && <p class="also">Also sent to the channel</p>}
    </div>
  );
}
