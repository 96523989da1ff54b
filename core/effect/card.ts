import type { Complaint } from '../complaint/complaint.ts';
import { isAcknowledged } from '../decide/acknowledged.ts';
import { placeOf } from '../decide/place.ts';
import { isOverdue, isUnmet, type Clock } from '../sla/clock.ts';
import type { AlertAction, AlertMessage, Fact, FactValue, Tone } from './effect.ts';
import type { LedgerEntry } from './ledger.ts';
import { mayReadOfPerson, personFacts, subjectFor } from './personal.ts';
import type { Situation } from './situation.ts';
import { capital, inWords, small, spaced } from './words.ts';

/** Where a card stands: by the policy's name of the channel, and by the id it is known under. */
export interface CardPlace {
  readonly channel: string;
  readonly id: string | undefined;
}

/**
 * The one message a complaint has: what it is, what is due next, who has it. Absolute times, so that it never ticks. A
 * sign in another channel says the same, and both say where the next alert is told.
 */
export function cardMessage(situation: Situation, place: CardPlace): AlertMessage {
  const { record, complaint, clocks, policy } = situation;
  const mayRead = mayReadOfPerson(policy, place.channel, place.id);
  const tone = toneOf(complaint, clocks);
  return {
    kind: 'card',
    ticket: record.ref,
    url: record.url,
    tone,
    headline: headlineOf(complaint, clocks, tone),
    subject: subjectFor(situation, mayRead),
    facts: factsOf(situation, place, mayRead),
    footnote: footnoteOf(situation),
    actions: actionsOf(complaint, clocks),
  };
}

/** What a person can still do about a complaint from its card. */
export function actionsOf(complaint: Complaint, clocks: readonly Clock[]): readonly AlertAction[] {
  if (!complaint.isOpen) return ['open'];
  return isAcknowledged(complaint, clocks) ? answered : unanswered;
}

const answered: readonly AlertAction[] = ['take', 'escalate', 'open', 'more'];
const unanswered: readonly AlertAction[] = ['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more'];

function toneOf(complaint: Complaint, clocks: readonly Clock[]): Tone {
  if (!complaint.isOpen) return 'done';
  let tone: Tone = 'calm';
  for (const clock of clocks) {
    if (isOverdue(clock)) return 'broken';
    if (clock.status === 'dueSoon') tone = 'warning';
  }
  return tone;
}

function headlineOf(complaint: Complaint, clocks: readonly Clock[], tone: Tone): string {
  if (complaint.stage === 'notAComplaint') return 'Not a complaint after all';
  if (complaint.stage === 'duplicate') return `Merged into ticket ${complaint.mergedInto ?? ''}`.trim();
  if (tone === 'done') return 'Complaint closed';
  const broken = clocks.find(isOverdue);
  if (broken !== undefined) return `Promise broken: ${small(broken.obligation.title)}`;
  const next = nextDue(clocks);
  if (tone === 'warning' && next !== undefined) return `Due soon: ${small(next.obligation.title)}`;
  return `${complaint.band === 'possible' ? 'Possible complaint' : 'Complaint'}, ${complaint.assessment.severity} severity`;
}

function nextDue(clocks: readonly Clock[]): Clock | undefined {
  let next: Clock | undefined;
  for (const clock of clocks) {
    if (clock.dueAt !== undefined && isUnmet(clock) && clock.dueAt < (next?.dueAt ?? Infinity)) next = clock;
  }
  return next;
}

function factsOf(situation: Situation, place: CardPlace, mayRead: boolean): readonly Fact[] {
  const { record, complaint, clocks } = situation;
  const due = complaint.isOpen ? nextDue(clocks) : undefined;
  const category = complaint.issues[0]?.category;
  const facts: Fact[] = [];
  if (due?.dueAt !== undefined) {
    facts.push({ label: due.obligation.title, value: { kind: 'instant', at: due.dueAt } });
  }
  facts.push(
    { label: 'Severity', value: { kind: 'words', text: capital(complaint.assessment.severity) } },
    { label: 'Stage', value: { kind: 'words', text: capital(spaced(complaint.stage)) } },
    { label: 'Received', value: { kind: 'instant', at: complaint.countedFrom } },
  );
  if (category !== undefined)
    // The company's own word, as tags may hold it; only ours are written without blanks.
    facts.push({ label: 'Category', value: { kind: 'words', text: capital(category.replaceAll('_', ' ')) } });
  for (const fact of personFacts(situation, mayRead)) facts.push(fact);
  facts.push({ label: 'Assignee', value: { kind: 'ticket', text: record.assignee?.name ?? 'Nobody yet' } });
  const next = elsewhere(situation, place, mayRead);
  if (next !== undefined) facts.push(next);
  return facts;
}

/** Where the next alert is told, where that is not here. A restricted channel's name may tell why. */
function elsewhere({ complaint, policy }: Situation, { channel, id }: CardPlace, mayRead: boolean): Fact | undefined {
  if (policy.alerts.routes === undefined || !complaint.isOpen) return undefined;
  const next = placeOf(complaint, policy).channel;
  if (next === channel || next === id) return undefined;
  const value: FactValue =
    mayRead || !mayReadOfPerson(policy, next)
      ? { kind: 'channel', channel: next }
      : { kind: 'words', text: 'A restricted channel' };
  return { label: 'Alerts now go to', value };
}

function footnoteOf({ record, policy }: Situation): string {
  const pressed: Pressed[] = [];
  for (const entry of record.ledger) if (entry.kind === 'pressed' || entry.kind === 'withdrawn') pressed.push(entry);
  if (pressed.length > 1) pressed.sort((a, b) => a.at - b.at || (actionOf(a) + a.by < actionOf(b) + b.by ? -1 : 1));
  let footnote = '';
  for (const entry of pressed.slice(-3)) {
    const until =
      entry.kind === 'withdrawn' || entry.until === undefined ? '' : ` until ${inWords(entry.until, policy)}`;
    footnote += `${pressedWords[actionOf(entry)]} ${entry.by}, ${inWords(entry.at, policy)}${until} · `;
  }
  return `${footnote}Ticket ${record.ref.id} · policy ${policy.version}`;
}

type Pressed = Extract<LedgerEntry, { kind: 'pressed' | 'withdrawn' }>;

function actionOf(entry: Pressed): keyof typeof pressedWords {
  return entry.kind === 'withdrawn' ? 'withdraw' : entry.action;
}

const pressedWords = {
  acknowledge: 'Acknowledged by',
  take: 'Taken by',
  snooze: 'Snoozed by',
  escalate: 'Escalated by',
  withdraw: 'Escalation taken back by',
} as const;
