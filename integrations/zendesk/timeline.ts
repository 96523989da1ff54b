import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { TimelineEntry } from '#core/ticket.ts';
import { inOrder } from '#integrations/in-order.ts';
import { fieldText } from '#integrations/read-own-fields.ts';
import type { RawAudit, RawComment, RawEvent } from './payload.ts';
import { isMergedAway, mergedAwaySomewhere, mergesOf } from './merges.ts';
import { commentUpdate, happened, isCreation } from './reading.ts';
import type { Reading } from './reading.ts';
import { fromDescription, wordsOf } from './words.ts';
import { priorityOf, statusOf } from './vocabulary.ts';

/**
 * What happened to a ticket, the oldest first: from its audits, from its comments, and where neither was read from the
 * ticket alone. Entries of one save share the audit's id.
 */
export function readTimeline(reading: Reading): readonly TimelineEntry[] {
  const audits = inOrder(reading.raw.audits ?? none, byWriting);
  const { comments = none } = reading.raw;
  const entries = audits.length + comments.length === 0 ? withoutHistory(reading) : withHistory(reading, audits);
  return inOrder(entries, byInstantThenSave);
}

/** What the ticket itself tells, which is all there is in a list. */
function withoutHistory(reading: Reading): readonly TimelineEntry[] {
  const { raw } = reading;
  const entries = [opened(reading, none), fromDescription(reading)];
  if (isMergedAway(raw)) entries.push(mergedAwaySomewhere(raw));
  for (const rating of ratingWithoutHistory(reading, none)) entries.push(rating);
  return entries;
}

function withHistory(reading: Reading, audits: readonly RawAudit[]): readonly TimelineEntry[] {
  const changes: TimelineEntry[] = [];
  for (const audit of audits) for (const event of audit.events) addChange(changes, reading, audit, event);
  const entries = [opened(reading, audits)];
  for (const words of wordsOf(reading, audits)) entries.push(words);
  for (const change of changes) entries.push(change);
  for (const assignment of assignments(reading, audits)) entries.push(assignment);
  for (const merge of mergesOf(reading, audits)) entries.push(merge);
  for (const rating of ratingWithoutHistory(reading, changes)) entries.push(rating);
  return entries;
}

const none: readonly never[] = [];

function byWriting(a: RawAudit, b: RawAudit): number {
  return a.created_at - b.created_at || Number(a.id) - Number(b.id);
}

/** Instants have whole seconds only; the audits' ids ascend within one. What bears no audit's id comes first. */
function byInstantThenSave(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || (a.update === b.update ? 0 : place(a) - place(b));
}

function place({ update }: TimelineEntry): number {
  return /^\d+$/.test(update) ? Number(update) : 0;
}

function opened({ raw, people }: Reading, audits: readonly RawAudit[]): TimelineEntry {
  return {
    kind: 'opened',
    at: raw.ticket.created_at,
    update: audits.find(isCreation)?.id ?? firstCommentUpdate(raw.comments) ?? 'opened',
    by: people.opener(),
  };
}

function firstCommentUpdate(comments: readonly RawComment[] | undefined): string | undefined {
  let first: RawComment | undefined;
  for (const comment of comments ?? none)
    if (first === undefined || comment.created_at < first.created_at) first = comment;
  return first === undefined ? undefined : commentUpdate(first);
}

function addChange(changes: TimelineEntry[], reading: Reading, audit: RawAudit, event: RawEvent): void {
  const { field_name: name } = event;
  if ((event.type !== 'Change' && event.type !== 'Create') || name === undefined) return;
  if (name === 'status' || name === 'priority' || name === 'satisfaction_score') {
    const change = changeOf(happened(reading, audit, event), name, event);
    if (change !== undefined) changes.push(change);
    return;
  }
  const field = reading.ownFields.get(name);
  if (field === undefined || isLedger(field)) return;
  changes.push({ ...happened(reading, audit, event), kind: 'field', field, value: fieldText(event.value) });
}

function changeOf(
  common: Pick<TimelineEntry, 'at' | 'update' | 'by'>,
  name: 'status' | 'priority' | 'satisfaction_score',
  { previous_value: previous, value }: RawEvent,
): TimelineEntry | undefined {
  const [from, to] = [word(previous), word(value)];
  if (name === 'satisfaction_score') return rated(common, to);
  if (name === 'status') {
    return { ...common, kind: 'status', from: from === undefined ? undefined : statusOf(from), to: statusOf(to) };
  }
  const change = { from: priorityOf(from), to: priorityOf(to) };
  return change.from === change.to ? undefined : { ...common, kind: 'priority', ...change };
}

function isLedger(name: keyof ComplaintFields | typeof ledgerField): name is typeof ledgerField {
  return name === ledgerField;
}

/** `good`, `goodwithcomment` and so on; what is only offered is no rating. */
function rated(
  common: Pick<TimelineEntry, 'at' | 'update' | 'by'>,
  score: string | undefined,
): TimelineEntry | undefined {
  if (score?.startsWith('good') === true) return { ...common, kind: 'rated', score: 'good' };
  return score?.startsWith('bad') === true ? { ...common, kind: 'rated', score: 'bad' } : undefined;
}

function ratingWithoutHistory({ raw, people }: Reading, changes: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const { satisfaction_rating: rating, updated_at: updatedAt, created_at: createdAt, requester_id: by } = raw.ticket;
  if (rating?.score === undefined || changes.some(({ kind }) => kind === 'rated')) return none;
  const at = rating.updated_at ?? updatedAt ?? createdAt;
  const entry = rated({ at, update: 'rated', by: people.person(by) }, rating.score);
  return entry === undefined ? [] : [entry];
}

/** Assignee and group change apart, often in one save: one entry a save says who has the ticket after it. */
function assignments(reading: Reading, audits: readonly RawAudit[]): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let [to, group]: (string | undefined)[] = [];
  for (const audit of audits) {
    const before = { to, group };
    let first: RawEvent | undefined;
    for (const event of audit.events) {
      const { type, field_name: name, value } = event;
      if ((name !== 'assignee_id' && name !== 'group_id') || (type !== 'Change' && type !== 'Create')) continue;
      first ??= event;
      if (name === 'group_id') group = word(value);
      else to = word(value);
    }
    if (first === undefined || (to === before.to && group === before.group)) continue;
    entries.push({ ...happened(reading, audit, first), kind: 'assigned', to, group });
  }
  return entries;
}

/** An event's value where it is one word or number; nothing where it is empty or a list. */
function word(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
