import type { SectionBlock } from '@slack/types';
import type { WebAPICallResult } from '@slack/web-api';
import type { TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { AlertChannel, PostResult, PostTurn, RoundUpChannel, Timekeeper } from '../contract.ts';
import { createChannelIds } from './channel-id.ts';
import { renderAlert, type RenderedAlert } from './blocks.ts';
import { renderDigest } from './digest-blocks.ts';
import { readFailure } from './failure.ts';
import { longestRetryAfterMs, postsPerChannel, updatesPerWorkspace } from './limits.ts';
import { refusals } from './refusals.ts';
import { renderRoundUp } from './round-up-blocks.ts';
import { createLook, eventType } from './look.ts';
import type { Wire } from '../wire.ts';
import { createTurns, type Turns, type Waiter } from './turns.ts';
import { createCallSlack, type CallSlack, type SlackToken } from './web-api.ts';

/** Where and how alerts are posted. */
export interface SlackAlertChannelOptions {
  readonly token: SlackToken;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl?: string | undefined;
  readonly time: Timekeeper;
  /** Carries requests instead of sockets. */
  readonly wire?: Wire | undefined;
  /** How long one request may take. Default 10 s: the alert protocol's T. */
  readonly limitMs?: number | undefined;
}

/** An edit that would have to wait longer is made later, of the card as it is then: the latest one wins. */
const updateWaitMs = 2_000;
/** Refusals of the blocks, not of the message: its text alone is better than nothing. */
const blocksRefused: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
/**
 * Refusals of the thread: its head does not stand in this channel, because the policy now names another one or the account
 * another workspace, or takes no replies. What is to be told is told in the channel itself.
 */
const threadRefused: ReadonlySet<string> = new Set([
  'cannot_reply_to_message',
  'invalid_thread_ts',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'thread_not_found',
]);

type Args = Record<string, unknown>;

/** @param mark  all of them, where the message speaks for several keys */
function common({ text, blocks }: RenderedAlert, mark: string | readonly string[]): Args {
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
  readonly latestAt: Instant;
  readonly who: Waiter;
}

/**
 * What to send after such a refusal: all but what was refused; `undefined` where that was nothing of the form. An edit
 * without blocks would leave the old ones standing: its text takes their place.
 */
function plainer(args: Args, code: string): Args | undefined {
  if (blocksRefused.has(code) && 'ts' in args) {
    const { blocks, text } = args;
    const asBlock: SectionBlock = { type: 'section', text: { type: 'plain_text', text: String(text), emoji: true } };
    return Array.isArray(blocks) && blocks.length > 1 ? { ...args, blocks: [asBlock] } : undefined;
  }
  const refused = blocksRefused.has(code) ? blockArgs : threadArgs;
  const isForm = (blocksRefused.has(code) || threadRefused.has(code)) && refused.some((name) => name in args);
  return isForm ? Object.fromEntries(Object.entries(args).filter(([name]) => !refused.includes(name))) : undefined;
}

const blockArgs: readonly string[] = ['blocks'];
const threadArgs: readonly string[] = ['thread_ts', 'reply_broadcast'];

/** Waits its turn and sends; sends again only where Slack refused the form, each time plainer: at most three times. */
async function deliver(
  { callSlack, time, turns, lane, latestAt, who }: Delivery,
  method: string,
  args: Args,
  signal: AbortSignal,
): Promise<PostResult> {
  let sent = args;
  for (;;) {
    const turn = await turns.take(lane, latestAt, signal, who);
    if (!turn.granted) {
      return { outcome: 'refused', code: 'ratelimited', retryAfterMs: turn.retryAfterMs, permanent: false };
    }
    const result = await ask(callSlack, method, sent, signal);
    if (result.outcome !== 'refused') return result;
    if (result.retryAfterMs !== undefined) turns.hold(lane, time.now() + result.retryAfterMs);
    const next = plainer(sent, result.code);
    if (next === undefined) return result;
    sent = next;
  }
}

/**
 * Alerts as Slack messages of one workspace.
 *
 * A post is one request; it is repeated, plainer, only where Slack refused its form or its thread, and never after an
 * ambiguous answer.
 * Messages of one channel go one a second, accounts in turn, broken promises of each before all else, and keep a 429's
 * Retry-After; one whose turn would come too late is refused at once with the time to come again. The marks ride on the
 * message as metadata, by which `find` knows it again (scopes `channels:history`, `groups:history`). Channels are named by
 * id or by name; `find` looks a name's id up.
 */
export function createSlackAlertChannel(options: SlackAlertChannelOptions): AlertChannel & RoundUpChannel {
  const { token, slackApiUrl, time, limitMs = 10_000 } = options;
  const callSlack = createCallSlack({ token, slackApiUrl, time, limitMs, fetch: options.wire?.fetch });
  const ids = createChannelIds(callSlack);
  const posts = createTurns(postsPerChannel, time, 'together');
  const updates = createTurns(updatesPerWorkspace, time);
  const look = createLook(callSlack, time);
  const say = async (
    { channel, account, latestAt, urgent }: PostTurn & { readonly urgent: boolean },
    args: Args,
    signal: AbortSignal,
  ): Promise<PostResult> => {
    const by = { callSlack, time, turns: posts, lane: channel, latestAt, who: { account, urgent } };
    const whole = { channel, ...args, unfurl_links: false, unfurl_media: false };
    const result = await deliver(by, 'chat.postMessage', whole, signal);
    if (result.outcome === 'sent') ids.learn(channel, result.posted.channel);
    return result;
  };
  return {
    async post(request, signal) {
      const { alert, mark, thread, broadcast } = request;
      const within = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast };
      const args = { ...common(renderAlert(alert, { mark }), mark), ...within };
      return await say({ ...request, urgent: alert.tone === 'broken' }, args, signal);
    },
    async postDigest(request, signal) {
      const marks = request.entries.flatMap((entry) => entry.marks);
      const result = await say({ ...request, urgent: true }, common(renderDigest(request.entries), marks), signal);
      return result.outcome === 'sent' ? { ...result, posted: { ...result.posted, shared: true } } : result;
    },
    async postRoundUp(request, signal) {
      return await say({ ...request, urgent: false }, common(renderRoundUp(request), request.mark), signal);
    },
    async takeBack(posted, signal) {
      const who = { account: 'round-up', urgent: false };
      const by = { callSlack, time, turns: updates, lane: 'all', latestAt: time.now() + updateWaitMs, who };
      return await deliver(by, 'chat.delete', { channel: posted.channel, ts: posted.message }, signal);
    },
    async update(posted, alert, mark, signal) {
      const args = { channel: posted.channel, ts: posted.message, ...common(renderAlert(alert, { mark }), mark) };
      const who = { account: accountOf(alert.ticket), urgent: false };
      const by = { callSlack, time, turns: updates, lane: 'all', latestAt: time.now() + updateWaitMs, who };
      const result = await deliver(by, 'chat.update', args, signal);
      const isAway = result.outcome === 'refused' && refusals.get(result.code) === 'auth';
      return isAway ? { ...result, permanent: false, retryAfterMs: longestRetryAfterMs } : result;
    },
    async find(where, mark, signal) {
      return await look({ ...where, channel: await ids.of(where.channel, signal) }, mark, signal);
    },
  };
}

function accountOf({ platform, account }: TicketRef): string {
  return `${platform}:${account}`;
}
