import type { Because } from '#core/decide/decision.ts';
import { inWords, spaced } from '#core/effect/words.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Clock } from '#core/sla/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { Judged } from './judge.ts';

/** What is due on a ticket, and why, for a person. Every line can be checked by hand against the ticket. */
export function explanationOf(judged: Judged): string {
  const { record, policy, outcome, now } = judged;
  const { complaint, clocks } = outcome;
  const head = `Ticket ${record.ref.id} of ${record.ref.account}, ${inWords(now, policy)}`;
  if (complaint === undefined) return `${head}\n\nNot a complaint: nothing the complainant wrote says so.\n`;
  const lines = [
    head,
    '',
    `${complaint.band === 'yes' ? 'A complaint' : 'Possibly a complaint'}, received ${inWords(complaint.countedFrom, policy)}, ${complaint.assessment.severity} severity, stage: ${spaced(complaint.stage)}.`,
    ...complaint.recognition.reasons.map(
      (reason) => `  “${reason.quote}”  ${spaced(reason.cue)}, ${signed(reason.weight)}`,
    ),
    '',
    'Promises',
    ...clocks.flatMap((clock) => clockLines(clock, policy, now)),
    '',
    'Decided',
    ...[...new Set(outcome.decisions.map((decision) => decision.because))].map(
      (because) => `  ${because}: ${meanings[because]}`,
    ),
    '',
    outcome.wakeAt === undefined
      ? 'Nothing changes until somebody does something.'
      : `If nobody does anything, the next change is ${inWords(outcome.wakeAt, policy)}.`,
    `Judged by policy ${policy.version}, cues ${complaint.recognition.pack}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function clockLines(clock: Clock, policy: Policy, now: number): string[] {
  const say = (at: number): string => inWords(at, policy);
  return [
    `  ${clock.obligation.title}: ${spaced(clock.status)}`,
    `    promised within ${clock.obligation.spanText} of ${say(clock.startedAt)}${clock.dueAt === undefined ? '' : `, so by ${say(clock.dueAt)}`}${clock.extended ? ' (extended by a holding reply)' : ''}`,
    ...clock.paused.map(
      (pause) => `    paused from ${say(pause.from)} ${pause.to === undefined ? 'until now' : `to ${say(pause.to)}`}`,
    ),
    ...(clock.satisfiedAt === undefined ? [] : [`    kept ${say(clock.satisfiedAt)}`]),
    ...clock.warnings
      .filter((mark) => mark.at <= now && clock.satisfiedAt === undefined)
      .map((mark) => `    warning due since ${say(mark.at)}`),
    `    ${length(clock.elapsed.netMs)} counted of ${length(clock.elapsed.grossMs)} gone by; from: ${clock.obligation.source.text}`,
  ];
}

function length(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`;
}

function signed(weight: number): string {
  return weight > 0 ? `+${weight}` : String(weight);
}

/** The closed list of reasons, in words. */
export const meanings: Readonly<Record<Because, string>> = {
  'recognised-as-complaint': 'the words of the complainant make it one',
  'possible-complaint': 'it may be one; a person decides, and its clocks run meanwhile',
  'confirmed-by-person': 'a colleague says it is one',
  'rejected-by-person': 'a colleague says it is none; our marks come off',
  'merged-away': 'it lives on in another ticket',
  'complaint-ended': 'it was solved or closed',
  'grave-from-the-start': 'so grave that people are told at once',
  'first-alert': 'there is something to tell, so it gets its card',
  'due-soon': 'a promise is about to fall due',
  'deadline-passed': 'a promise was not kept in time',
  'nobody-acknowledged': 'nobody acknowledged the broken promise, so the next level hears of it',
  'escalated-by-person': 'a colleague escalated it',
  'answered-late': 'the promise was kept, but late',
  'card-shows-the-state': 'its card shows how things stand',
};
