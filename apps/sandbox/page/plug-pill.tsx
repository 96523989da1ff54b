import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SandboxServer } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Icon } from './icons.tsx';

const words: Readonly<Record<SandboxServer['state'], string>> = {
  up: 'Recourse is running',
  starting: 'Recourse is starting',
  down: 'Recourse is off',
};

/** Whether the product's process lives, and the button that kills it as a power cut would. */
export function PlugPill({ server, act }: { readonly server: SandboxServer; readonly act: Act }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const press = (order: 'kill' | 'start'): void => {
    if (busy) return;
    setBusy(true);
    void act(async () => post('server', { do: order })).then(() => setBusy(false));
  };
  const off = server.state === 'down';
  const title = off
    ? 'Starts it with nothing carried over'
    : 'kill -9: its memory is lost, the tickets keep everything';
  return (
    <div class={`pill pill-${server.state}`}>
      <span class="pill-words" title={server.pid === undefined ? undefined : `Process ${String(server.pid)}`}>
        <span class="dot" aria-hidden="true" />
        {words[server.state]}
      </span>
      <button
        type="button"
        class="button"
        title={title}
        aria-disabled={busy}
        onClick={() => press(off ? 'start' : 'kill')}
      >
        <Icon name="plug" />
        {off ? 'Start again' : 'Pull the plug'}
      </button>
    </div>
  );
}
