/** Raw tickets shaped as Zendesk documents them, made for tests: nothing here was recorded. */

type Json = Record<string, unknown>;

export const requester = 7_001;
export const agent = 7_002;
export const inCopy = 7_003;
export const self = 7_004;

const via = (channel: string, rel: string | null = null, ends: Json = {}): Json => ({
  channel,
  source: { from: {}, to: {}, rel, ...ends },
});

export function rawTicket(change: Json = {}): Json {
  return {
    url: 'https://acme.zendesk.com/api/v2/tickets/42.json',
    id: 42,
    via: via('email'),
    created_at: '2026-11-02T09:00:00Z',
    updated_at: '2026-11-03T10:00:00Z',
    subject: 'The kettle',
    raw_subject: 'The kettle',
    description: 'The kettle leaks.',
    status: 'open',
    priority: 'high',
    requester_id: requester,
    submitter_id: requester,
    assignee_id: agent,
    group_id: 55,
    brand_id: 66,
    collaborator_ids: [inCopy],
    follower_ids: [],
    email_cc_ids: [],
    is_public: true,
    tags: ['kitchen', 'recourse_open'],
    custom_fields: [],
    satisfaction_rating: { score: 'unoffered' },
    ...change,
  };
}

export const users: readonly Json[] = [
  { id: requester, name: 'Rosa Marin', role: 'end-user', locale: 'en-GB' },
  { id: agent, name: 'Ann Field', role: 'agent', locale: 'en-US' },
  { id: inCopy, name: 'Cem Öz', role: 'end-user' },
  { id: self, name: 'Recourse', role: 'admin' },
];

export function comment(id: number, author: number, change: Json = {}): Json {
  return {
    id,
    type: 'Comment',
    author_id: author,
    body: `words ${id}`,
    plain_body: `words ${id}`,
    public: true,
    audit_id: id + 1_000,
    via: via('web'),
    created_at: '2026-11-02T10:00:00Z',
    metadata: { system: {}, custom: {} },
    ...change,
  };
}

export function audit(id: number, author: number, events: readonly Json[], change: Json = {}): Json {
  return {
    id,
    ticket_id: 42,
    created_at: '2026-11-02T10:00:00Z',
    author_id: author,
    metadata: { system: {}, custom: {} },
    via: via('web'),
    events: events.map((event, n) => ({ id: id * 100 + n, ...event })),
    ...change,
  };
}

export const changed = (field: string, from: unknown, to: unknown, more: Json = {}): Json => ({
  type: 'Change',
  field_name: field,
  previous_value: from,
  value: to,
  ...more,
});

export const created = (field: string, value: unknown): Json => ({ type: 'Create', field_name: field, value });

export { via };
