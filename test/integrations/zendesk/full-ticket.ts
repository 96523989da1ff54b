/** A raw ticket with every key Zendesk sends, of the size that real ones have; made for tests: nothing here was recorded. */

type Json = Record<string, unknown>;

const words =
  'The sofa came three weeks late, one leg was broken, and I took a day off work for it. I have rung twice and been told twice that somebody would call me back. Nobody did. ';
const requester = 377_922_500_012;
const agent = 361_008_447_352;
const formFields = 24;
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
const firstField = 360_000_027_769;

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The account's own ticket fields, as they are kept from one ticket to the next. */
export const ownTicketFields: readonly Json[] = ownFields.map((name, i) => ({
  id: firstField + formFields + i,
  key: `recourse_${name}`,
  title: `recourse_${name}`,
  raw_title: `recourse_${name}`,
  active: true,
}));

const via = (channel: string, rel: string | null = null): Json => ({
  channel,
  source: {
    from: channel === 'email' ? { address: 'rosa@customers.example', name: 'Rosa Marin' } : {},
    to: channel === 'email' ? { name: 'Acme', address: 'support@acme.example' } : {},
    rel,
  },
});

const rule: Json = {
  channel: 'rule',
  source: {
    from: { id: 35_079_792, title: 'Notify requester of received request', deleted: false },
    to: {},
    rel: 'trigger',
  },
};

const metadata: Json = {
  system: {
    client:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    ip_address: '192.0.2.17',
    location: 'Dublin, L, Ireland',
    latitude: 53.3331,
    longitude: -6.2489,
  },
  custom: {},
};

function commentOf(seed: number, n: number): Json {
  const body = words.repeat(1 + ((seed + n) % 4));
  return {
    id: 465_580_327_958 + seed * 1_000 + n * 20,
    type: 'Comment',
    author_id: n % 2 === 0 ? requester + seed : agent,
    body,
    html_body: `<div class="zd-comment" dir="auto"><p dir="auto">${body}</p></div>`,
    plain_body: body,
    public: n % 3 !== 2,
    attachments: [],
    audit_id: 465_580_327_957 + seed * 1_000 + n * 20,
  };
}

function auditOf(seed: number, n: number, start: number): Json {
  const id = 465_580_327_957 + seed * 1_000 + n * 20;
  const created = [
    ['requester_id', String(requester + seed)],
    ['subject', 'The sofa'],
    ['ticket_form_id', '360000034798'],
    ['type', 'incident'],
    ['status', 'new'],
    ['priority', 'normal'],
    ['brand_id', '360002256672'],
    [String(firstField + 2), 'delivery_late'],
  ].map(([field_name, value], i) => ({ id: id + 2 + i, type: 'Create', value, field_name }));
  const changes = [
    {
      id: id + 2,
      type: 'Change',
      value: n % 2 === 0 ? 'open' : 'pending',
      field_name: 'status',
      previous_value: n % 2 === 0 ? 'pending' : 'open',
    },
    {
      id: id + 3,
      type: 'Change',
      value: ['sofa', 'delivery_late', 'recourse_open'],
      field_name: 'tags',
      previous_value: ['sofa', 'delivery_late'],
    },
  ];
  const notice = {
    id: id + 15,
    type: 'Notification',
    via: rule,
    subject: '[Request received] {{ticket.title}}',
    body: 'Your request ({{ticket.id}}) has been received and is being reviewed by our support staff.',
    recipients: [requester + seed],
  };
  return {
    id,
    ticket_id: 1_000 + seed,
    created_at: stamp(start + n * 7_200_000),
    author_id: n % 2 === 0 ? requester + seed : agent,
    metadata,
    events: [commentOf(seed, n), ...(n === 0 ? created : changes), ...(n < 3 ? [notice] : [])],
    via: via(n % 2 === 0 ? 'email' : 'web'),
  };
}

