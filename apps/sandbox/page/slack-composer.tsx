import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Act } from './act.ts';
import { post } from './control-client.ts';

interface ComposerProps {
  readonly account: string;
  readonly channel: string;
  readonly act: Act;
}

/** Where a supervisor asks Recourse what is open, or writes to everybody in the channel. */
export function SlackComposer({ account, channel, act }: ComposerProps): JSX.Element {
  const [text, setText] = useState('');
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const asked = text.replace(/^\/complaints\s*/u, '');
    void act(async () => post('slack', { do: 'command', account, channel, text: asked })).then(
      (sent) => sent && setText(''),
    );
  };
  const say = (): void =>
    void act(async () => post('slack', { do: 'say', account, channel, text })).then((sent) => sent && setText(''));
  return (
    <form class="slack-composer" onSubmit={send}>
      <label class="heard" for="slack-command">
        Ask Recourse
      </label>
      <input
        id="slack-command"
        value={text}
        placeholder="Ask: open, mine, due today, a ticket’s number. Or write to all"
        maxLength={2_000}
        autoComplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="slack-button">
        Ask
      </button>
      <button type="button" class="slack-button" disabled={text.trim() === ''} onClick={say}>
        Send
      </button>
    </form>
  );
}
