import type { Standing } from '#core/standing.ts';
import { isOverdue, isUnmet, type Clock } from '#core/sla/clock.ts';
import { parseSpan } from '#core/sla/span.ts';
import type { Instant } from '#core/time.ts';
import type { PanelInput } from './view-model.ts';
import type { Key, Words } from './words.ts';

export type Tone = 'calm' | 'warning' | 'broken' | 'done' | 'quiet';

/** One promise, in words. */
export interface ClockView {
  readonly key: string;
  readonly title: string;
  readonly tone: Tone;
  readonly status: string;
  /** What is to be known of it, a sentence each. */
  readonly lines: readonly string[];
}

/** The promise to look at first, at a glance. */
export interface NextView {
  readonly tone: Tone;
  readonly title: string;
  readonly when: string;
}

type Around = Pick<PanelInput, 'words' | 'now' | 'outcome'>;

/**
 * What the obligation is called: in the viewer's language where a shipped preset calls it so, else in the policy's own
 * words. A company that calls a preset's promise something else is shown what it wrote.
 */
export function promiseTitle({ obligation }: Pick<Clock, 'obligation'>, words: Words): string {
  return (obligation.preset === 'policy' ? undefined : words.known(promiseKey(obligation.title))) ?? obligation.title;
}

/** The key under which the translations hold a preset's title: the same title is translated once. */
export function promiseKey(title: string): string {
  return `promise_${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replace(/_$/u, '')}`;
}

/** How a promise stands: of a broken one it matters whether anybody still waits for it. */
type Stands = Clock['status'] | 'broken';

function standsIn({ outcome: { complaint } }: Pick<Around, 'outcome'>): (clock: Clock) => Stands {
  return (clock) =>
    clock.status === 'breached' && (!isOverdue(clock) || complaint?.isOpen === false) ? 'broken' : clock.status;
}

const order: readonly Stands[] = [
  'breached',
  'dueSoon',
  'running',
  'paused',
  'notStarted',
  'broken',
  'metLate',
  'met',
  'waived',
  'superseded',
];

function byUrgency(stands: (clock: Clock) => Stands): (a: Clock, b: Clock) => number {
  return (a, b) => order.indexOf(stands(a)) - order.indexOf(stands(b)) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity);
}

/** All promises, the most urgent first. */
export function clocksOf(clocks: Standing['clocks'], around: Around): readonly ClockView[] {
  return clocks.toSorted(byUrgency(standsIn(around))).map((clock) => clockOf(clock, around));
}

function clockOf(clock: Clock, around: Around): ClockView {
  const { words } = around;
  const stands = standsIn(around)(clock);
  return {
    key: `${clock.obligation.id} ${clock.cycle}`,
    title: promiseTitle(clock, words),
    tone: tones[stands],
    status: words.t(`status_${stands}`),
    lines: linesOf(clock, around),
  };
}

const tones: Readonly<Record<Stands, Tone>> = {
  breached: 'broken',
  broken: 'warning',
  dueSoon: 'warning',
  metLate: 'warning',
  met: 'done',
  running: 'calm',
  paused: 'quiet',
  notStarted: 'quiet',
  waived: 'quiet',
  superseded: 'quiet',
};

function linesOf(clock: Clock, around: Around): readonly string[] {
  const { words, now } = around;
  const { obligation, startedAt, dueAt, satisfiedAt } = clock;
  const start = words.moment(startedAt, now);
  return [
    ...(satisfiedAt === undefined ? [standing(clock, around)] : [keptBy(clock, satisfiedAt, around)]),
    ...(satisfiedAt !== undefined && dueAt !== undefined
      ? [words.t('was_due', { when: words.moment(dueAt, now) })]
      : []),
    words.t('promised', { span: promised(clock, words), start }),
    ...(clock.extended ? [words.t('extended')] : []),
    ...(obligation.regulatory && satisfiedAt === undefined ? [words.t('regulatory')] : []),
  ];
}

/** Of a promise that is over, what was given then: the policy may give something else by now, or nothing. */
function promised({ obligation: { span, spanText }, recorded }: Clock, words: Words): string {
  if (!recorded) return words.span(span);
  const given = parseSpan(spanText);
  return given === undefined ? spanText : words.span(given);
}

function standing(clock: Clock, around: Around): string {
  const { words, now } = around;
  if (clock.status === 'paused' || clock.dueAt === undefined) return pausedWords(clock, { words, now });
  const when = words.moment(clock.dueAt, now);
  // Nobody owes it any more, so that it is never late.
  if (isOver(standsIn(around)(clock))) return words.t('was_due', { when });
  return `${words.t(clock.dueAt < now ? 'was_due' : 'due_at', { when })} (${distance(clock.dueAt, now, words)})`;
}

function isOver(stands: Stands): boolean {
  return stands === 'waived' || stands === 'superseded' || stands === 'broken';
}

function pausedWords(clock: Clock, { words, now }: Pick<Around, 'words' | 'now'>): string {
  const since = clock.paused.at(-1)?.from;
  return since === undefined
    ? words.t('paused_words_plain')
    : words.t('paused_words', { when: words.moment(since, now) });
}

function distance(dueAt: Instant, now: Instant, words: Words): string {
  const span = words.duration(Math.abs(dueAt - now));
  return words.t(dueAt < now ? 'overdue' : 'due_in', { span });
}

/** What satisfied it: the message of that update, or what was done with it. */
function keptBy(clock: Clock, at: Instant, { words, now, outcome }: Around): string {
  const when = words.moment(at, now);
  const told = outcome.complaint?.communications.find(
    ({ update, direction }) => update === clock.satisfiedBy && direction === 'out',
  );
  const key: Key =
    told === undefined
      ? outcome.complaint?.events.some(({ kind, update }) => kind === 'solved' && update === clock.satisfiedBy) === true
        ? 'kept_by_solved'
        : 'kept_at'
      : told.kind === 'holding'
        ? 'kept_by_holding'
        : 'kept_by_reply';
  return words.t(key, { when });
}

/** The promise that needs somebody first; `undefined` where nothing was promised. */
export function foremostOf(clocks: Standing['clocks'], around: Around): NextView | undefined {
  const { words, now } = around;
  const [clock] = clocks.filter(isUnmet).toSorted(byUrgency(standsIn(around)));
  if (clock === undefined) {
    return clocks.length === 0
      ? undefined
      : { tone: 'done', title: words.t('nothing_due'), when: words.t('nothing_due_words') };
  }
  const promise = promiseTitle(clock, words);
  if (clock.dueAt === undefined || clock.status === 'paused') {
    return { tone: 'quiet', title: words.t('paused_title', { promise }), when: pausedWords(clock, around) };
  }
  return {
    tone: tones[clock.status],
    title: words.t('next_title', { promise, when: distance(clock.dueAt, now, words) }),
    when: words.t(clock.dueAt < now ? 'was_due' : 'due_at', { when: words.moment(clock.dueAt, now) }),
  };
}
