import type { Severity } from '#core/complaint/vocabulary.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type {
  Channel,
  Person,
  Priority,
  TicketRecord,
  TicketStatus,
  TimelineEntry,
  UnmarkedWords,
} from '#core/ticket.ts';
import { parseInstant, type Instant } from '#core/time.ts';

/** One save of a ticket, as a story tells it: words, a status, a field and so on, all in one update. */
export interface Line {
  readonly at: string;
  readonly who: 'complainant' | 'agent' | 'robot' | 'other';
  readonly says?: string;
  /** The words are a private note. */
  readonly private?: true;
  readonly status?: TicketStatus;
  readonly priority?: Priority;
  readonly fields?: ComplaintFields;
  readonly mergedFrom?: {
    readonly id: string;
    readonly receivedAt?: string;
    readonly complaint?: 'yes' | 'possible';
    readonly severity?: Severity;
    readonly unmarked?: readonly UnmarkedWords[];
  };
  readonly mergedInto?: string;
  readonly rated?: 'good' | 'bad';
  /** Names the save; without it each line is one of its own. */
  readonly update?: string;
}

export interface Ticket {
  readonly subject?: string;
  readonly channel?: Channel;
  readonly language?: string;
  readonly brand?: string;
  readonly tags?: readonly string[];
  readonly timeline: readonly Line[];
  readonly ledger?: readonly LedgerEntry[];
}

const people: Readonly<Record<Line['who'], Person>> = {
  complainant: { id: '501', name: 'Joan Marsh', role: 'complainant' },
  agent: { id: '502', name: 'Priya Nair', role: 'agent' },
  robot: { id: '503', name: 'Mail robot', role: 'automatic' },
  other: { id: '504', name: 'Cem Öz', role: 'other' },
};

export function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`not an instant: ${text}`);
  return at;
}

/** The record a helpdesk would give of the ticket once all these lines were saved. */
export function recordOf(ticket: Ticket, over: Partial<TicketRecord> = {}): TicketRecord {
  let status: TicketStatus = 'new';
  let priority: Priority | undefined;
  let fields: ComplaintFields = {};
  const timeline: TimelineEntry[] = [];
  for (const [i, line] of ticket.timeline.entries()) {
    const save = { at: instantOf(line.at), update: line.update ?? String(1_000 + i), by: people[line.who] };
    if (i === 0) timeline.push({ ...save, kind: 'opened' });
    timeline.push(...saved(line, save, { id: String(2_000 + i), status, priority }));
    status = line.status ?? (line.mergedInto === undefined ? status : 'closed');
    priority = line.priority ?? priority;
    fields = { ...fields, ...line.fields };
  }
  return { ...emptyRecord(ticket), status, priority, fields, ...timesOf(timeline), ...over };
}

function timesOf(timeline: readonly TimelineEntry[]): Partial<TicketRecord> {
  const createdAt = timeline[0]?.at ?? 0;
  const updatedAt = timeline.at(-1)?.at ?? createdAt;
  return { timeline, createdAt, updatedAt, readAt: updatedAt, version: String(updatedAt) };
}

function emptyRecord({ subject = 'Order FH-20418', channel = 'email', ...ticket }: Ticket): TicketRecord {
  return {
    ref: { platform: 'zendesk', account: 'acme', id: '7' },
    url: 'https://acme.zendesk.com/agent/tickets/7',
    subject,
    channel,
    status: 'new',
    priority: undefined,
    complainant: people.complainant,
    assignee: people.agent,
    group: undefined,
    brand: ticket.brand,
    language: ticket.language,
    tags: ticket.tags ?? [],
    fields: {},
    timeline: [],
    ledger: ticket.ledger ?? [],
    createdAt: 0,
    updatedAt: 0,
    readAt: 0,
    version: '0',
  };
}

function saved(
  line: Line,
  save: Pick<TimelineEntry, 'at' | 'update' | 'by'>,
  before: { readonly id: string; readonly status: TicketStatus; readonly priority: Priority | undefined },
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  if (line.says !== undefined) {
    entries.push({ ...save, kind: 'said', id: before.id, public: line.private !== true, text: line.says });
  }
  for (const [field, value] of Object.entries(line.fields ?? {})) {
    entries.push({ ...save, kind: 'field', field: field as keyof ComplaintFields, value: value as string });
  }
  if (line.priority !== undefined) {
    entries.push({ ...save, kind: 'priority', from: before.priority, to: line.priority });
  }
  if (line.status !== undefined) entries.push({ ...save, kind: 'status', from: before.status, to: line.status });
  if (line.mergedFrom !== undefined) {
    const { id, receivedAt, ...brought } = line.mergedFrom;
    const earlier = receivedAt === undefined ? undefined : instantOf(receivedAt);
    entries.push({ ...save, kind: 'merged', into: undefined, from: id, receivedAt: earlier, ...brought });
  }
  if (line.mergedInto !== undefined) {
    entries.push({ ...save, kind: 'merged', into: line.mergedInto, from: undefined, receivedAt: undefined });
  }
  if (line.rated !== undefined) entries.push({ ...save, kind: 'rated', score: line.rated });
  return entries;
}
