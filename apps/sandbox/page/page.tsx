import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MINUTE_MS } from '#core/time.ts';
import type { SandboxClock } from '../model.ts';
import { useAct } from './act.ts';
import { ClockBar } from './clock-bar.tsx';
import { post } from './control-client.ts';
import { Desk } from './desk.tsx';
import { keyOf } from './happening.ts';
import { useExplanation, useLive } from './live.ts';
import { Narration } from './narration.tsx';
import { Refusal } from './refusal.tsx';
import { Slack } from './slack.tsx';
import { useStory } from './story.ts';
import { WriteIn } from './write-in.tsx';

/** The first page that opens starts the clock; one opened with `?paused` leaves it alone. */
function useBeginning(clock: SandboxClock | undefined): void {
  const begun = useRef(false);
  useEffect(() => {
    if (clock === undefined || begun.current) return;
    begun.current = true;
    if (clock.begun || new URLSearchParams(location.search).has('paused')) return;
    void post('clock', { run: true }).catch(() => undefined);
  }, [clock]);
}

/** The whole page: the clock above, the helpdesk on the left, the chat on the right. */
export function Page(): JSX.Element {
  const { state, clock, lost } = useLive();
  const { act, refusal, dismiss } = useAct();
  const story = useStory(state);
  const [chosen, choose] = useState<string | undefined>();
  const [writing, setWriting] = useState(false);
  useBeginning(clock);
  const key = chosen ?? story.followed?.key;
  const ticket = state?.tickets.find((one) => keyOf(one) === key);
  const now = clock === undefined ? 0 : Date.parse(clock.now);
  const explanation = useExplanation(ticket, state, Math.floor(now / MINUTE_MS));
  useEffect(() => {
    if (state !== undefined) document.title = `Recourse sandbox — ${state.company.name}`;
  }, [state?.company.name]);
  if (state === undefined || clock === undefined) {
    return <Loading lost={lost} />;
  }
  return (
    <div class="page">
      <ClockBar state={state} clock={clock} act={act} onWriteIn={() => setWriting(true)} />
      <Narration
        story={story.latest}
        log={story.log}
        now={now}
        zone={state.company.zone}
        lost={lost}
        open={key}
        onOpen={choose}
      />
      <Refusal words={refusal} onDismiss={dismiss} />
      <main class="panes">
        <Desk
          state={state}
          now={now}
          ticket={ticket}
          explanation={explanation}
          following={chosen === undefined}
          onChoose={choose}
          act={act}
        />
        <Slack state={state} now={now} act={act} onOpenTicket={choose} />
      </main>
      {writing && (
        <WriteIn
          act={act}
          platform={state.tickets[0]?.platform ?? 'zendesk'}
          company={state.company.name}
          onClose={(written) => {
            setWriting(false);
            if (written !== undefined) choose(written);
          }}
        />
      )}
    </div>
  );
}

function Loading({ lost }: { readonly lost: boolean }): JSX.Element {
  return (
    <main class="loading">
      <h1>Recourse sandbox</h1>
      <p role="status">{lost ? 'The sandbox does not answer. Start it again with npm start.' : 'Opening the shop…'}</p>
    </main>
  );
}
