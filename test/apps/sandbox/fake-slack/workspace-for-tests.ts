import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createManualTime, type ManualTime } from './manual-time.ts';

export const botToken = 'xoxb-sandbox';
export const signingSecret = 'a-signing-secret-of-the-sandbox';
/** 2026-03-02T09:00:00Z, a Monday. */
export const monday = Date.parse('2026-03-02T09:00:00Z');

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A Slack with a channel and two people, listening, and a plain client for it. */
export interface Running {
  readonly slack: FakeSlack;
  readonly time: ManualTime;
  readonly baseUrl: string;
  readonly channel: string;
  readonly mara: string;
  readonly omar: string;
  /** Calls a method with a form body; objects become JSON text, as Slack's own client sends them. */
  call(method: string, args?: Record<string, unknown>, token?: string | null): Promise<Answered>;
  close(): Promise<void>;
}

export async function startSlack(): Promise<Running> {
  const time = createManualTime(monday);
  const slack = createFakeSlack({ time, botToken, signingSecret });
  const { baseUrl, close } = await slack.listen();
  return {
    slack,
    time,
    baseUrl,
    close,
    channel: slack.addChannel({ name: 'complaints' }),
    mara: slack.addUser({ name: 'Mara Lind', email: 'mara@northwind.example', username: 'mara' }),
    omar: slack.addUser({ name: 'Omar Diaz', email: 'omar@northwind.example', username: 'omar' }),
    call: (method, args = {}, token = botToken) => callMethod(baseUrl + method, args, token),
  };
}

async function callMethod(url: string, args: Record<string, unknown>, token: string | null): Promise<Answered> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: form.toString(),
  });
  const text = await response.text();
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: response.status, headers: response.headers, body };
}

/** A card with the block types that alerts use. */
export const card = [
  { type: 'header', text: { type: 'plain_text', text: 'Reply due in an hour', emoji: true } },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: '*<https://acme.zendesk.com/agent/tickets/7|#7>*' },
    fields: [{ type: 'mrkdwn', text: '*Due*\n<!date^1772445600^{date_short_pretty} at {time}|2 March>' }],
  },
  {
    type: 'actions',
    block_id: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'acknowledge',
        value: 'k1',
        text: { type: 'plain_text', text: 'Acknowledge' },
        style: 'primary',
      },
      {
        type: 'button',
        action_id: 'open',
        url: 'https://acme.zendesk.com/agent/tickets/7',
        text: { type: 'plain_text', text: 'Open' },
      },
    ],
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'policy v1' }] },
];
