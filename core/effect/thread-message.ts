import type { Decision } from '../decide/decision.ts';
import { onCallAt } from '../decide/on-call.ts';
import type { Instant } from '../time.ts';
import type { LadderLevel } from '../policy/policy.ts';
import { actionsOf } from './card.ts';
import type { AlertAction, AlertMessage, Fact, Tone } from './effect.ts';
import { withinWords } from './promises.ts';
import { ledgerKey } from './key.ts';
import { mayReadOfPerson, subjectFor } from './personal.ts';
import type { Situation } from './situation.ts';
import { inWords, small } from './words.ts';

type AlertDecision = Extract<Decision, { kind: 'alert' }>;

const tones: Readonly<Record<AlertDecision['alert'], Tone>> = {
  card: 'calm',
  warning: 'warning',
  breach: 'broken',
  level: 'broken',
  late: 'done',
};

/** What happened to a complaint, said once: a warning, a breach, a step up the ladder, an answer that came late. */
export function threadMessage(decision: AlertDecision, situation: Situation): AlertMessage {
  const { record, complaint, clocks, policy } = situation;
  return {
    kind: decision.alert,
    ticket: record.ref,
    url: record.url,
    tone: tones[decision.alert],
    headline: headlineOf(decision, situation),
    subject: subjectFor(situation, mayReadOfPerson(policy, decision.channel)),
    facts: [...onCallFacts(decision, situation), ...factsOf(decision), ...alsoDue(decision, situation)],
    footnote: `Ticket ${record.ref.id} · policy ${policy.version}`,
    actions: actionsIn(decision, actionsOf(complaint, clocks)),
  };
}

/** A warning stands right below its card, whose buttons need no repeating; what is done needs none at all. */
function actionsIn({ alert }: AlertDecision, all: readonly AlertAction[]): readonly AlertAction[] {
  if (alert === 'late') return ['open'];
  return alert === 'warning' ? all.filter((action) => besideWarning.has(action)) : all;
}

const besideWarning: ReadonlySet<AlertAction> = new Set(['acknowledge', 'snooze', 'open']);

function headlineOf(decision: AlertDecision, situation: Situation): string {
  const { policy } = situation;
  const { clock } = decision;
  const what = clock === undefined ? '' : small(clock.obligation.title);
  const due = clock?.dueAt === undefined ? '' : inWords(clock.dueAt, policy);
  if (decision.because === 'snooze-ended') return `Back from snooze: ${what}, ${dueAsWas(decision.alert)} ${due}`;
  switch (decision.alert) {
    case 'card':
      return '';
    case 'warning':
      return `Due soon: ${what}, by ${due}`;
    case 'breach':
      return `Promise broken: ${what} was due ${due}`;
    case 'late':
      return `${decision.covers.length === 0 ? 'Done late' : 'Promise broken in quiet hours, and done late'}: ${what} was due ${due}`;
    case 'level':
      return levelHeadline(decision, { what, situation });
  }
}

function dueAsWas(alert: AlertDecision['alert']): string {
  return alert === 'warning' ? 'due' : 'which was due';
}

function levelHeadline(
  decision: AlertDecision,
  { what, situation }: { readonly what: string; readonly situation: Situation },
): string {
  const level = levelOf(decision, situation);
  const person = level === undefined ? undefined : onCallAt(level, situation);
  const name = `${level?.name ?? 'the next level'}${person === undefined ? '' : `, on call ${person.name}`}`;
  return decision.because === 'escalated-by-person'
    ? `Escalated to ${name} by ${escalatedBy(decision, situation) ?? 'a colleague'}`
    : `Escalated to ${name}: nobody has acknowledged that a promise is broken (${what})`;
}

/** Of several that wait to be told, each is told in the name of who made it. */
function escalatedBy({ key }: AlertDecision, { complaint, policy }: Situation): string | undefined {
  const keyOf = (level: number, at: Instant): string =>
    ledgerKey('escalated', `level-${Math.min(level, policy.ladder.length)}`, at);
  return complaint.escalations.find(({ level, at }) => keyOf(level, at) === key)?.by;
}

function levelOf({ key }: AlertDecision, { policy }: Situation): LadderLevel | undefined {
  return policy.ladder.find(({ level }) => key.includes(`:level-${level}:`));
}

/** Who is called: whoever is on call when it is told, not when it fell due. */
function onCallFacts(decision: AlertDecision, situation: Situation): readonly Fact[] {
  const level = decision.alert === 'level' ? levelOf(decision, situation) : undefined;
  const person = level === undefined ? undefined : onCallAt(level, situation);
  if (person === undefined) return [];
  return [{ label: 'On call', value: { kind: 'person', name: person.name, member: person.member } }];
}

/** The other promises whose warnings a broken one speaks for. */
function alsoDue({ alert, clock: own, covers }: AlertDecision, { clocks, policy }: Situation): readonly Fact[] {
  if (alert !== 'breach') return [];
  return clocks.flatMap(({ obligation, cycle, warnings, dueAt }) => {
    const isCovered = warnings.some(({ step }) => covers.includes(ledgerKey(obligation.id, step, cycle)));
    if (obligation.id === own?.obligation.id || dueAt === undefined || !isCovered) return [];
    const words = `${small(obligation.title)}, by ${inWords(dueAt, policy)}`;
    return [{ label: 'Also due soon', value: { kind: 'words', text: words } } as const];
  });
}

function factsOf({ clock }: AlertDecision): readonly Fact[] {
  if (clock === undefined) return [];
  const due: Fact[] = clock.dueAt === undefined ? [] : [{ label: 'Due', value: { kind: 'instant', at: clock.dueAt } }];
  const done: Fact[] =
    clock.satisfiedAt === undefined ? [] : [{ label: 'Done', value: { kind: 'instant', at: clock.satisfiedAt } }];
  return [...due, ...done, { label: 'Promise', value: { kind: 'words', text: withinWords(clock) } }];
}
