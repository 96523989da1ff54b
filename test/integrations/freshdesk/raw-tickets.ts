/** Raw tickets shaped as Freshdesk documents them, made for tests: nothing here was recorded. */

type Json = Record<string, unknown>;

export const requester = 7_001;
export const agent = 7_002;
export const inCopy = 7_003;

export function rawTicket(change: Json = {}): Json {
  return {
    id: 42,
    subject: 'The kettle',
    description: '<div>The kettle leaks.</div>',
    description_text: 'The kettle leaks.',
    status: 2,
    priority: 3,
    source: 1,
    type: null,
    spam: false,
    requester_id: requester,
    responder_id: agent,
    group_id: 55,
    product_id: 66,
    company_id: null,
    email_config_id: null,
    to_emails: null,
    cc_emails: [],
    tags: ['kitchen', 'recourse_open'],
    custom_fields: {},
    due_by: null,
    fr_due_by: null,
    is_escalated: false,
    fr_escalated: false,
    created_at: '2026-11-02T09:00:00Z',
    updated_at: '2026-11-03T10:00:00Z',
    requester: { id: requester, name: 'Rosa Marin', email: 'rosa@customers.example' },
    ...change,
  };
}

export function stats(change: Json = {}): Json {
  return {
    agent_responded_at: null,
    requester_responded_at: null,
    first_responded_at: null,
    status_updated_at: '2026-11-02T09:00:00Z',
    reopened_at: null,
    resolved_at: null,
    closed_at: null,
    pending_since: null,
    ...change,
  };
}

export const users: readonly Json[] = [{ id: agent, contact: { name: 'Ann Field' } }];

export function conversation(id: number, author: number | null, change: Json = {}): Json {
  const incoming = author === requester || author === inCopy;
  return {
    id,
    user_id: author,
    body: `<div>words ${id}</div>`,
    body_text: `words ${id}`,
    incoming,
    private: false,
    source: 0,
    auto_response: false,
    automation_id: null,
    created_at: '2026-11-02T10:00:00Z',
    ...change,
  };
}

export const statusField: Json = {
  id: 1,
  name: 'status',
  label: 'Status',
  choices: {
    2: ['Open', 'Being Processed'],
    3: ['Pending', 'Awaiting your Reply'],
    4: ['Resolved', 'This ticket has been Resolved'],
    5: ['Closed', 'This ticket has been Closed'],
    6: ['Waiting on Customer', 'Awaiting your Reply'],
    7: ['Waiting on Third Party', 'Being Processed'],
    8: ['In progress', 'Being Processed'],
    9: ['With the laboratory', 'Being Processed'],
    10: ['Done', 'Done'],
    11: ['Awaiting the customer', 'x'],
  },
};

export const sourceField: Json = {
  id: 2,
  name: 'source',
  label: 'Source',
  choices: {
    Email: 1,
    Portal: 2,
    'Letters by post': 101,
    'Ombudsman service': 102,
    'Our shop counter': 103,
    Pigeon: 104,
  },
};
