import type { Instant } from '#core/time.ts';
import type { JSX } from 'preact';
import type { ExplainedClock } from '../model.ts';
import { clockWord, moment } from './words.ts';

const width = 248;
const left = 8;
const right = 240;

interface TimeLineProps {
  readonly receivedAt: Instant;
  readonly clocks: readonly ExplainedClock[];
  readonly now: Instant;
  readonly zone: string;
}

/**
 * Where an instant stands on the line. Each promise gets the same room, however far off: the next hours matter as much
 * as the last weeks, and a line to scale would show the former as nothing.
 */
export function place(at: Instant, stops: readonly Instant[]): number {
  const gaps = stops.length - 1;
  if (gaps < 1) return left;
  const after = stops.findIndex((stop) => stop > at);
  if (after === 0) return left;
  if (after < 0) return right;
  const from = stops[after - 1] ?? at;
  const to = stops[after] ?? at;
  return left + ((after - 1 + (at - from) / (to - from)) / gaps) * (right - left);
}

/** The complaint's way from receipt over its promises, drawn: what is past, where we are, what is due. */
export function TimeLine({ receivedAt, clocks, now, zone }: TimeLineProps): JSX.Element | null {
  const due = clocks.flatMap((clock) => (clock.dueAt === undefined ? [] : [{ clock, at: Date.parse(clock.dueAt) }]));
  if (due.length === 0) return null;
  const stops = [...new Set([receivedAt, ...due.map(({ at }) => at)])].sort((one, other) => one - other);
  const here = place(now, stops);
  const told = due
    .map(({ clock, at }) => `${clock.title}: ${clockWord(clock.status)}, due ${moment(at, now, zone)}`)
    .join('; ');
  return (
    <svg class="time-line" viewBox={`0 0 ${String(width)} 44`} role="img" aria-label={`Timeline. ${told}`}>
      <line class="line-ahead" x1={left} y1="20" x2={right} y2="20" />
      <line class="line-past" x1={left} y1="20" x2={here} y2="20" />
      <circle class="line-start" cx={left} cy="20" r="4.5" />
      {due.map(({ clock, at }) => {
        const x = place(at, stops);
        return (
          <path key={clock.obligation} class={`line-due due-${clock.status}`} d={`M${String(x)} 12l7 8-7 8-7-8z`} />
        );
      })}
      {clocks.map(({ obligation, satisfiedAt }) =>
        satisfiedAt === undefined ? null : (
          <circle key={obligation} class="line-kept" cx={place(Date.parse(satisfiedAt), stops)} cy="20" r="4" />
        ),
      )}
      <line class="line-now" x1={here} y1="6" x2={here} y2="31" />
      <text class="line-word" x={Math.min(Math.max(here, 18), width - 18)} y="42" text-anchor="middle">
        Now
      </text>
    </svg>
  );
}
