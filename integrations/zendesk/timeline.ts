import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { TimelineEntry } from '#core/ticket.ts';
import { fieldText } from './own-fields.ts';
import type { RawAudit, RawComment, RawEvent } from './payload.ts';
import { mergesOf } from './merges.ts';
import { commentUpdate, happened, isCreation } from './reading.ts';
import type { Reading } from './reading.ts';
import { wordsOf } from './words.ts';
import { priorityOf, statusOf } from './vocabulary.ts';

/**
 * What happened to a ticket, the oldest first: from its audits, from its comments, and where neither was read from the
 * ticket alone. Entries of one save share the audit's id.
 */
export function readTimeline(reading: Reading): readonly TimelineEntry[] {
  const audits = [...(reading.raw.audits ?? [])].sort(
    (a, b) => a.created_at - b.created_at || Number(a.id) - Number(b.id),
  );
  const changes = audits.flatMap((audit) => audit.events.flatMap((event) => changeOf(reading, audit, event)));
  return [
    opened(reading, audits),
    ...wordsOf(reading, audits),
    ...changes,
    ...assignments(reading, audits),
    ...mergesOf(reading, audits),
    ...ratingWithoutHistory(reading, changes),
  ].sort(byInstantThenSave);
}

/** Instants have whole seconds only; the audits' ids ascend within one. What bears no audit's id comes first. */
function byInstantThenSave(a: TimelineEntry, b: TimelineEntry): number {
  const place = ({ update }: TimelineEntry): number => (/^\d+$/.test(update) ? Number(update) : 0);
  return a.at - b.at || place(a) - place(b);
}

function opened({ raw, people }: Reading, audits: readonly RawAudit[]): TimelineEntry {
  return {
    kind: 'opened',
    at: raw.ticket.created_at,
    update: audits.find(isCreation)?.id ?? firstCommentUpdate(raw.comments) ?? 'opened',
    by: people.author(raw.ticket.submitter_id ?? raw.ticket.requester_id, { via: raw.ticket.via, isOurs: false }),
  };
}

function firstCommentUpdate(comments: readonly RawComment[] | null | undefined): string | undefined {
  const [first] = [...(comments ?? [])].sort((a, b) => a.created_at - b.created_at);
  return first === undefined ? undefined : commentUpdate(first);
}

function changeOf(reading: Reading, audit: RawAudit, event: RawEvent): TimelineEntry[] {
  if ((event.type !== 'Change' && event.type !== 'Create') || event.field_name === undefined) return [];
  const common = happened(reading, audit, event);
  const [from, to] = [word(event.previous_value), word(event.value)];
  if (event.field_name === 'status') {
    return [{ ...common, kind: 'status', from: from === undefined ? undefined : statusOf(from), to: statusOf(to) }];
  }
  if (event.field_name === 'priority') {
    const change = { from: priorityOf(from), to: priorityOf(to) };
    return change.from === change.to ? [] : [{ ...common, kind: 'priority', ...change }];
  }
  if (event.field_name === 'satisfaction_score') return ratings(common, to);
  const field = reading.ownFields.get(event.field_name);
  if (field === undefined || isLedger(field)) return [];
  return [{ ...common, kind: 'field', field, value: fieldText(event.value) }];
}

function isLedger(name: keyof ComplaintFields | typeof ledgerField): name is typeof ledgerField {
  return name === ledgerField;
}

/** `good`, `goodwithcomment` and so on; what is only offered is no rating. */
function ratings(common: Pick<TimelineEntry, 'at' | 'update' | 'by'>, score: string | undefined): TimelineEntry[] {
  if (score?.startsWith('good') === true) return [{ ...common, kind: 'rated', score: 'good' }];
  if (score?.startsWith('bad') === true) return [{ ...common, kind: 'rated', score: 'bad' }];
  return [];
}

function ratingWithoutHistory({ raw, people }: Reading, changes: readonly TimelineEntry[]): TimelineEntry[] {
  if (changes.some(({ kind }) => kind === 'rated')) return [];
  const {
    satisfaction_rating: rating,
    updated_at: updatedAt,
    created_at: createdAt,
    requester_id: requester,
  } = raw.ticket;
  const at = rating?.updated_at ?? updatedAt ?? createdAt;
  return ratings({ at, update: 'rated', by: people.person(requester) }, rating?.score);
}

/** Assignee and group change apart, often in one save: one entry a save says who has the ticket after it. */
function assignments(reading: Reading, audits: readonly RawAudit[]): TimelineEntry[] {
  let holder: { to: string | undefined; group: string | undefined } = { to: undefined, group: undefined };
  return audits.flatMap((audit): TimelineEntry[] => {
    const events = audit.events.filter(
      ({ type, field_name: field }) =>
        (type === 'Change' || type === 'Create') && (field === 'assignee_id' || field === 'group_id'),
    );
    const [first] = events;
    if (first === undefined) return [];
    const before = holder;
    for (const { field_name: field, value } of events) {
      holder = { ...holder, [field === 'group_id' ? 'group' : 'to']: word(value) };
    }
    if (holder.to === before.to && holder.group === before.group) return [];
    return [{ ...happened(reading, audit, first), kind: 'assigned', ...holder }];
  });
}

/** An event's value where it is one word or number; nothing where it is empty or a list. */
function word(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
