import type { WebAPICallResult } from '@slack/web-api';
import type { PostedAlert } from '#core/effect/effect.ts';
import type { Instant } from '#core/time.ts';
import type { AlertChannel, PostResult, Timekeeper } from '../contract.ts';
import { IntegrationError } from '../errors.ts';
import { createChannelIds } from './channel-id.ts';
import { renderAlert, type RenderedAlert } from './blocks.ts';
import { readFailure, toIntegrationError } from './failure.ts';
import { postsPerChannel, updatesPerWorkspace } from './limits.ts';
import { messagePage } from './payload.ts';
import type { Wire } from '../wire.ts';
import { createTurns, type Turns } from './turns.ts';
import { createCallSlack, type CallSlack } from './web-api.ts';

/** Where and how alerts are posted. */
export interface SlackAlertChannelOptions {
  /** The bot token. */
  readonly token: string;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl?: string | undefined;
  readonly time: Timekeeper;
  /** Carries requests instead of sockets. */
  readonly wire?: Wire | undefined;
  /** How long one request may take. Default 10 s: the alert protocol's T. */
  readonly limitMs?: number | undefined;
  /** How long a message may wait for its turn, in all. Default 20 s: with T well inside the protocol's lease. */
  readonly longestWaitMs?: number | undefined;
}

/** Letters, digits and underscores only: with a full stop Slack loses the metadata without a word. */
const eventType = 'recourse_alert';
/** A message is asked for anew so often after a definite no that time or a plainer form can mend. */
const mostAttempts = 3;
/** A search reads so many pages and then gives up: to give up is safe, to overlook is not. */
const mostPages = 20;
const pageSize = 200;
/** An edit that would have to wait longer is made later, of the card as it is then: the latest one wins. */
const updateWaitMs = 2_000;
/** A claim is older than its message; the two clocks may differ by this. */
const beforeClaimMs = 60_000;
/** Refusals of the blocks, not of the message: its text alone is better than nothing. */
const blocksRefused: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

type Args = Record<string, unknown>;

function common({ text, blocks }: RenderedAlert, mark: string): Args {
  return {
    text,
    blocks,
    parse: 'none',
    link_names: false,
    metadata: { event_type: eventType, event_payload: { k: mark } },
  };
}

function readPosted(answer: WebAPICallResult, channel: string): PostResult {
  const { ts, channel: where } = answer as { readonly ts?: unknown; readonly channel?: unknown };
  if (typeof ts !== 'string' || ts === '') return { outcome: 'unknown', code: 'no_ts' };
  return {
    outcome: 'sent',
    posted: { channel: typeof where === 'string' && where !== '' ? where : channel, message: ts },
  };
}

/** One request, and what became of it. Rejects only where aborted. */
async function ask(callSlack: CallSlack, method: string, args: Args, signal: AbortSignal): Promise<PostResult> {
  try {
    return readPosted(await callSlack(method, args, signal), String(args['channel']));
  } catch (error) {
    signal.throwIfAborted();
    const { certain, code, retryAfterMs, permanent } = readFailure(error);
    return certain ? { outcome: 'refused', code, retryAfterMs, permanent } : { outcome: 'unknown', code };
  }
}

interface Delivery {
  readonly callSlack: CallSlack;
  readonly time: Timekeeper;
  readonly turns: Turns;
  readonly lane: string;
  readonly longestWaitMs: number;
  readonly urgent: boolean;
}

/** Waits its turn, sends, and sends again only after a definite no. */
async function deliver(
  { callSlack, time, turns, lane, longestWaitMs, urgent }: Delivery,
  method: string,
  args: Args,
  signal: AbortSignal,
): Promise<PostResult> {
  const latestAt = time.now() + longestWaitMs;
  let sent = args;
  let result: PostResult | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const turn = await turns.take(lane, latestAt, signal, urgent);
    if (!turn.granted) {
      return { outcome: 'refused', code: 'ratelimited', retryAfterMs: turn.retryAfterMs, permanent: false };
    }
    result = await ask(callSlack, method, sent, signal);
    if (result.outcome !== 'refused') return result;
    if (result.retryAfterMs !== undefined) {
      turns.hold(lane, time.now() + result.retryAfterMs);
    } else if (blocksRefused.has(result.code) && sent === args) {
      const { blocks: _, ...plainer } = args;
      sent = plainer;
    } else {
      return result;
    }
  }
  return result ?? { outcome: 'refused', code: 'ratelimited', retryAfterMs: undefined, permanent: false };
}

