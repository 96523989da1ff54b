import { modelInUse } from '#core/complaint/model.ts';
import { quietCalendar } from '#core/policy/alerts.ts';
import { printPolicy } from '#core/policy/compiled.ts';
import { presets } from '#core/policy/presets.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CheckedPolicy } from '#core/policy/schema.ts';
import type { Anchor, Obligation, WarnAt } from '#core/sla/obligation.ts';
import type { Calendar } from '#core/sla/calendar.ts';
import { weekdays, type CalendarSource } from '#core/sla/calendar-source.ts';
import { formatSpan } from '#core/sla/span.ts';
import { toIso } from '#core/time.ts';
import { alertLines, levelLines } from './check-alerts.ts';
import { courseLines } from './check-course.ts';
import { predicateLines } from './check-predicate.ts';
import { recognitionLines, severityLines } from './check-recognition.ts';
import { ConfigError, describeIssues, issueCount } from '../runtime/config-error.ts';
import { loadCheckedPolicy, type LoadedPolicy } from '../runtime/settings.ts';

/** What a command prints, and its exit code: 0 in order, 1 something is wrong in the file, 2 there is no such file. */
export interface CheckResult {
  readonly text: string;
  readonly exitCode: 0 | 1 | 2;
}

/**
 * `recourse check FILE`: whether a policy can be used, and what it promises.
 *
 * @param how.json  the same for programs: `{ valid, issues, ... }`
 * @param how.compile  instead the policy itself as JSON, as `readCompiledPolicy` takes it in a browser
 */
