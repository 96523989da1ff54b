/** A raw ticket with every key Freshdesk sends, of the size that real ones have; made for tests: nothing here was recorded. */

type Json = Record<string, unknown>;

const words =
  'The sofa came three weeks late, one leg was broken, and I took a day off work for it. I have rung twice and been told twice that somebody would call me back. Nobody did. ';
const requester = 6_012_691_534;
const agent = 6_010_396_333;
const ownFields = [
  'complaint',
  'category',
  'severity',
  'assessment',
  'vulnerability',
  'outcome',
  'remedy',
  'root_cause',
  'action',
  'referral',
  'recognition',
  'history',
  'closing',
  'ledger',
];

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The account's ticket fields that matter, as they are kept from one ticket to the next. */
export const ownTicketFields: readonly Json[] = [
  {
    id: 1,
    name: 'status',
    label: 'Status',
    choices: { 2: ['Open', 'Being Processed'], 3: ['Pending', 'Awaiting your Reply'], 8: ['In progress', 'x'] },
  },
  { id: 2, name: 'source', label: 'Source', choices: { Email: 1, Portal: 2, 'Letters by post': 101 } },
  ...ownFields.map((name, i) => ({ id: 10 + i, name: `cf_recourse_${name}`, label: `recourse_${name}` })),
];

function conversationOf(seed: number, n: number, start: number): Json {
  const text = words.repeat(1 + ((seed + n) % 4));
  const isIncoming = n % 2 === 0;
  const isNote = n % 3 === 2;
  return {
    body: `<div style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, sans-serif; font-size:14px"><div dir="ltr">${text}</div></div>`,
    body_text: text,
    id: 62_033_944_000 + seed * 100 + n,
    incoming: isIncoming,
    private: isNote && !isIncoming,
    user_id: isIncoming ? requester + seed : agent,
    support_email: 'support@acme.freshdesk.com',
    source: isNote && !isIncoming ? 2 : 0,
    category: isIncoming ? 1 : 3,
    to_emails: ['support@acme.freshdesk.com'],
    from_email: 'Rosa Marin <rosa@customers.example>',
    cc_emails: [],
    bcc_emails: null,
    email_failure_count: null,
    outgoing_failures: null,
    thread_id: null,
    thread_message_id: null,
    created_at: stamp(start + n * 7_200_000),
    updated_at: stamp(start + n * 7_200_000),
    last_edited_at: null,
    last_edited_user_id: null,
    attachments: [],
    automation_id: null,
    automation_type_id: null,
    auto_response: false,
    ticket_id: 1_000 + seed,
    threading_type: null,
    delivery_details: { failed_emails: null, pending_emails: [] },
    source_additional_info: null,
  };
}

/** The ticket alone, as a list with everything included has it. */
export function fullTicket(seed: number): Json {
  const start = Date.parse('2026-11-02T09:00:00Z') + seed * 60_000;
  const text = words.repeat(1 + (seed % 4));
  return {
    cc_emails: ['partner@customers.example'],
    fwd_emails: [],
    reply_cc_emails: ['partner@customers.example'],
    ticket_cc_emails: ['partner@customers.example'],
    ticket_bcc_emails: null,
    fr_escalated: true,
    spam: false,
    email_config_id: 6_000_071_619,
    group_id: 6_000_208_439,
    priority: 2,
    requester_id: requester + seed,
    responder_id: agent,
    source: 1,
    company_id: 6_000_491_001,
    status: 3,
    subject: 'The sofa',
    association_type: null,
    support_email: 'support@acme.freshdesk.com',
    to_emails: ['support@acme.freshdesk.com'],
    product_id: null,
    id: 1_000 + seed,
    type: 'Question',
    due_by: stamp(start + 3 * 86_400_000),
    fr_due_by: stamp(start + 3_600_000),
    nr_due_by: null,
    nr_escalated: false,
    is_escalated: false,
    description: `<div style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, sans-serif; font-size:14px"><div dir="ltr">${text}</div></div>`,
    description_text: text,
    custom_fields: Object.fromEntries([
      ...Array.from({ length: 12 }, (_, i) => [
        `cf_field_of_the_account_${i}`,
        i % 3 === 0 ? 'festive_delivery' : null,
      ]),
      ...ownFields.map((name) => [`cf_recourse_${name}`, null]),
    ]),
    created_at: stamp(start),
    updated_at: stamp(start + 50_000_000),
    tags: ['sofa', 'delivery_late', 'recourse_open', 'segment_premium'],
    associated_tickets_count: null,
    form_id: 6_000_042_357,
    sentiment_score: 41,
    initial_sentiment_score: 38,
    source_additional_info: null,
    structured_description: null,
    attachments: [],
    stats: {
      agent_responded_at: stamp(start + 7_200_000),
      requester_responded_at: stamp(start + 14_400_000),
      first_responded_at: stamp(start + 7_200_000),
      status_updated_at: stamp(start + 21_600_000),
      reopened_at: null,
      resolved_at: null,
      closed_at: null,
      pending_since: stamp(start + 21_600_000),
    },
    requester: { id: requester + seed, name: 'Rosa Marin', email: 'rosa@customers.example', mobile: null, phone: null },
  };
}

/** The whole ticket: what it takes to know everything that was said, twelve conversations of it. */
export function fullRaw(seed: number, said = 12): Json {
  const start = Date.parse('2026-11-02T09:00:00Z') + seed * 60_000;
  return {
    ticket: fullTicket(seed),
    conversations: Array.from({ length: said }, (_, n) => conversationOf(seed, n, start)),
    users: [{ id: agent, contact: { name: 'Ann Field', email: 'ann@acme.example' } }],
    satisfactionRatings: [],
    account: 'acme',
    readAt: '2026-11-12T09:00:00.000Z',
  };
}
