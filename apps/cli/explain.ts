import type { Complaint, ComplaintEvent } from '#core/complaint/complaint.ts';
import type { Because } from '#core/decide/decision.ts';
import type { AlertKind } from '#core/effect/effect.ts';
import { linkLines } from '#core/effect/link-words.ts';
import { inWords, small, spaced } from '#core/effect/words.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TargetMetric, TargetStage, TicketRecord } from '#core/ticket.ts';
import { clockLines } from './explain-clock.ts';
import { correctionLines, noComplaintLines, reasonLines } from './explain-review.ts';
import type { Judged } from './judge.ts';

/** What is due on a ticket, and why, for a person. Every line can be checked by hand against the ticket and a wall calendar. */
export function explanationOf(judged: Judged): string {
  const { record, policy, outcome, now } = judged;
  const { complaint, clocks } = outcome;
  const head = `Ticket ${record.ref.id} of ${record.ref.account}, ${inWords(now, policy)}`;
  if (now < record.createdAt)
    return `${head}\n\nThere was no such ticket yet: it is of ${inWords(record.createdAt, policy)}.\n`;
  if (complaint === undefined) return `${[head, '', ...noComplaintLines(record, policy)].join('\n').trimEnd()}\n`;
  const lines = [
    head,
    '',
    ...complaintLines(complaint, policy),
    '',
    ...correctionLines(record, policy),
    ...linkLines(complaint.links, policy),
    '',
    'What happened',
    ...historyLines(complaint, policy),
    '',
    'Promises',
    ...clocks.flatMap((clock) => clockLines(clock, { complaint, clocks, policy, now })),
    '',
    ...helpdeskLines(record, policy),
    'Decided',
    ...[...new Set(outcome.decisions.map((decision) => decision.because))].map(
      (because) => `  ${because}: ${meanings[because]}`,
    ),
    '',
    ...heldLines(judged),
    outcome.wakeAt === undefined
      ? 'Nothing changes until somebody does something.'
      : `If nobody does anything, the next change is ${inWords(outcome.wakeAt, policy)}.`,
    `Judged by policy ${policy.version}, cues ${complaint.recognition.pack}.`,
  ];
  return `${lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
}

/** What people would have been told by now but for quiet hours. */
function heldLines({ outcome, policy }: Judged): readonly string[] {
  const held = outcome.decisions.filter((decision) => decision.kind === 'held');
  const [first] = held;
  if (first === undefined) return [];
  const lines = held.map(({ key, alert, at, channel }) => {
    const obligation = policy.obligations.find(({ id }) => key.startsWith(`${id}:`));
    const what = obligation === undefined ? alertWords[alert] : `${alertWords[alert]}: ${small(obligation.title)}`;
    return `  ${what}, due ${inWords(at, policy)}, for ${channel}`;
  });
  return [`Held back in quiet hours, until ${inWords(first.until, policy)}`, ...lines, ''];
}

const alertWords: Readonly<Record<AlertKind, string>> = {
  card: 'its card',
  warning: 'a warning',
  breach: 'a broken promise',
  level: 'a step up the ladder',
  late: 'an answer that came late',
};

function complaintLines(complaint: Complaint, policy: Policy): readonly string[] {
  const { band, receivedAt, countedFrom, assessment, stage, recognition } = complaint;
  const merged =
    countedFrom === receivedAt
      ? ''
      : `, counted from ${inWords(countedFrom, policy)}, when a ticket merged into it was received`;
  return [
    `${band === 'yes' ? 'A complaint' : 'Possibly a complaint'}, received ${inWords(receivedAt, policy)}${merged}, ${assessment.severity} severity, stage: ${spaced(stage)}.`,
    ...reasonLines(recognition.reasons),
  ];
}

/** What moved the clocks, with what was done in one save on one line. */
function historyLines({ events, paused }: Complaint, policy: Policy): readonly string[] {
  const lines: { at: number; text: string; update: string }[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (last !== undefined && last.update === event.update) last.text += `, ${eventWords[event.kind]}`;
    else lines.push({ at: event.at, text: eventWords[event.kind], update: event.update });
  }
  for (const { from, to } of paused) {
    lines.push({ at: from, text: 'begins to wait: pausable clocks stand still', update: '' });
    if (to !== undefined) lines.push({ at: to, text: 'waits no longer: they run on', update: '' });
  }
  return lines.sort((a, b) => a.at - b.at).map(({ at, text }) => `  ${inWords(at, policy)}  ${text}`);
}

const eventWords: Readonly<Record<ComplaintEvent['kind'], string>> = {
  received: 'received',
  autoAck: 'an automatic reply',
  reply: 'a person replies in public',
  holding: 'which asks for time',
  substantive: 'which goes into the matter',
  handback: 'a private note by a person',
  decision: 'the outcome is told',
  summaryResolution: 'it is told to be resolved, and where to turn otherwise',
  accepted: 'the complainant says thanks',
  withdrawn: 'withdrawn',
  solved: 'solved',
  closed: 'closed',
  reopened: 'reopened',
  escalated: 'escalated by hand',
  mergedAway: 'merged into another ticket',
};

/** What the helpdesk's own SLA settings say, as it was read; what it means beside our promises is the reader's to see. */
function helpdeskLines({ targets = [], readAt }: TicketRecord, policy: Policy): readonly string[] {
  if (targets.length === 0) return [];
  const lines = targets.map(({ metric, stage, dueAt }) => {
    const due = dueAt === undefined ? 'no instant named' : `due ${inWords(dueAt, policy)}`;
    return `  ${metricWords[metric]}: ${stageWords[stage]}, ${due}`;
  });
  return [`The helpdesk's own view, read ${inWords(readAt, policy)}`, ...lines, ''];
}

const metricWords: Readonly<Record<TargetMetric, string>> = {
  firstReply: 'first reply',
  nextReply: 'next reply',
  update: 'update',
  resolution: 'resolution',
  work: 'time in the hands of agents',
  waiting: 'time the requester waits',
  other: 'a target of another kind',
};

const stageWords: Readonly<Record<TargetStage, string>> = {
  running: 'running',
  paused: 'paused',
  done: 'done',
  overdue: 'overdue',
  unknown: 'state not known',
};

/** The closed list of reasons, in words. */
export const meanings: Readonly<Record<Because, string>> = {
  'recognised-as-complaint': 'the words of the complainant make it one',
  'possible-complaint': 'it may be one; until a person decides, it is treated as one',
  'confirmed-by-person': 'a colleague says it is one',
  'rejected-by-person': 'a colleague says it is none; our marks come off',
  'merged-away': 'it lives on in another ticket',
  'complaint-ended': 'it was solved or closed',
  'grave-from-the-start': 'so grave that people are told at once',
  'first-alert': 'there is something to tell, so it gets its card',
  'due-soon': 'a promise is about to fall due',
  'deadline-passed': 'a promise was not kept in time',
  'nobody-acknowledged': 'nobody acknowledged the broken promise, so the next level hears of it',
  'snooze-ended': 'it was snoozed until now, and still stands',
  'escalated-by-person': 'a colleague escalated it',
  'answered-late': 'the promise was kept, but late',
  'card-shows-the-state': 'its card shows how things stand',
};
