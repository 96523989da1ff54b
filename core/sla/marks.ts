import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { addOpenMs, openMsBetween, type Calendar } from './calendar.ts';
import type { Mark } from './clock.ts';
import type { Obligation, WarnAt } from './obligation.ts';
import { dueAt, instantBefore } from './span.ts';

interface Running {
  readonly obligation: Obligation;
  readonly startedAt: Instant;
  readonly calendar: Calendar;
}

/** When each warning of an obligation is due, soonest first; never before the clock started. */
export function marksOfWarnings(running: Running, due: Instant): readonly Mark[] {
  const { obligation, startedAt, calendar } = running;
  const marks = obligation.warnAt.map((warn): Mark => {
    const at = warn.kind === 'share' ? shareOf(running, due, warn.percent) : instantBefore(due, warn.span, calendar);
    return { step: stepOf(warn), at: Math.max(startedAt, at) };
  });
  return isInOrder(marks) ? marks : marks.sort((a, b) => a.at - b.at);
}

function isInOrder(marks: readonly Mark[]): boolean {
  for (let i = 1; i < marks.length; i += 1) if (marks[i]!.at < marks[i - 1]!.at) return false;
  return true;
}

const steps = new WeakMap<WarnAt, string>();

/** `warn-4-hours-before`: made once for each warning of a policy. */
function stepOf(warn: WarnAt): string {
  const known = steps.get(warn);
  if (known !== undefined) return known;
  const step =
    warn.kind === 'share'
      ? `warn-${warn.percent}-percent`
      : `warn-${warn.text.replaceAll(/[^a-z0-9]+/giu, '-')}-before`;
  steps.set(warn, step);
  return step;
}

function shareOf({ obligation, startedAt, calendar }: Running, due: Instant, percent: number): Instant {
  const { kind } = obligation.span;
  const share = percent / 100;
  if (kind !== 'open-time' && kind !== 'business-days') return startedAt + Math.floor((due - startedAt) * share);
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
