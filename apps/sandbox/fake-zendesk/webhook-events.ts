import type { AuditEvent, Desk, DeskAudit, DeskTicket, Happening, JsonMap } from './desk.ts';
import { stamp, systemAuthor } from './desk.ts';

/** One event as a subscription hears of it. */
export interface TicketEvent {
  /** Such as `zen:event-type:ticket.comment_added`. */
  readonly type: string;
  readonly ticketId: number;
  readonly payload: JsonMap;
  /** What is sent instead of the payload, as it is: a trigger's own words. */
  readonly body?: string;
}

/** The `via` words of events differ from those of the REST API. */
const eventChannel: Readonly<Record<string, string>> = {
  web: 'web_form',
  email: 'mail',
  api: 'web_service',
  voice: 'voicemail',
};

/** Every event of one happening, in the order they are sent: one for each thing that changed. */
export function eventsOf(desk: Desk, happening: Happening): TicketEvent[] {
  const { ticket, audit } = happening;
  const told = [
    ...lifeEvents(happening),
    ...(audit?.events ?? []).flatMap((event) => auditEvents(desk, happening, event)),
  ];
  const sequence = desk.ids.ulid(desk.time.now());
  const detail = detailOf(desk, ticket, audit);
  return told.map(({ name, event }, index) => ({
    type: `zen:event-type:ticket.${name}`,
    ticketId: ticket.id,
    payload: {
      account_id: desk.accountId,
      detail,
      event: { ...event, meta: { sequence: { id: sequence, position: index + 1 } } },
      id: desk.ids.uuid(),
      subject: `zen:ticket:${ticket.id}`,
      time: `${new Date(desk.time.now()).toISOString().slice(0, -1)}000000Z`,
      type: `zen:event-type:ticket.${name}`,
      zendesk_event_version: '2022-11-06',
    },
  }));
}

interface Told {
  readonly name: string;
  readonly event: JsonMap;
}

function lifeEvents({ kind, target }: Happening): Told[] {
  switch (kind) {
    case 'created':
      return [{ name: 'created', event: {} }];
    case 'deleted':
      return [{ name: 'soft_deleted', event: {} }, toStatus('DELETED')];
    case 'restored':
      return [{ name: 'undeleted', event: {} }];
    case 'scrubbed':
      return [{ name: 'permanently_deleted', event: {} }, toStatus('SCRUBBED')];
    case 'archived':
      return [toStatus('ARCHIVED')];
    case 'merged':
      return [{ name: 'merged', event: { target_ticket_id: String(target) } }];
    case 'updated':
      return [];
  }
}

const toStatus = (current: string): Told => ({ name: 'status_changed', event: { current, previous: null } });

function auditEvents(desk: Desk, { ticket, kind }: Happening, event: AuditEvent): Told[] {
  if (event.type === 'Comment') {
    const author = desk.users.get(event.authorId);
    const staff = author !== undefined && author.role !== 'end-user';
    const by = { id: String(event.authorId), is_staff: staff, name: author?.name ?? '' };
    return [
      {
        name: 'comment_added',
        event: { comment: { id: String(event.id), is_public: event.public, body: event.body, author: by } },
      },
    ];
  }
  return event.type === 'Change' && kind === 'updated' ? changeEvents(desk, ticket, event) : [];
}

const named: Readonly<Record<string, string>> = {
  status: 'status_changed',
  custom_status_id: 'custom_status_changed',
  priority: 'priority_changed',
  type: 'type_changed',
  subject: 'subject_changed',
  assignee_id: 'agent_assignment_changed',
  group_id: 'group_assignment_changed',
  requester_id: 'requester_changed',
  external_id: 'external_id_changed',
};

function changeEvents(
  desk: Desk,
  ticket: DeskTicket,
  change: Extract<AuditEvent, { readonly type: 'Change' }>,
): Told[] {
  const { field, value, previous } = change;
  if (field === 'tags') {
    const [now, before] = [value as readonly string[], previous as readonly string[]];
    const added = now.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !now.includes(tag));
    return [{ name: 'tags_changed', event: { tags_added: added, tags_removed: removed } }];
  }
  const custom = desk.fields.get(Number(field));
  if (custom !== undefined) {
    const described = { id: String(custom.id), title: custom.title, type: custom.type };
    return [{ name: 'custom_field_changed', event: { current: value, previous, field: described } }];
  }
  const name = named[field];
  if (name === undefined) return [];
  const loud = field === 'status' || field === 'priority' || field === 'type';
  const said = (word: unknown): unknown => (loud && typeof word === 'string' ? word.toUpperCase() : word);
  return [{ name, event: { current: said(value), previous: said(previous) } }];
}

function detailOf(desk: Desk, ticket: DeskTicket, audit: DeskAudit | undefined): JsonMap {
  const { facts } = ticket;
  return {
    actor_id: String(audit?.authorId ?? systemAuthor),
    assignee_id: text(facts.assignee_id),
    brand_id: String(desk.brandId),
    created_at: stamp(ticket.createdAt),
    custom_status: String(facts.custom_status_id),
    description: ticket.description,
    external_id: facts.external_id,
    form_id: String(desk.formId),
    group_id: text(facts.group_id),
    id: String(ticket.id),
    is_public: ticket.hasPublicComment,
    organization_id: null,
    priority: facts.priority?.toUpperCase() ?? null,
    requester_id: String(facts.requester_id),
    status: facts.status.toUpperCase(),
    subject: facts.subject,
    submitter_id: String(ticket.submitterId),
    tags: ticket.tags.length > 0 ? ticket.tags : null,
    type: facts.type?.toUpperCase() ?? null,
    updated_at: stamp(ticket.updatedAt),
    via: { channel: eventChannel[ticket.via.channel] ?? ticket.via.channel },
  };
}

const text = (id: number | null): string | null => (id === null ? null : String(id));
