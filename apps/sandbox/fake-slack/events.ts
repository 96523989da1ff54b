import { MINUTE_MS } from '#core/time.ts';
import { deliver, type Delivery } from './deliver.ts';
import { readObject } from './call.ts';
import type { Desk } from './method.ts';
import type { SocketMode } from './socket-mode.ts';

/** When Slack tries again after a delivery failed: at once, after a minute, after five more. */
const retryDelaysMs = [0, MINUTE_MS, 5 * MINUTE_MS] as const;

/** What became of an event: each attempt in order, and whether one of them was answered well. */
export interface EventDelivery {
  readonly delivered: boolean;
  readonly eventId: string;
  readonly attempts: readonly {
    readonly status: number | undefined;
    readonly ms: number;
    readonly reason: string | undefined;
  }[];
}

/** The Events API: one address, verified once, that is told what happens; or the app's own connection. */
export interface Events {
  /** Gives the address and asks it the challenge; `false` where it does not give it back. */
  connect(url: string): Promise<boolean>;
  /**
   * Tells the app of an event, and again where it does not answer well. Nothing is sent before `connect` succeeded. It
   * sleeps for minutes: whoever awaits it within a task of a simulated time holds that time still.
   */
  send(event: Readonly<Record<string, unknown>>): Promise<EventDelivery>;
}

/** Nothing is connected yet. @param sockets  the app's connections, where it is told over those */
export function createEvents(desk: Desk, secret: string, sockets: () => SocketMode | undefined): Events {
  let url: string | undefined;
  let count = 0;
  const post = (to: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Delivery> =>
    deliver({ url: to, contentType: 'application/json', body: JSON.stringify(body), headers }, secret, desk.time);
  return {
    async connect(to) {
      const { app } = desk.workspace;
      const challenge = `challenge${app.appId}${desk.time.now().toString(36)}`;
      const answer = await post(to, { token: app.verificationToken, challenge, type: 'url_verification' });
      const said = readObject(answer.body)?.['challenge'] ?? answer.body.trim();
      if (!answer.ok || said !== challenge) return false;
      url = to;
      return true;
    },
    send: (event) => desk.time.task(() => sendWithRetries(event)),
  };

  /** Over a connection, or to the address; `undefined` where there is neither. */
  async function tell(
    payload: Record<string, unknown>,
    attempt: number,
    reason: string | undefined,
  ): Promise<Delivery | undefined> {
    const over = sockets();
    const retry = attempt === 0 ? undefined : { attempt, reason: reason ?? 'unknown_error' };
    if (over !== undefined) return await over.carry({ type: 'events_api', payload, retry });
    return url === undefined ? undefined : await post(url, payload, retryHeaders(attempt, reason));
  }

  async function sendWithRetries(event: Readonly<Record<string, unknown>>): Promise<EventDelivery> {
    count += 1;
    const eventId = `Ev0SBX${String(count).padStart(6, '0')}`;
    const attempts: EventDelivery['attempts'][number][] = [];
    const body = envelope(event, eventId, desk);
    for (let attempt = 0; attempt <= retryDelaysMs.length; attempt += 1) {
      if (attempt > 0) await desk.time.sleepUntil(desk.time.now() + (retryDelaysMs[attempt - 1] ?? 0));
      const answer = await tell(body, attempt, attempts.at(-1)?.reason);
      if (answer === undefined) break;
      attempts.push({ status: answer.status, ms: answer.ms, reason: reasonOf(answer) });
      if (answer.ok) return { delivered: true, eventId, attempts };
      if (answer.noRetry) break;
    }
    return { delivered: false, eventId, attempts };
  }
}

function retryHeaders(attempt: number, reason: string | undefined): Record<string, string> {
  return attempt === 0
    ? {}
    : { 'X-Slack-Retry-Num': String(attempt), 'X-Slack-Retry-Reason': reason ?? 'unknown_error' };
}

function reasonOf(answer: Delivery): string | undefined {
  if (answer.ok) return undefined;
  if (answer.problem === undefined) return 'http_error';
  return answer.problem === 'timeout' ? 'http_timeout' : 'connection_failed';
}

function envelope(event: Readonly<Record<string, unknown>>, eventId: string, desk: Desk): Record<string, unknown> {
  const { app } = desk.workspace;
  return {
    token: app.verificationToken,
    team_id: app.teamId,
    api_app_id: app.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(desk.time.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: app.teamId, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: desk.switches.sharedChannels.includes(String(event['channel'])),
    event_context: `4-${eventId}`,
  };
}
