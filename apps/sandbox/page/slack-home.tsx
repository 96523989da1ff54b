import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Blocks } from './slack-blocks.tsx';
import { listIn, type Json } from './slack-json.ts';

interface HomeProps {
  readonly view: Json | undefined;
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
}

/** The product's Home: asked for when somebody looks at it, as in Slack. */
export function SlackHome({ view, state, now, act }: HomeProps): JSX.Element {
  const { account, zone } = state.company;
  useEffect(() => {
    void act(async () => post('slack', { do: 'home', account }));
  }, [account]);
  return (
    <div class="channel">
      <div class="channel-head">
        <h2>Recourse</h2>
      </div>
      <div class="messages slack-home" role="region" aria-label="Home of Recourse" tabIndex={0}>
        {view === undefined ? (
          <p class="faint empty">One moment…</p>
        ) : (
          <Blocks
            blocks={listIn(view, 'blocks')}
            fallbackText=""
            people={(id) => state.people[id]}
            channels={() => undefined}
            now={now}
            timeZone={zone}
            onAction={({ actionId, blockId, value }) =>
              void act(async () =>
                post('slack', { do: 'act', account, where: 'home', action: actionId, block: blockId, value }),
              )
            }
          />
        )}
      </div>
    </div>
  );
}
