import type { Complaint } from '#core/complaint/complaint.ts';
import { inWords, spaced } from '#core/effect/words.ts';
import type { Policy } from '#core/policy/policy.ts';
import { openBetween, type Calendar } from '#core/sla/calendar.ts';
import { isOverdue, type Clock } from '#core/sla/clock.ts';
import { explainDue, type DueExplanation } from '#core/sla/explain-due.ts';
import { HOUR_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import { clockLength, explanationText, wallText } from './due-text.ts';

/** What a clock is explained by. */
export interface Around {
  readonly complaint: Complaint;
  readonly clocks: readonly Clock[];
  readonly policy: Policy;
  readonly now: Instant;
}

/**
 * One clock, line by line: what was promised, since when, what paused it, what kept it, what was told; and while
 * something is owed, or was broken, the days as they were counted.
 */
export function clockLines(clock: Clock, around: Around): readonly string[] {
  const { policy } = around;
  const say = (at: Instant): string => inWords(at, policy);
  const { obligation, dueAt, satisfiedAt } = clock;
  const due = dueAt === undefined ? ' (stands still while paused)' : `, so by ${say(dueAt)}`;
  return [
    `  ${obligation.title}${runText(clock, around)}: ${spaced(clock.status)}${replaced(clock, say)}`,
    `    promised within ${obligation.spanText} of ${say(clock.startedAt)}${due}${clock.extended ? ', extended by a holding reply' : ''}`,
    ...clock.paused.map(
      (pause) => `    paused ${say(pause.from)} to ${pause.to === undefined ? 'now' : say(pause.to)}`,
    ),
    ...(satisfiedAt === undefined
      ? []
      : [`    ${clock.status === 'metLate' ? 'kept late' : 'kept'} ${say(satisfiedAt)}`]),
    ...alertLines(clock, around),
    `    ${length(clock.elapsed.netMs)} counted of ${length(clock.elapsed.grossMs)} gone by; source: ${obligation.source.text}`,
    ...(clock.recorded ? [`    as written on the ticket when it closed, judged by policy ${clock.policyVersion}`] : []),
    ...dayLines(clock, around),
  ];
}

function replaced({ status, supersededAt }: Clock, say: (at: Instant) => string): string {
  return status !== 'breached' || supersededAt === undefined ? '' : `, replaced ${say(supersededAt)}`;
}

/** Which run of a promise it is, where there are several. */
function runText(clock: Clock, { clocks, complaint, policy }: Around): string {
  const runs = clocks.filter((other) => other.obligation.id === clock.obligation.id);
  if (runs.length < 2) return '';
  const since = complaint.reopenedAt.includes(clock.cycle)
    ? `, since it was reopened ${inWords(clock.cycle, policy)}`
    : '';
  return ` (run ${runs.indexOf(clock) + 1} of ${runs.length}${since})`;
}

function alertLines(clock: Clock, { complaint, policy, now }: Around): readonly string[] {
  const [first, cycle] = [`${clock.obligation.id}:`, `:${toIso(clock.cycle)}`];
  const told = complaint.alerts.filter(
    ({ key, postedAt, coveredBy }) =>
      key.startsWith(first) && key.includes(cycle) && postedAt !== undefined && coveredBy === undefined,
  );
  const steps = told.map(({ key, postedAt = 0, channel }) => {
    const step = key.slice(first.length, key.indexOf(cycle));
    // The same alert once more bears the instant until which it was snoozed behind its key.
    const again = key.endsWith(cycle) ? '' : ' again';
    return `    told: ${spaced(step)}${again}, ${inWords(postedAt, policy)}, in ${channel}`;
  });
  const isOwed = clock.status === 'dueSoon' || isOverdue(clock);
  const warned = isOwed ? clock.warnings.filter((mark) => mark.at <= now) : [];
  return [...warned.map((mark) => `    warning due ${inWords(mark.at, policy)} (${spaced(mark.step)})`), ...steps];
}

const counted: ReadonlySet<Clock['status']> = new Set(['running', 'paused', 'dueSoon', 'breached', 'metLate']);

/** How the days were counted. A clock read from the ticket is not counted again. */
function dayLines(clock: Clock, { complaint, policy, now }: Around): readonly string[] {
  const { obligation, startedAt } = clock;
  const calendar = policy.calendars.get(obligation.calendar);
  if (clock.recorded || calendar === undefined) return [];
  const span = clock.extended ? (obligation.substitutes?.extendsTo ?? obligation.span) : obligation.span;
  const until = clock.satisfiedAt ?? clock.supersededAt ?? complaint.endedAt ?? now;
  const explanation = explainDue({ from: startedAt, span, calendar }, clock.paused, until);
  if (!counted.has(clock.status)) return givenBackLines(explanation, calendar).map((line) => `    ${line}`);
  const lines = [
    `counted on the calendar '${obligation.calendar}':`,
    ...explanationText(explanation, calendar).split('\n'),
  ];
  return [...lines, ...givenBackLines(explanation, calendar), ''].map((line) => (line === '' ? '' : `      ${line}`));
}

/** For spans of days: which open hours a pause took, and where they were put back. */
function givenBackLines(
  { counts, givenBack, dueAt, unpausedDueAt }: DueExplanation,
  calendar: Calendar,
): readonly string[] {
  if (counts !== 'days' || givenBack.length === 0 || dueAt === undefined) return [];
  const hours = (from: Instant, to: Instant): string =>
    openBetween(calendar, from, to)
      .map(
        (open) =>
          `${wallText(calendar, open.from)}-${wallText(calendar, open.to).slice(-5)} (${clockLength(open.to - open.from)})`,
      )
      .join(', ');
  const total = givenBack.reduce((sum, pause) => sum + pause.ms, 0);
  return [
    ...givenBack.map(
      (pause) => `the pause took ${hours(pause.from, pause.to) || 'no open time'}: ${clockLength(pause.ms)}`,
    ),
    `without pauses due ${wallText(calendar, unpausedDueAt)}; ${clockLength(total)} given back after it, its last day completed: ${hours(unpausedDueAt, dueAt)}`,
  ];
}

function length(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`;
}
