import type { PostedAlert } from '#core/effect/effect.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '../contract.ts';
import { IntegrationError } from '../errors.ts';
import { readFailure, toIntegrationError } from './failure.ts';
import { looksPerWorkspace } from './limits.ts';
import { messagePage } from './payload.ts';
import { createTurns } from './turns.ts';
import type { CallSlack } from './web-api.ts';

/** Letters, digits and underscores only: with a full stop Slack loses the metadata without a word. */
export const eventType = 'recourse_alert';
/** A search reads so many pages and then gives up: to give up is safe, to overlook is not. */
const mostPages = 20;
const pageSize = 200;
/** A claim is older than its message; the two clocks may differ by this. */
const beforeClaimMs = 60_000;
/** How long a look may wait for its turn. */
const lookWaitMs = 20_000;

interface Place {
  /** By id. */
  readonly channel: string;
  readonly thread: string | undefined;
  readonly sinceAt: Instant;
}

/** Marks and the messages that carry them. */
type Found = ReadonlyMap<string, PostedAlert>;

/** See `AlertChannel.find`; the channel is named by its id. */
export type Look = (where: Place, mark: string, signal: AbortSignal) => Promise<PostedAlert | undefined>;

/**
 * Looks for messages by their marks. One reading answers all who asked for the same place before it began: a digest of
 * unknown fate is looked for by every ticket in it, and Slack lets a workspace look less than once a second.
 */
export function createLook(callSlack: CallSlack, time: Timekeeper): Look {
  const turns = createTurns(looksPerWorkspace, time);
  const asked = new Map<string, { sinceAt: Instant; readonly found: Promise<Found> }>();

  const read = (where: Place, signal: AbortSignal): Promise<Found> => {
    const name = `${where.channel} ${where.thread ?? ''}`;
    const same = asked.get(name);
    if (same !== undefined) {
      same.sinceAt = Math.min(same.sinceAt, where.sinceAt);
      return time.standBy(same.found);
    }
    const reading = async (): Promise<Found> => {
      try {
        const turn = await turns.take('all', time.now() + lookWaitMs, signal);
        if (!turn.granted) throw tooMany(turn.retryAfterMs);
      } finally {
        asked.delete(name);
      }
      return await readAll(callSlack, { ...where, sinceAt: one.sinceAt }, signal);
    };
    const one: { sinceAt: Instant; found: Promise<Found> } = { sinceAt: where.sinceAt, found: nothingYet };
    asked.set(name, one);
    one.found = reading();
    return one.found;
  };

  return async (where, mark, signal) => {
    // Those told in a digest stand in the channel itself, replies in their thread.
    const inChannel = (await read({ ...where, thread: undefined }, signal)).get(mark);
    if (inChannel !== undefined || where.thread === undefined) return inChannel;
    return (await read(where, signal)).get(mark);
  };
}

const nothingYet: Promise<Found> = Promise.resolve(new Map());

function tooMany(retryAfterMs: number): IntegrationError {
  return new IntegrationError('slack', 'rate-limited', { message: 'too many look for messages at once', retryAfterMs });
}

/** Where a mark stands on several messages, the oldest is the one. */
async function readAll(callSlack: CallSlack, where: Place, signal: AbortSignal): Promise<Found> {
  const found = new Map<string, PostedAlert>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { messages, next } = await readPage(callSlack, { ...where, cursor }, signal);
    for (const { message, marks, shared } of messages) {
      for (const mark of marks) {
        const other = found.get(mark);
        if (other !== undefined && Number(other.message) <= Number(message)) continue;
        found.set(mark, { channel: where.channel, message, ...(shared ? { shared } : {}) });
      }
    }
    if (next === undefined) return found;
    cursor = next;
  }
  throw new IntegrationError('slack', 'unavailable', {
    message: 'Slack holds more messages since the claim than a search may read',
  });
}

interface Marked {
  readonly message: string;
  readonly marks: readonly string[];
  readonly shared: boolean;
}

async function readPage(
  callSlack: CallSlack,
  { channel, thread, sinceAt, cursor }: Place & { readonly cursor: string | undefined },
  signal: AbortSignal,
): Promise<{ readonly messages: readonly Marked[]; readonly next: string | undefined }> {
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const args = {
    channel,
    ...(thread === undefined ? {} : { ts: thread }),
    oldest: (Math.max(0, sinceAt - beforeClaimMs) / 1_000).toFixed(6),
    inclusive: true,
    include_all_metadata: true,
    limit: pageSize,
    ...(cursor === undefined ? {} : { cursor }),
  };
  const answer = await callSlack(method, args, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    // A thread that is not there has no replies.
    if (thread !== undefined && readFailure(error).code === 'thread_not_found') return { ok: true, messages: [] };
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
  return { messages: messages.flatMap(({ ts, metadata: own }) => markedIn(ts, own)), next };
}

function markedIn(
  ts: string | undefined,
  own:
    | { readonly event_type?: string | undefined; readonly event_payload?: Record<string, unknown> | undefined }
    | undefined,
): readonly Marked[] {
  if (ts === undefined || own?.event_type !== eventType) return [];
  const carried = own.event_payload?.['k'];
  const marks = (Array.isArray(carried) ? carried : [carried]).filter((mark) => typeof mark === 'string');
  return [{ message: ts, marks, shared: Array.isArray(carried) }];
}
