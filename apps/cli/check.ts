import { modelInUse } from '#core/complaint/model.ts';
import { printPolicy } from '#core/policy/compiled.ts';
import { presets } from '#core/policy/presets.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CheckedPolicy } from '#core/policy/schema.ts';
import type { Anchor, Obligation } from '#core/sla/obligation.ts';
import { weekdays, type CalendarSource } from '#core/sla/calendar-source.ts';
import { formatSpan } from '#core/sla/span.ts';
import { alertLines, levelLines } from './check-alerts.ts';
import { courseLines } from './check-course.ts';
import { calendarsOf, leftOut, presetNotes, warningText } from './check-facts.ts';
import { policyJson } from './check-json.ts';
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
    return {
      text: how.json ? `${JSON.stringify({ valid: true, issues: [], ...policyJson(loaded) })}\n` : textOf(path, loaded),
      exitCode: 0,
    };
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
    ...leftOut(checked).map((id) => `  ${id}: left out`),
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

function noteLines(policy: Policy, checked: CheckedPolicy): readonly string[] {
  const notes = presetNotes(policy, checked).map(({ preset, note }) => `  ${preset}: ${note}`);
  return notes.length === 0 ? [] : ['', 'To know', ...notes];
}
