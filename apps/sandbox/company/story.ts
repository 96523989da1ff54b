import type { Band } from '#core/complaint/recognition.ts';
import type { PressAction } from '#core/effect/ledger.ts';
import type { Channel, Priority, TicketStatus } from '#core/ticket.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { AgentId, SupervisorId } from './people.ts';

/** When the sandbox's clock starts: Monday 16 November 2026, 08:00 in London, an hour before the office opens. */
export const storyStart: Instant = Date.UTC(2026, 10, 16, 8, 0);

/**
 * What is done to a ticket after it arrived, by an agent or a supervisor of the company, each by their key. A `press` for
 * which there is no alert yet is left out.
 */
export type StoryDeed<A extends string = string, S extends string = string> =
  | { readonly do: 'reply'; readonly by: A; readonly text: string; readonly status?: TicketStatus }
  | { readonly do: 'note'; readonly by: A; readonly text: string }
  | { readonly do: 'customer'; readonly text: string }
  | { readonly do: 'automatic'; readonly text: string }
  | { readonly do: 'status'; readonly by: A; readonly status: TicketStatus }
  | { readonly do: 'priority'; readonly by: A; readonly priority: Priority }
  | { readonly do: 'merge'; readonly by: A; readonly into: string }
  /** Into the bin: spam, or what should never have been a ticket. */
  | { readonly do: 'delete'; readonly by: A }
  | {
      readonly do: 'press';
      readonly by: S;
      readonly action: Extract<PressAction, 'acknowledge' | 'take' | 'escalate'>;
    };

/** `after`: minutes since the ticket arrived. */
export type StoryStep<A extends string = string, S extends string = string> = StoryDeed<A, S> & {
  readonly after: number;
};

interface StoryHead {
  readonly id: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly channel: Extract<Channel, 'email' | 'web' | 'chat'>;
  readonly priority?: Priority;
  /** What a fair reader of the first message would say; held against the cues by a test. */
  readonly expect?: Band;
}

/** One ticket of a company: how it arrives, and what becomes of it. */
export type Story<A extends string = string, S extends string = string> = StoryHead & {
  /** Minutes after `storyStart`; negative before it. */
  readonly atMinutes: number;
  /** In order of time. */
  readonly steps: readonly StoryStep<A, S>[];
};

/** A time of the story's year in London, where winter time is UTC: `Mon 16 Nov 09:40`. */
export type Moment = `${string} ${number} ${'Nov' | 'Dec'} ${number}:${number}`;

/** A story as it is written down: with times of day, which are easier to get right than minutes. */
export type ToldStory<A extends string = string, S extends string = string> = StoryHead & {
  readonly arrives: Moment;
  readonly steps: readonly (StoryDeed<A, S> & { readonly on: Moment })[];
};

const momentShape = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) (Nov|Dec) (\d{2}):(\d{2})$/;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * Minutes from `storyStart` to a moment; negative before it.
 *
 * @throws {RangeError} for what is not a moment, a weekday that does not fit its date included
 */
export function minutesAt(moment: Moment): number {
  const [, weekday, day, month, hour, minute] = momentShape.exec(moment) ?? [];
  const at = Date.UTC(2026, month === 'Nov' ? 10 : 11, Number(day), Number(hour), Number(minute));
  if (Number.isNaN(at) || weekdays[new Date(at).getUTCDay()] !== weekday)
    throw new RangeError(`No such moment: ${moment}`);
  return (at - storyStart) / MINUTE_MS;
}

/** A told story of Fernhill Home with its times counted. */
export function story(told: ToldStory<AgentId, SupervisorId>): Story<AgentId, SupervisorId> {
  return counted(told);
}

/** A told story of any company with its times counted. */
export function counted<A extends string, S extends string>(told: ToldStory<A, S>): Story<A, S> {
  const { arrives, steps, ...head } = told;
  const atMinutes = minutesAt(arrives);
  const timed = steps.map(({ on, ...deed }): StoryStep<A, S> => ({ ...deed, after: minutesAt(on) - atMinutes }));
  return { ...head, atMinutes, steps: timed };
}

/** A message of several paragraphs. */
export function letter(...paragraphs: readonly string[]): string {
  return paragraphs.join('\n\n');
}