export async function runCheck(
  path: string,
  how: { readonly json: boolean; readonly compile: boolean },
): Promise<CheckResult> {
  try {
    const loaded = await loadCheckedPolicy(path);
    if (how.compile) return { text: `${JSON.stringify(printPolicy(loaded.policy))}\n`, exitCode: 0 };
    return { text: how.json ? jsonOf(loaded) : textOf(path, loaded), exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { issues, code } = error;
    const text = how.json ? `${JSON.stringify({ valid: false, code, issues })}\n` : issuesText(path, error);
    return { text, exitCode: code === 'POLICY_UNREADABLE' ? 2 : 1 };
  }
}

function issuesText(path: string, { issues }: ConfigError): string {
  return `${describeIssues(issues)}\n\n${path}: ${issueCount(issues)}\n`;
}

function jsonOf({ policy, checked }: LoadedPolicy): string {
  const { version, approver, approvedOn } = policy;
  const obligations = policy.obligations.map((obligation) => ({
    id: obligation.id,
    preset: obligation.preset,
    title: obligation.title,
    anchor: obligation.anchor,
    span: obligation.spanText,
    calendar: obligation.calendar,
    pausable: obligation.pausable,
    regulatory: obligation.regulatory,
    onlyIf: obligation.onlyIf,
    satisfiedBy: obligation.satisfiedBy,
    requires: obligation.requires,
    holdingKeeps: obligation.holdingKeeps,
    extendsTo: obligation.substitutes && formatSpan(obligation.substitutes.extendsTo),
    orElse: obligation.orElse,
    recurring: obligation.recurring,
    warnAt: obligation.warnAt.map(warningText),
    effectiveFrom: obligation.effectiveFrom === undefined ? undefined : toIso(obligation.effectiveFrom),
    effectiveTo: obligation.effectiveTo === undefined ? undefined : toIso(obligation.effectiveTo),
    source: obligation.source,
  }));
  const calendars = calendarsOf(policy).map(([name, { source }]) => ({ name, zone: source.zone }));
  const presets = checked.presets;
  return `${JSON.stringify({ valid: true, issues: [], version, approver, approvedOn, presets, calendars, obligations })}\n`;
}

/** Those that the file names. */
function calendarsOf({ calendars }: Policy): readonly (readonly [string, Calendar])[] {
  return [...calendars].filter(([name]) => name !== quietCalendar);
}

function textOf(path: string, { policy, checked }: LoadedPolicy): string {
  const lines = [
    `✔ ${path} is in order`,
    `  version ${policy.version}, approved by ${policy.approver} on ${policy.approvedOn}`,
    `  our tags and fields begin with ${policy.prefix}`,
    '',
    ...recognitionLines(policy),
    '',
    ...severityLines(policy),
    '',
    'Obligations',
    ...policy.obligations.flatMap((obligation) => obligationLines(obligation, checked)),
    ...Object.entries(checked.obligations).flatMap(([id, { off }]) => (off === true ? [`  ${id}: left out`] : [])),
    '',
    ...courseLines(policy),
    '',
    'Calendars',
    ...calendarsOf(policy).flatMap(([name, { source }]) => calendarLines(name, source)),
    '',
    ...alertLines(policy),
    'When nobody acknowledges a breach',
    ...policy.ladder.flatMap(levelLines),
    ...modelLines(policy),
    ...noteLines(policy, checked),
  ];
  return `${lines.join('\n')}\n`;
}

/** The company's own model: whether it judges, and how well it did on tickets it had not seen. */
function modelLines({ recognition: { model, pack } }: Policy): readonly string[] {
  if (model === undefined) return [];
  const { madeAt, tickets, figures, cues } = model;
  const isUsed = modelInUse(model) !== undefined;
  return [
    '',
    `Your own model, made ${madeAt} from ${tickets.complaints + tickets.others} tickets: ${isUsed ? 'it judges' : 'not used, the cues did better'}`,
    `  macro F1 ${figures.model.macroF1.toFixed(3)} where the cues had ${figures.cues.macroF1.toFixed(3)}`,
    ...(cues === pack.id ? [] : [`  made beside other cues (${cues}, now ${pack.id}): learn it anew`]),
  ];
}

const anchorWords: Readonly<Record<Anchor, string>> = {
  received: 'receipt',
  acknowledged: 'the acknowledgement',
  escalated: 'the escalation',
  stageAcknowledged: 'the acknowledgement of the stage',
  decisionAccepted: 'acceptance of the decision',
  lastUpdate: 'the last update',
  portalReceived: 'receipt at the portal',
};

function obligationLines(obligation: Obligation, checked: CheckedPolicy): readonly string[] {
  const { id, title, spanText, calendar, warnAt, regulatory, pausable } = obligation;
  const pauses = pausable && checked.pausedWhile.length > 0 ? `; pauses while ${checked.pausedWhile.join(' or ')}` : '';
  const warns = warnAt.length === 0 ? '' : `; warns ${warnAt.map(warningText).join(' and ')}`;
  return [
    `  ${id}: ${title}${regulatory ? ' (regulator)' : ''}`,
    `    within ${spanText} of ${anchorWords[obligation.anchor]}, by ${calendar}${pauses}${warns}${inForce(id, checked)}`,
    ...[...predicateLines(obligation), ...keptBy(obligation)].map((line) => `    ${line}`),
  ];
}

function keptBy({
  satisfiedBy,
  requires,
  substitutes,
  holdingKeeps,
  orElse,
  recurring,
}: Obligation): readonly string[] {
  const containing = (content: readonly string[]) => (content.length === 0 ? '' : ` with ${content.join(', ')}`);
  const holding = (content: readonly string[]) => `a holding reply${containing(content)}`;
  return [
    `kept by ${satisfiedBy.join(', ')}${containing(requires)}${holdingKeeps === undefined ? '' : `; or by ${holding(holdingKeeps.requires)}`}`,
    ...(substitutes === undefined
      ? []
      : [`${holding(substitutes.requires)} extends it to ${formatSpan(substitutes.extendsTo)}`]),
    ...(recurring ? ['owed again each time it is kept, until the decision'] : []),
    ...(orElse === undefined ? [] : [`when it passes nothing is broken: ${orElse} takes its place`]),
  ];
}

/** The dates as the policy or its preset writes them. */
function inForce(id: string, checked: CheckedPolicy): string {
  const sources = [checked.obligations[id], ...checked.presets.map((preset) => presets[preset].obligations[id])];
  const from = sources.find((source) => source?.effectiveFrom !== undefined)?.effectiveFrom;
  const to = sources.find((source) => source?.effectiveTo !== undefined)?.effectiveTo;
  return `${from === undefined ? '' : `; for what is received from ${from} on`}${to === undefined ? '' : `; for what was received before ${to}`}`;
}

function warningText(warning: WarnAt): string {
  return warning.kind === 'share' ? `after ${warning.percent}%` : `${warning.text} before`;
}

function calendarLines(name: string, { zone, hours, holidays: dates = [] }: CalendarSource): readonly string[] {
  const open = Map.groupBy(
    weekdays.filter((day) => (hours[day] ?? []).length > 0),
    (day) => hours[day]!.join(' and '),
  );
  const week = [...open].map(([times, days]) => `${days.join(', ')} ${times}`).join('; ');
  return [`  ${name}: ${zone}, ${holidays(dates.length)}`, `    open ${week}`];
}

function holidays(count: number): string {
  if (count === 0) return 'no holidays';
  return count === 1 ? '1 holiday' : `${count} holidays`;
}

function noteLines({ obligations }: Policy, checked: CheckedPolicy): readonly string[] {
  const used = checked.presets.filter((preset) => obligations.some((obligation) => obligation.preset === preset));
  const notes = [...new Set(used)].flatMap((preset) => presets[preset].notes.map((note) => `  ${preset}: ${note}`));
  return notes.length === 0 ? [] : ['', 'To know', ...notes];
}
