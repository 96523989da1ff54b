import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SandboxClock, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Icon, Mark } from './icons.tsx';
import { PlugPill } from './plug-pill.tsx';
import { longDay, moment, timeOfDay } from './words.ts';

const speeds: readonly { readonly speed: number; readonly words: string }[] = [
  { speed: 60, words: '1 min / s' },
  { speed: 300, words: '5 min / s' },
  { speed: 1800, words: '30 min / s' },
  { speed: 7200, words: '2 h / s' },
];

interface ClockBarProps {
  readonly state: SandboxState;
  readonly clock: SandboxClock;
  readonly act: Act;
  readonly onWriteIn: () => void;
}

/** What time it is, and the means to hurry it. */
export function ClockBar({ state, clock, act, onWriteIn }: ClockBarProps): JSX.Element {
  const { zone } = state.company;
  const { companies } = state;
  const at = Date.parse(clock.now);
  return (
    <header class="bar">
      <div class="brand">
        <Mark />
        <div>
          <h1>Recourse sandbox</h1>
          <p>{companies.length > 1 ? 'Two invented companies' : `${state.company.name}, invented`}</p>
        </div>
      </div>
      <section class="clock" aria-label="Simulated time">
        <time class="clock-face" dateTime={clock.now}>
          <span class="clock-time">{timeOfDay(at, zone)}</span>
          <span class="clock-day">{longDay(at, zone)}</span>
        </time>
        <RunControls clock={clock} act={act} />
        <Jumps state={state} act={act} at={at} />
      </section>
      <div class="bar-end">
        <button type="button" class="button primary" onClick={onWriteIn}>
          <Icon name="pen" />
          Write in as a customer
        </button>
        <PlugPill server={state.server} act={act} />
      </div>
    </header>
  );
}

function RunControls({ clock, act }: Pick<ClockBarProps, 'clock' | 'act'>): JSX.Element {
  const known = speeds.some(({ speed }) => speed === clock.speed);
  return (
    <div class="run">
      <button
        type="button"
        class="button round"
        aria-label={clock.running ? 'Pause the clock' : 'Let the clock run'}
        onClick={() => void act(async () => post('clock', { run: !clock.running }))}
      >
        <Icon name={clock.running ? 'pause' : 'play'} />
      </button>
      <select
        aria-label="Speed: simulated time in a second"
        value={String(clock.speed)}
        onChange={(event) => {
          const speed = Number(event.currentTarget.value);
          void act(async () => post('clock', { speed }));
        }}
      >
        {!known && <option value={String(clock.speed)}>{`${String(clock.speed)} s / s`}</option>}
        {speeds.map(({ speed, words }) => (
          <option key={speed} value={String(speed)}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Jumps({ state, act, at }: Pick<ClockBarProps, 'state' | 'act'> & { readonly at: number }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const jump = (body: unknown): void => {
    if (busy) return;
    setBusy(true);
    void act(async () => post('clock', body)).then(() => setBusy(false));
  };
  const { nextDueAt } = state;
  const dueAt = nextDueAt === undefined ? undefined : Date.parse(nextDueAt);
  const due = dueAt === undefined || dueAt <= at ? undefined : nextDueAt;
  return (
    <div class="jumps" role="group" aria-label="Jump ahead" aria-busy={busy}>
      <button type="button" class="button" aria-disabled={busy} onClick={() => jump({ by: '1 hour' })}>
        +1 hour
      </button>
      <button type="button" class="button" aria-disabled={busy} onClick={() => jump({ by: '1 day' })}>
        +1 day
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={busy || due === undefined}
        title={
          due === undefined
            ? 'No promise is running'
            : `Next promise due ${moment(Date.parse(due), at, state.company.zone)}`
        }
        onClick={() => {
          if (due !== undefined) jump({ to: due });
        }}
      >
        To next due
      </button>
    </div>
  );
}