interface Search {
  readonly channel: string;
  readonly thread: string | undefined;
  readonly sinceAt: Instant;
}

/** One page; where the mark stands on several messages, the oldest is the one. */
async function readPage(
  callSlack: CallSlack,
  { channel, thread, sinceAt }: Search,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly marks: readonly (readonly [string, unknown])[]; readonly next: string | undefined }> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const answer = await callSlack(
    method,
    {
      channel,
      ...(thread === undefined ? {} : { ts: thread }),
      oldest: (Math.max(0, sinceAt - beforeClaimMs) / 1_000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    },
    signal,
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    throw toIntegrationError(error, method);
  });
  const page = messagePage.safeParse(answer);
  if (!page.success) {
    throw new IntegrationError('slack', 'unavailable', { message: `Slack ${method} answered in another form` });
  }
  const { messages, has_more: more, response_metadata: metadata } = page.data;
  const next = metadata?.next_cursor === '' ? undefined : metadata?.next_cursor;
  if (more === true && next === undefined) {
    throw new IntegrationError('slack', 'unavailable', { message: `Slack ${method} says there is more and not where` });
  }
  const ours = messages.filter(({ ts, metadata: own }) => ts !== undefined && own?.event_type === eventType);
  return { marks: ours.map(({ ts = '', metadata: own }) => [ts, own?.event_payload?.['k']] as const), next };
}

async function search(
  callSlack: CallSlack,
  where: Search,
  mark: string,
  signal: AbortSignal,
): Promise<PostedAlert | undefined> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { marks, next } = await readPage(callSlack, where, cursor, signal);
    found.push(...marks.filter(([, carried]) => carried === mark).map(([message]) => message));
    if (next === undefined) {
      const [message] = found.sort((a, b) => Number(a) - Number(b));
      return message === undefined ? undefined : { channel: where.channel, message };
    }
    cursor = next;
  }
  throw new IntegrationError('slack', 'unavailable', {
    message: 'Slack holds more messages since the claim than a search may read',
  });
}

/**
 * Alerts as Slack messages of one workspace.
 *
 * A post is one request; it is repeated only after a definite no, and never after an ambiguous one. Messages of one
 * channel go one a second, broken promises before all else, and keep a 429's Retry-After; one whose turn would come too late is refused at once with the
 * time to come again. The mark rides on the message as metadata, by which `find` knows it again (scopes
 * `channels:history`, `groups:history`). Channels are named by id or by name; `find` looks a name's id up.
 */
export function createSlackAlertChannel(options: SlackAlertChannelOptions): AlertChannel {
  const { token, slackApiUrl, time, limitMs = 10_000, longestWaitMs = 20_000 } = options;
  const callSlack = createCallSlack({ token, slackApiUrl, time, limitMs, fetch: options.wire?.fetch });
  const ids = createChannelIds(callSlack);
  const posts = createTurns(postsPerChannel, time);
  const updates = createTurns(updatesPerWorkspace, time);
  return {
    async post({ channel, alert, mark, thread, broadcast }, signal) {
      const args = {
        channel,
        ...common(renderAlert(alert, { mark }), mark),
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast }),
      };
      const by = { callSlack, time, turns: posts, lane: channel, longestWaitMs, urgent: alert.tone === 'broken' };
      const result = await deliver(by, 'chat.postMessage', args, signal);
      if (result.outcome === 'sent') ids.learn(channel, result.posted.channel);
      return result;
    },
    async update(posted, alert, mark, signal) {
      const args = { channel: posted.channel, ts: posted.message, ...common(renderAlert(alert, { mark }), mark) };
      const by = { callSlack, time, turns: updates, lane: 'all', longestWaitMs: updateWaitMs, urgent: false };
      return deliver(by, 'chat.update', args, signal);
    },
    async find(where, mark, signal) {
      return await search(callSlack, { ...where, channel: await ids.of(where.channel, signal) }, mark, signal);
    },
  };
}
