import type { AuditEvent, Desk, DeskAudit, DeskField, DeskTicket, DeskUser, JsonMap, Via } from './desk.ts';
import { seconds, stamp, systemAuthor } from './desk.ts';

/** A comment with the audit it came with. */
export interface DeskComment {
  readonly audit: DeskAudit;
  readonly event: Extract<AuditEvent, { readonly type: 'Comment' }>;
}

/** Every comment of a ticket, the oldest first. */
export function commentsOf(ticket: DeskTicket): DeskComment[] {
  return ticket.audits.flatMap((audit) =>
    audit.events.filter((event) => event.type === 'Comment').map((event) => ({ audit, event })),
  );
}

/** A ticket as the API gives it. `base` is where `url` points, ending in `/api/v2`. */
export function ticketJson(desk: Desk, ticket: DeskTicket, base: string): JsonMap {
  const { satisfaction_score: score, subject, ...facts } = ticket.facts;
  const values = customValues(desk, ticket);
  return {
    url: `${base}/tickets/${ticket.id}.json`,
    id: ticket.id,
    via: viaJson(desk, ticket.via),
    created_at: stamp(ticket.createdAt),
    updated_at: stamp(ticket.updatedAt),
    generated_timestamp: seconds(ticket.generatedAt),
    subject,
    raw_subject: subject,
    description: ticket.description,
    ...facts,
    recipient: ticket.recipient,
    submitter_id: ticket.submitterId,
    organization_id: null,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: ticket.hasPublicComment,
    due_at: null,
    tags: ticket.tags,
    custom_fields: values,
    satisfaction_rating: { score },
    sharing_agreement_ids: [],
    fields: values,
    followup_ids: ticket.followups,
    ticket_form_id: desk.features.ticketForms ? (ticket.formId ?? desk.formId) : null,
    deleted_ticket_form_id: null,
    brand_id: desk.brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

const channelNumbers: Readonly<Record<string, number>> = { web: 0, email: 4, api: 5, rule: 8, chat: 29, voice: 33 };

function viaJson(desk: Desk, via: Via): JsonMap {
  const number = desk.switches.viaChannel === 'number' ? channelNumbers[via.channel] : undefined;
  return { ...via, channel: number ?? via.channel };
}

function customValues(desk: Desk, ticket: DeskTicket): JsonMap[] {
  return [...desk.fields.values()]
    .filter((field) => !field.system && field.active)
    .map((field) => ({ id: field.id, value: ticket.values.get(field.id) ?? null }));
}

/** A comment as `/tickets/{id}/comments` gives it. */
export function commentJson({ audit, event }: DeskComment): JsonMap {
  return {
    ...commentEvent(event),
    audit_id: audit.id,
    via: audit.via,
    created_at: stamp(audit.at),
    metadata: metadata(audit),
  };
}

/** One save of a ticket as `/tickets/{id}/audits` gives it. */
export function auditJson(ticket: DeskTicket, audit: DeskAudit): JsonMap {
  return {
    id: audit.id,
    ticket_id: ticket.id,
    created_at: stamp(audit.at),
    author_id: audit.authorId,
    metadata: metadata(audit),
    via: audit.via,
    events: audit.events.map((event) => eventJson(audit, event)),
  };
}

function metadata(audit: DeskAudit): JsonMap {
  const system =
    audit.authorId === systemAuthor
      ? {}
      : {
          client: 'Sandbox',
          ip_address: '192.0.2.1',
          location: 'Dublin, L, Ireland',
          latitude: 53.33,
          longitude: -6.25,
        };
  return { system, custom: audit.custom };
}

function eventJson(audit: DeskAudit, event: AuditEvent): JsonMap {
  switch (event.type) {
    case 'Comment':
      return { ...commentEvent(event), audit_id: audit.id };
    case 'Create':
      return { id: event.id, type: 'Create', value: event.value, field_name: event.field };
    case 'Change':
      return {
        id: event.id,
        type: 'Change',
        value: event.value,
        field_name: event.field,
        previous_value: event.previous,
      };
    case 'Notification': {
      const { id, type, via, subject, body, recipients } = event;
      return { id, type, via, subject, body, recipients };
    }
    case 'Aside': {
      const { id, kind: type, value, body } = event;
      return { id, type, value, body, public: true };
    }
  }
}

function commentEvent(event: DeskComment['event']): JsonMap {
  return {
    id: event.id,
    type: 'Comment',
    author_id: event.authorId,
    body: event.body,
    html_body: htmlOf(event.body),
    plain_body: event.body,
    public: event.public,
    attachments: [],
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function htmlOf(text: string): string {
  const safe = text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
  const paragraphs = safe.split(/\n{2,}/).map((part) => `<p dir="auto">${part.replaceAll('\n', '<br>')}</p>`);
  return `<div class="zd-comment" dir="auto">${paragraphs.join('')}</div>`;
}

/** A user as the API gives one. */
export function userJson(user: DeskUser, base: string): JsonMap {
  return {
    id: user.id,
    url: `${base}/users/${user.id}.json`,
    name: user.name,
    email: user.email,
    created_at: stamp(user.createdAt),
    updated_at: stamp(user.createdAt),
    time_zone: 'London',
    iana_time_zone: 'Europe/London',
    phone: null,
    locale_id: 1,
    locale: 'en-US',
    organization_id: null,
    role: user.role,
    verified: true,
    external_id: null,
    tags: [],
    alias: '',
    active: user.active,
    shared: false,
    shared_agent: false,
    suspended: false,
    default_group_id: null,
    moderator: user.role !== 'end-user',
    ticket_restriction: user.role === 'end-user' ? 'requested' : null,
    only_private_comments: false,
    restricted_agent: false,
    photo: null,
    user_fields: {},
  };
}

/** The account's ticket forms as the API gives them. */
export function formsJson(desk: Desk, base: string): JsonMap[] {
  return [...desk.forms].map(([id, name], position) => ({
    url: `${base}/ticket_forms/${id}.json`,
    id,
    name,
    raw_name: name,
    display_name: name,
    raw_display_name: name,
    end_user_visible: true,
    position,
    active: true,
    default: id === desk.formId,
    in_all_brands: true,
    restricted_brand_ids: [],
    ticket_field_ids: [...desk.fields.keys()],
    agent_conditions: [],
    end_user_conditions: [],
    created_at: stamp(desk.integration.createdAt),
    updated_at: stamp(desk.integration.createdAt),
  }));
}

/** A field of the ticket form as the API gives it. */
export function fieldJson(field: DeskField, base: string): JsonMap {
  return {
    url: `${base}/ticket_fields/${field.id}.json`,
    id: field.id,
    key: field.key,
    type: field.type,
    title: field.title,
    raw_title: field.title,
    description: '',
    raw_description: '',
    position: 0,
    active: field.active,
    required: field.required ?? false,
    collapsed_for_agents: false,
    regexp_for_validation: null,
    title_in_portal: field.title,
    raw_title_in_portal: field.title,
    visible_in_portal: field.visible ?? false,
    editable_in_portal: false,
    required_in_portal: false,
    tag: null,
    created_at: stamp(field.createdAt),
    updated_at: stamp(field.updatedAt),
    removable: !field.system,
    agent_description: null,
    ...(field.options.length > 0 ? { custom_field_options: field.options } : {}),
  };
}

/** A way in that names nothing but its channel. */
export function plainVia(channel: string): Via {
  return { channel, source: { from: {}, to: {}, rel: null } };
}

/** What a business rule did. */
export function ruleVia(ruleId: number, title: string, rel: 'trigger' | 'automation'): Via {
  return { channel: 'rule', source: { from: { id: ruleId, title, deleted: false }, to: {}, rel } };
}
