import type { JSX } from 'preact';
import type { ExplainedClock, Explanation, SandboxTicket } from '../model.ts';
import { ClockRow } from './clock-row.tsx';
import { Icon } from './icons.tsx';
import { TimeLine } from './time-line.tsx';
import { moment, spaced, standing } from './words.ts';

interface ComplaintPanelProps {
  readonly ticket: SandboxTicket | undefined;
  readonly explanation: Explanation | undefined;
  readonly now: number;
  readonly zone: string;
}

type Seen = NonNullable<Explanation['complaint']>;

/** What Recourse sees in the ticket: is it a complaint, why, what is promised and by when. */
export function ComplaintPanel({ ticket, explanation, now, zone }: ComplaintPanelProps): JSX.Element {
  const complaint = explanation?.complaint;
  return (
    <aside class="complaint" aria-labelledby="complaint-title" tabIndex={0}>
      <div class="complaint-head">
        <h2 id="complaint-title">{complaint?.band === 'possible' ? 'Possible complaint' : 'Complaint'}</h2>
        {complaint !== undefined && (
          <span class={`severity severity-${complaint.severity}`}>{spaced(complaint.severity)} severity</span>
        )}
      </div>
      {ticket === undefined || explanation === undefined ? (
        <p class="faint">{ticket === undefined ? 'No ticket is open.' : 'Reading the ticket…'}</p>
      ) : complaint === undefined ? (
        <NoComplaint />
      ) : (
        <Judged complaint={complaint} clocks={explanation.clocks} now={now} zone={zone} />
      )}
    </aside>
  );
}

function NoComplaint(): JSX.Element {
  return (
    <div class="callout callout-calm">
      <Icon name="check" />
      <div>
        <p class="callout-title">Not a complaint</p>
        <p>Nothing is promised, no clock runs, and Recourse leaves this ticket as it is.</p>
      </div>
    </div>
  );
}

interface JudgedProps {
  readonly complaint: Seen;
  readonly clocks: readonly ExplainedClock[];
  readonly now: number;
  readonly zone: string;
}

function Judged({ complaint, clocks, now, zone }: JudgedProps): JSX.Element {
  return (
    <>
      <Next clocks={clocks} now={now} zone={zone} />
      <TimeLine receivedAt={Date.parse(complaint.receivedAt)} clocks={clocks} now={now} zone={zone} />
      <section class="promises">
        <h3>Promises</h3>
        <ul>
          {clocks.map((clock) => (
            <ClockRow key={`${clock.obligation} ${clock.startedAt}`} clock={clock} now={now} zone={zone} />
          ))}
        </ul>
      </section>
      <section class="why">
        <h3>{complaint.band === 'yes' ? 'Why this is a complaint' : 'Why this may be a complaint'}</h3>
        {complaint.confirmed && <p>A person confirmed it.</p>}
        {complaint.band === 'possible' && !complaint.confirmed && (
          <p>Recourse is not sure and asks a person; the clocks run meanwhile.</p>
        )}
        <ul>
          {complaint.reasons.map(({ cue, quote }) => (
            <li key={`${cue} ${quote}`}>
              <q>{quote}</q> <span class="faint">{spaced(cue.replaceAll('-', ' ')).toLowerCase()}</span>
            </li>
          ))}
        </ul>
        <p class="stage">
          <span class="faint">Stage</span> {spaced(complaint.stage)}
          {complaint.category !== undefined && (
            <>
              {' '}
              <span class="faint">Category</span> {spaced(complaint.category)}
            </>
          )}
        </p>
      </section>
    </>
  );
}

const urgency: readonly ExplainedClock['status'][] = ['breached', 'dueSoon', 'running', 'paused'];

/** The clock that a person should look at first: one broken, else the one due next. */
export function foremost(clocks: readonly ExplainedClock[]): ExplainedClock | undefined {
  return [...clocks]
    .filter(({ status, satisfiedAt }) => urgency.includes(status) && satisfiedAt === undefined)
    .sort(
      (one, other) =>
        urgency.indexOf(one.status) - urgency.indexOf(other.status) ||
        (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'),
    )[0];
}

function Next({ clocks, now, zone }: Omit<JudgedProps, 'complaint'>): JSX.Element {
  const clock = foremost(clocks);
  if (clock === undefined) {
    return (
      <div class="callout callout-done">
        <Icon name="check" />
        <p class="callout-title">Nothing is due</p>
      </div>
    );
  }
  const tone = clock.status === 'breached' ? 'broken' : clock.status === 'dueSoon' ? 'warning' : 'calm';
  return (
    <div class={`callout callout-${tone}`}>
      <Icon name="alert" />
      <div>
        <p class="callout-title">{clock.title}</p>
        <p class="when">
          <span>{standing(clock, now)}</span>
          {clock.dueAt !== undefined && (
            <time dateTime={clock.dueAt}>{moment(Date.parse(clock.dueAt), now, zone)}</time>
          )}
        </p>
      </div>
    </div>
  );
}
