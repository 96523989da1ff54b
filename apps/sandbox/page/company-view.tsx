import type { JSX } from 'preact';
import { MINUTE_MS } from '#core/time.ts';
import type { SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { Desk } from './desk.tsx';
import { keyOf } from './happening.ts';
import { useExplanation } from './live.ts';
import { Narration } from './narration.tsx';
import { Refusal } from './refusal.tsx';
import { Slack } from './slack.tsx';
import { useStory } from './story.ts';

interface CompanyViewProps {
  /** Of this company alone. */
  readonly state: SandboxState;
  readonly now: number;
  readonly lost: boolean;
  /** The ticket that the visitor chose; without one the page follows what happens. */
  readonly chosen: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
  readonly act: Act;
  readonly refusal: string | undefined;
  readonly onDismiss: () => void;
  readonly switcher: JSX.Element;
}

/** One company: what happens there, its helpdesk on the left and its chat on the right. */
export function CompanyView(props: CompanyViewProps): JSX.Element {
  const { state, now, lost, chosen, onChoose, act } = props;
  const story = useStory(state);
  const key = chosen ?? story.followed?.key;
  const ticket = state.tickets.find((one) => keyOf(one) === key);
  const explanation = useExplanation(ticket, state, Math.floor(now / MINUTE_MS));
  return (
    <>
      <div class="strip">
        {props.switcher}
        <Narration
          story={story.latest}
          log={story.log}
          now={now}
          zone={state.company.zone}
          lost={lost}
          open={key}
          onOpen={onChoose}
        />
      </div>
      <Refusal words={props.refusal} onDismiss={props.onDismiss} />
      <main class="panes">
        <Desk
          state={state}
          now={now}
          ticket={ticket}
          explanation={explanation}
          following={chosen === undefined}
          onChoose={onChoose}
          act={act}
        />
        <Slack state={state} now={now} act={act} onOpenTicket={onChoose} />
      </main>
    </>
  );
}
