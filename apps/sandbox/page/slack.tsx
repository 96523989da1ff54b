import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SandboxChannel, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { Icon } from './icons.tsx';
import { newestIn, SlackChannel } from './slack-channel.tsx';
import { SlackForm } from './slack-form.tsx';
import { SlackHome } from './slack-home.tsx';

/** Not the id of a channel: the app's own page. */
const home = 'home';

interface SlackProps {
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
  readonly onOpenTicket: (key: string) => void;
}

/** The chat as a supervisor sees it; what is in it is drawn from the very JSON that was posted. */
export function Slack({ state, now, act, onOpenTicket }: SlackProps): JSX.Element {
  const [chosen, choose] = useState<string | undefined>();
  const [read, setRead] = useState<Readonly<Record<string, number>>>({});
  const { channels, company, you } = state;
  const latest = channels.reduce<SandboxChannel | undefined>(
    (best, one) => (best === undefined || newestIn(one) > newestIn(best) ? one : best),
    undefined,
  );
  const open = chosen === home ? undefined : (channels.find(({ id }) => id === chosen) ?? latest);
  const screen = state.screens.find(({ account }) => account === company.account);
  const top = open === undefined ? 0 : newestIn(open);
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
        <ChannelList
          company={company.name}
          channels={channels}
          open={open?.id ?? home}
          unread={(channel) => channel.id !== open?.id && newestIn(channel) > (read[channel.id] ?? 0)}
          onChoose={choose}
        />
        {open === undefined ? (
          <SlackHome view={screen?.home} state={state} now={now} act={act} />
        ) : (
          <SlackChannel
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
      {screen?.modal !== undefined && (
        <SlackForm account={company.account} view={screen.modal} state={state} now={now} act={act} />
      )}
    </section>
  );
}

interface ChannelListProps {
  readonly company: string;
  readonly channels: readonly SandboxChannel[];
  readonly open: string | undefined;
  readonly unread: (channel: SandboxChannel) => boolean;
  readonly onChoose: (id: string) => void;
}

function ChannelList({ company, channels, open, unread, onChoose }: ChannelListProps): JSX.Element {
  return (
    <nav class="slack-side" aria-label="Slack channels">
      <p class="workspace">{company}</p>
      <p class="side-title" id="slack-channels">
        Channels
      </p>
      <ul aria-labelledby="slack-channels">
        {channels.map((channel) => (
          <li key={channel.id}>
            <button
              type="button"
              class={unread(channel) ? 'unread' : undefined}
              aria-current={channel.id === open ? 'true' : undefined}
              onClick={() => onChoose(channel.id)}
            >
              <Icon name="hash" />
              <span>{channel.name}</span>
              {unread(channel) && <span class="heard">unread</span>}
            </button>
          </li>
        ))}
      </ul>
      <p class="side-title" id="slack-apps">
        Apps
      </p>
      <ul aria-labelledby="slack-apps">
        <li>
          <button type="button" aria-current={open === home ? 'true' : undefined} onClick={() => onChoose(home)}>
            <span>Recourse</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}