/** The ticket alone, as an export's row has it. */
export function fullTicket(seed: number): Json {
  const start = Date.parse('2026-11-02T09:00:00Z') + seed * 60_000;
  const custom = Array.from({ length: formFields + ownFields.length }, (_, i) => ({
    id: firstField + i,
    value: i % 5 === 0 ? 'festive_delivery_request' : i % 7 === 3 ? ['fd_1st_january', 'fd_2nd_january'] : null,
  }));
  return {
    url: `https://acme.zendesk.com/api/v2/tickets/${1_000 + seed}.json`,
    id: 1_000 + seed,
    external_id: null,
    via: via('email'),
    created_at: stamp(start),
    updated_at: stamp(start + 50_000_000),
    generated_timestamp: 1_762_000_000 + seed,
    type: 'incident',
    subject: 'The sofa',
    raw_subject: 'The sofa',
    description: words.repeat(1 + (seed % 4)),
    priority: 'normal',
    status: 'open',
    recipient: 'support@acme.example',
    requester_id: requester + seed,
    submitter_id: requester + seed,
    assignee_id: agent,
    organization_id: 30_688_762,
    group_id: 360_004_077_472,
    collaborator_ids: [377_922_500_999],
    follower_ids: [],
    email_cc_ids: [377_922_500_999],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: ['sofa', 'delivery_late', 'recourse_open', 'satisfaction_offered', 'segment_premium'],
    custom_fields: custom,
    satisfaction_rating: {
      score: 'offered',
      id: 360_233_956_797,
      comment: null,
      reason: 'No reason provided',
      reason_id: 0,
    },
    sharing_agreement_ids: [],
    custom_status_id: 12_480_498_776_781,
    fields: custom,
    followup_ids: [],
    ticket_form_id: 360_000_389_592,
    brand_id: 360_002_256_672,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
    slas: {
      policy_metrics: [
        { breach_at: stamp(start + 86_400_000), stage: 'active', metric: 'next_reply_time', hours: 24 },
        { breach_at: null, stage: 'paused', metric: 'pausable_update_time', days: 2 },
      ],
    },
  };
}

function userOf(id: number, name: string, role: string): Json {
  return {
    id,
    url: `https://acme.zendesk.com/api/v2/users/${id}.json`,
    name,
    email: 'somebody@acme.example',
    created_at: '2019-06-03T01:21:44Z',
    updated_at: '2026-11-02T09:00:00Z',
    time_zone: 'London',
    iana_time_zone: 'Europe/London',
    phone: null,
    shared_phone_number: null,
    photo: null,
    locale_id: 1,
    locale: 'en-GB',
    organization_id: null,
    role,
    verified: true,
    external_id: null,
    tags: [],
    alias: '',
    active: true,
    shared: false,
    shared_agent: false,
    last_login_at: '2026-11-02T09:00:00Z',
    two_factor_auth_enabled: null,
    signature: null,
    details: '',
    notes: '',
    role_type: null,
    custom_role_id: null,
    moderator: role !== 'end-user',
    ticket_restriction: null,
    only_private_comments: false,
    restricted_agent: false,
    suspended: false,
    default_group_id: null,
    report_csv: false,
    user_fields: {},
  };
}

/** The whole ticket: what it takes to know everything that was said and done, eight saves of it. */
export function fullRaw(seed: number, saves = 8): Json {
  const start = Date.parse('2026-11-02T09:00:00Z') + seed * 60_000;
  return {
    ticket: fullTicket(seed),
    comments: Array.from({ length: saves }, (_, n) => ({
      ...commentOf(seed, n),
      via: via(n % 2 === 0 ? 'email' : 'web'),
      created_at: stamp(start + n * 7_200_000),
      metadata,
    })),
    audits: Array.from({ length: saves }, (_, n) => auditOf(seed, n, start)),
    users: [userOf(requester + seed, 'Rosa Marin', 'end-user'), userOf(agent, 'Ann Field', 'agent')],
    account: 'acme',
    readAt: '2026-11-12T09:00:00.000Z',
    self: '8447388090494',
  };
}
