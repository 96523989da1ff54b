import type { Complaint } from '../complaint/complaint.ts';
import { isAcknowledged } from '../decide/acknowledged.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';
import type { AlertAction, AlertMessage, Fact, Tone } from './effect.ts';
import type { Situation } from './plan.ts';
import { capital, initials, inWords, small, spaced } from './words.ts';

/** The one message a complaint has: what it is, what is due next, who has it. Absolute times, so that it never ticks. */
export function cardMessage(situation: Situation): AlertMessage {
  const { record, complaint, clocks } = situation;
  const tone = toneOf(complaint, clocks);
  return {
    kind: 'card',
    ticket: record.ref,
    url: record.url,
    tone,
    headline: headlineOf(complaint, clocks, tone),
    subject: record.subject,
    facts: factsOf(situation),
    footnote: footnoteOf(situation),
    actions: actionsOf(complaint, clocks),
  };
}

/** What a person can still do about a complaint from its card. */
export function actionsOf(complaint: Complaint, clocks: readonly Clock[]): readonly AlertAction[] {
  if (!complaint.isOpen) return ['open'];
  return isAcknowledged(complaint, clocks) ? ['take', 'escalate', 'open'] : ['acknowledge', 'take', 'escalate', 'open'];
}

function toneOf(complaint: Complaint, clocks: readonly Clock[]): Tone {
  if (!complaint.isOpen) return 'done';
  if (clocks.some((clock) => clock.status === 'breached')) return 'broken';
  return clocks.some((clock) => clock.status === 'dueSoon') ? 'warning' : 'calm';
}

function headlineOf(complaint: Complaint, clocks: readonly Clock[], tone: Tone): string {
  if (complaint.stage === 'notAComplaint') return 'Not a complaint after all';
  if (complaint.stage === 'duplicate') return `Merged into ticket ${complaint.mergedInto ?? ''}`.trim();
  if (tone === 'done') return 'Complaint closed';
  const broken = clocks.find((clock) => clock.status === 'breached');
  if (broken !== undefined) return `Promise broken: ${small(broken.obligation.title)}`;
  const next = nextDue(clocks);
  if (tone === 'warning' && next !== undefined) return `Due soon: ${small(next.obligation.title)}`;
  return `${complaint.band === 'possible' ? 'Possible complaint' : 'Complaint'}, ${complaint.assessment.severity} severity`;
}

function nextDue(clocks: readonly Clock[]): Clock | undefined {
  const running = clocks.filter((clock) => isUnmet(clock) && clock.dueAt !== undefined);
  return running.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))[0];
}

function factsOf({ record, complaint, clocks }: Situation): readonly Fact[] {
  const next = complaint.isOpen ? nextDue(clocks) : undefined;
  const category = complaint.issues[0]?.category;
  const words = (label: string, text: string): Fact => ({ label, value: { kind: 'words', text } });
  return [
    ...(next?.dueAt === undefined
      ? []
      : [{ label: next.obligation.title, value: { kind: 'instant' as const, at: next.dueAt } }]),
    words('Severity', capital(complaint.assessment.severity)),
    words('Stage', capital(spaced(complaint.stage))),
    { label: 'Received', value: { kind: 'instant', at: complaint.countedFrom } },
    ...(category === undefined ? [] : [words('Category', capital(spaced(category)))]),
    { label: 'From', value: { kind: 'ticket', text: initials(record.complainant.name) } },
    { label: 'Assignee', value: { kind: 'ticket', text: record.assignee?.name ?? 'Nobody yet' } },
  ];
}

function footnoteOf({ record, policy }: Situation): string {
  const done = record.ledger
    .flatMap((entry) => (entry.kind === 'pressed' ? [entry] : []))
    .toSorted((a, b) => a.at - b.at || (a.action + a.by < b.action + b.by ? -1 : 1))
    .slice(-3)
    .map((entry) => `${pressedWords[entry.action]} ${entry.by}, ${inWords(entry.at, policy)}`);
  return [...done, `Ticket ${record.ref.id}`, `policy ${policy.version}`].join(' · ');
}

const pressedWords = {
  acknowledge: 'Acknowledged by',
  take: 'Taken by',
  snooze: 'Snoozed by',
  escalate: 'Escalated by',
} as const;
