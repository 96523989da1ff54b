import type { Complaint, ComplaintEventKind } from '#core/complaint/complaint.ts';
import type { Clock } from '#core/sla/clock.ts';
import { isUnmet } from '#core/sla/clock.ts';
import { HOUR_MS, type Instant } from '#core/time.ts';
import { promiseTitle, type Tone } from './clock-view.ts';
import type { PanelInput } from './view-model.ts';
import type { Key } from './words.ts';

/** Places are per cent of the drawing's width, 0 to 100. */
export interface TimelineView {
  /** The whole drawing in one sentence a line, for those who cannot see it. */
  readonly label: string;
  readonly lines: readonly string[];
  readonly from: string;
  readonly to: string;
  /** `undefined` once the complaint is over. */
  readonly now: number | undefined;
  readonly nowText: string;
  readonly endedAt: number | undefined;
  readonly pauses: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  readonly events: readonly { readonly at: number; readonly kind: EventMark; readonly text: string }[];
  readonly promises: readonly { readonly at: number; readonly tone: Tone; readonly text: string }[];
}

export type EventMark = 'received' | 'reply' | 'reopened' | 'escalated' | 'decision' | 'ended';

const eventMarks: Partial<Readonly<Record<ComplaintEventKind, EventMark>>> = {
  received: 'received',
  reply: 'reply',
  reopened: 'reopened',
  escalated: 'escalated',
  decision: 'decision',
  summaryResolution: 'decision',
  solved: 'ended',
};

/** More marks than this are no drawing any more: the oldest replies go first. */
const mostEvents = 40;

/** A complaint's life from receipt to its last promise. `undefined` never: there is always a receipt. */
export function timelineOf(complaint: Complaint, clocks: readonly Clock[], input: PanelInput): TimelineView {
  const { words, now } = input;
  const { countedFrom: from, endedAt } = complaint;
  const until = endedAt ?? now;
  const dues = clocks.flatMap(({ dueAt }) => dueAt ?? []);
  const last = Math.max(until, from + HOUR_MS, ...(endedAt === undefined ? dues : []), ...kept(clocks));
  const place = (at: Instant): number => Math.round(Math.min(1, Math.max(0, (at - from) / (last - from))) * 1_000) / 10;
  const events = eventsOf(complaint).map(({ kind, at }) => ({
    kind,
    at: place(at),
    text: words.t(`timeline_${kind}` as Key, { when: words.moment(at, now) }),
  }));
  const pauses = complaint.paused.map((pause) => ({
    from: place(pause.from),
    to: place(pause.to ?? until),
    text: words.t('timeline_pause', {
      from: words.moment(pause.from, now),
      to: words.moment(pause.to ?? until, now),
    }),
  }));
  const promises = promisesOf(clocks, input, place);
  const [first, end] = [words.day(from, now), words.day(last, now)];
  return {
    label: words.t('timeline', { from: first, to: end }),
    lines: [...events, ...pauses, ...promises].map(({ text }) => text),
    from: first,
    to: end,
    now: endedAt === undefined ? place(now) : undefined,
    nowText: words.t('timeline_now'),
    endedAt: endedAt === undefined ? undefined : place(endedAt),
    pauses,
    events,
    promises,
  };
}

function kept(clocks: readonly Clock[]): readonly Instant[] {
  return clocks.flatMap(({ satisfiedAt }) => satisfiedAt ?? []);
}

function eventsOf({ events }: Complaint): readonly { readonly kind: EventMark; readonly at: Instant }[] {
  const marks = events.flatMap(({ kind, at }) => {
    const mark = eventMarks[kind];
    return mark === undefined ? [] : [{ kind: mark, at }];
  });
  return marks.length <= mostEvents ? marks : [...marks.slice(0, 1), ...marks.slice(1 - mostEvents)];
}

function promisesOf(
  clocks: readonly Clock[],
  { words, now }: PanelInput,
  place: (at: Instant) => number,
): TimelineView['promises'] {
  return clocks.flatMap((clock) => {
    const { satisfiedAt, dueAt, status } = clock;
    const at = satisfiedAt ?? dueAt;
    if (at === undefined || (!isUnmet(clock) && satisfiedAt === undefined)) return [];
    const promise = promiseTitle(clock, words);
    const isKept = satisfiedAt !== undefined;
    const text = words.t(isKept ? 'timeline_kept' : 'timeline_due', { promise, when: words.moment(at, now) });
    const tone: Tone = isKept ? (status === 'metLate' ? 'warning' : 'done') : status === 'breached' ? 'broken' : 'calm';
    return [{ at: place(at), tone: status === 'dueSoon' ? 'warning' : tone, text }];
  });
}
