import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Tone } from './effect.ts';

/** How one promise stands. */
export interface PromiseStand {
  /** The obligation's own title. */
  readonly title: string;
  readonly tone: Tone;
  /** Our words for how it stands; `at` completes them. */
  readonly words: string;
  readonly at: Instant | undefined;
}

/** How the promises of a complaint stand: what is owed comes first, the gravest of it before all. `within`: what was promised. */
export function promisesOf(clocks: readonly Clock[]): readonly (PromiseStand & { readonly within: string })[] {
  return clocks
    .flatMap((clock) => {
      const stand = standOf(clock);
      return stand === undefined ? [] : [{ title: clock.obligation.title, within: withinWords(clock), ...stand }];
    })
    .toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

/** How long a promise gives, and that it was given more, where its instant would not add up without. */
export function withinWords({ obligation, extended }: Pick<Clock, 'obligation' | 'extended'>): string {
  return `within ${obligation.spanText}${extended ? ', extended by a holding reply' : ''}`;
}

const order: readonly Tone[] = ['broken', 'warning', 'calm', 'done'];

/** Nothing of a promise that has not begun, or that another one took the place of. */
function standOf({ status, dueAt, satisfiedAt, supersededAt }: Clock): Omit<PromiseStand, 'title'> | undefined {
  switch (status) {
    case 'running':
      return { tone: 'calm', words: 'by', at: dueAt };
    case 'dueSoon':
      return { tone: 'warning', words: 'due soon, by', at: dueAt };
    case 'breached':
      return supersededAt === undefined
        ? { tone: 'broken', words: 'was due', at: dueAt }
        : { tone: 'done', words: 'broken, was due', at: dueAt };
    case 'paused':
      return { tone: 'calm', words: 'stands still while paused', at: undefined };
    case 'met':
      return { tone: 'done', words: 'kept', at: satisfiedAt };
    case 'metLate':
      return { tone: 'done', words: 'kept late', at: satisfiedAt };
    case 'waived':
      return { tone: 'done', words: 'waived', at: undefined };
    case 'notStarted':
    case 'superseded':
      return undefined;
  }
}
