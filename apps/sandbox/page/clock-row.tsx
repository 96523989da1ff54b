import type { JSX } from 'preact';
import type { ExplainedClock } from '../model.ts';
import { clockWord, moment, standing } from './words.ts';

interface ClockRowProps {
  readonly clock: ExplainedClock;
  readonly now: number;
  readonly zone: string;
}

/** One promise: where it stands, when it is due, and how that was counted. */
export function ClockRow({ clock, now, zone }: ClockRowProps): JSX.Element {
  const { title, status, dueAt, because } = clock;
  return (
    <li class={`promise promise-${status}`}>
      <p class="promise-top">
        <b>{title}</b>
        <span class={`chip chip-${status}`}>{clockWord(status)}</span>
      </p>
      <p class="when">
        <span>{standing(clock, now)}</span>
        {dueAt !== undefined && (
          <time class="faint" dateTime={dueAt}>
            {moment(Date.parse(dueAt), now, zone)}
          </time>
        )}
      </p>
      <p class="faint because">{because}</p>
    </li>
  );
}
