import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { addOpenMs, openMsBetween, type Calendar } from './calendar.ts';
import type { Mark } from './clock.ts';
import type { Obligation } from './obligation.ts';
import { dueAt, instantBefore } from './span.ts';

interface Running {
  readonly startedAt: Instant;
  readonly due: Instant;
  readonly calendar: Calendar;
}

/** When each warning of an obligation is due, soonest first; never before the clock started. */
export function marksOfWarnings(obligation: Obligation, on: Running): readonly Mark[] {
  return obligation.warnAt
    .map((warn): Mark => {
      if (warn.kind === 'share') return { step: `warn-${warn.percent}-percent`, at: shareOf(obligation, warn.percent, on) };
      const step = `warn-${warn.text.replaceAll(/[^a-z0-9]+/giu, '-')}-before`;
      return { step, at: Math.max(on.startedAt, instantBefore(on.due, warn.span, on.calendar)) };
    })
    .toSorted((a, b) => a.at - b.at);
}

function shareOf(obligation: Obligation, percent: number, on: Running): Instant {
  const { kind } = obligation.span;
  const share = percent / 100;
  if (kind !== 'open-time' && kind !== 'business-days') return on.startedAt + Math.floor((on.due - on.startedAt) * share);
  return addOpenMs(on.calendar, on.startedAt, Math.floor(openMsBetween(on.calendar, on.startedAt, on.due) * share));
}

/**
 * When each level of the ladder hears of a broken promise. Whoever acknowledges the alert, takes it or escalates it by
 * hand after the breach stops the climb: what was to be said later is never said.
 */
export function marksOfLadder(
  due: Instant,
  on: { readonly calendar: Calendar; readonly ladder: Policy['ladder']; readonly answers: readonly Instant[] },
): readonly Mark[] {
  const answeredAt = on.answers.find((at) => at >= due);
  return on.ladder
    .map((level) => ({ step: `level-${level.level}`, at: dueAt(due, level.after, on.calendar) }))
    .filter((mark) => answeredAt === undefined || mark.at < answeredAt);
}
