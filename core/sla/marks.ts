import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { addOpenMs, openMsBetween, type Calendar } from './calendar.ts';
import type { Mark } from './clock.ts';
import { dueAt, instantBefore } from './span.ts';
import type { Terms } from './terms.ts';

interface Running {
  readonly terms: Terms;
  readonly startedAt: Instant;
  readonly calendar: Calendar;
}

/** When each warning of an obligation is due, soonest first; never before the clock started. */
export function marksOfWarnings(running: Running, due: Instant): readonly Mark[] {
  const { terms, startedAt, calendar } = running;
  const { warnAt } = terms.obligation;
  const marks: Mark[] = [];
  let isInOrder = true;
  let before = -Infinity;
  for (let i = 0; i < warnAt.length; i += 1) {
    const warn = warnAt[i]!;
    const warned =
      warn.kind === 'share' ? shareOf(running, due, warn.percent) : instantBefore(due, warn.span, calendar);
    const at = Math.max(startedAt, warned);
    if (at < before) isInOrder = false;
    before = at;
    marks.push({ step: terms.warnSteps[i]!, at });
  }
  return isInOrder ? marks : marks.sort((a, b) => a.at - b.at);
}

function shareOf({ terms, startedAt, calendar }: Running, due: Instant, percent: number): Instant {
  const share = percent / 100;
  if (!terms.isBusinessTime) return startedAt + Math.floor((due - startedAt) * share);
  return addOpenMs(calendar, startedAt, Math.floor(openMsBetween(calendar, startedAt, due) * share));
}

/**
 * When each level of the ladder hears of a broken promise, counted from when it was broken, or from when people were told
 * where that came later: nobody can take up what nobody knew. Whoever acknowledges the alert, takes it or escalates it
 * by hand after the breach stops the climb: what was to be said later is never said.
 */
export function marksOfLadder(
  brokenAt: Instant,
  on: {
    readonly toldAt: Instant;
    readonly calendar: Calendar;
    readonly ladder: Policy['ladder'];
    readonly answers: readonly Instant[];
  },
): readonly Mark[] {
  const answeredAt = on.answers.find((at) => at >= brokenAt);
  const from = Math.max(brokenAt, on.toldAt);
  return on.ladder
    .map((level) => ({ step: `level-${level.level}`, at: dueAt(from, level.after, on.calendar) }))
    .filter((mark) => answeredAt === undefined || mark.at < answeredAt);
}
