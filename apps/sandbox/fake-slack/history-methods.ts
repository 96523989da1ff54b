import { done, refused, type Answer } from './answer.ts';
import { flagOf, textOf, type Call } from './call.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { messageForApi, type StoredMessage } from './message.ts';
import type { Desk, Method } from './method.ts';
import { microsOf } from './ts.ts';
import { repliesByParent, summarise, type Channel } from './workspace.ts';

/** conversations.history: the channel's own messages and broadcast replies, newest first. */
export const history: Method = (call, desk) => {
  const channel = desk.workspace.channels.get(textOf(call, 'channel') ?? '');
  if (channel === undefined) return refused('channel_not_found');
  if (!channel.isBotMember) return refused('not_in_channel');
  const range = readRange(call, desk, { most: 999, usual: 100 });
  if ('ok' in range) return range;
  const threads = repliesByParent(channel);
  const seen = [...channel.messages.values()]
    .filter((one) => !one.tombstone || threads.has(one.ts))
    .filter((one) => one.ephemeralFor === undefined && (one.threadTs === undefined || one.broadcast))
    .filter((one) => range.holds(micros(one)))
    .reverse()
    .filter((one) => range.cursor === undefined || micros(one) <= range.cursor);
  const next = seen[range.limit];
  return done({
    messages: forApi(seen.slice(0, range.limit), channel, { call, desk }),
    has_more: next !== undefined,
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: writeCursor('next_ts', String(micros(next))) } }),
  });
};

/**
 * conversations.replies: a message and its replies, oldest first, the parent at the head of every first page. Its list
 * of errors has no `not_in_channel`: a channel without the bot is one that it cannot find.
 */
export const replies: Method = (call, desk) => {
  const channel = desk.workspace.channels.get(textOf(call, 'channel') ?? '');
  if (channel === undefined || !channel.isBotMember) return refused('channel_not_found');
  const thread = threadOf(channel, textOf(call, 'ts') ?? '');
  const [parent] = thread;
  if (parent === undefined) return refused('thread_not_found');
  const range = readRange(call, desk, { most: 1000, usual: 1000 });
  if ('ok' in range) return range;
  const seen = thread.filter(
    (one) =>
      (one === parent && range.cursor === undefined) ||
      (range.holds(micros(one)) && micros(one) >= (range.cursor ?? 0)),
  );
  const next = seen[range.limit];
  return done({
    messages: forApi(seen.slice(0, range.limit), channel, { call, desk }).map(withoutSubtype),
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: writeCursor('next_ts', String(micros(next))) } }),
  });
};

/** The message that heads the thread of `ts`, and its replies; nothing where there is no such message to be seen. */
function threadOf(channel: Channel, ts: string): StoredMessage[] {
  const named = channel.messages.get(ts);
  if (named === undefined || named.ephemeralFor !== undefined) return [];
  const parent = channel.messages.get(named.threadTs ?? ts) ?? named;
  const found = repliesByParent(channel).get(parent.ts) ?? [];
  return parent.tombstone && found.length === 0 ? [] : [parent, ...found];
}

/** Within a thread no message is said to be of a special kind. */
function withoutSubtype(message: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'subtype'));
}

interface Range {
  readonly limit: number;
  readonly cursor: number | undefined;
  /** Whether an instant, in microseconds, lies between the bounds and is old enough to be seen at all. */
  holds(at: number): boolean;
}

function readRange(call: Call, desk: Desk, limits: Limits): Range | Answer {
  const oldest = microsOf(textOf(call, 'oldest') ?? '0');
  if (oldest === undefined) return refused('invalid_ts_oldest');
  const latest = readLatest(textOf(call, 'latest') ?? 'now');
  if (latest === undefined) return refused('invalid_ts_latest');
  const cursor = readCursor(textOf(call, 'cursor'), 'next_ts');
  if (cursor === undefined) return refused('invalid_cursor');
  const edge = flagOf(call, 'inclusive') ? 0 : 1;
  const { historyLagMs } = desk.switches;
  const seenUntil = historyLagMs > 0 ? (desk.time.now() - historyLagMs) * 1000 + 999 : Number.POSITIVE_INFINITY;
  return {
    limit: readLimit(textOf(call, 'limit'), desk.switches.reducedHistory ? { most: 15, usual: 15 } : limits),
    cursor: cursor === '' ? undefined : Number(cursor),
    holds: (at) => at >= oldest + edge && at <= Math.min(latest - edge, seenUntil),
  };
}

interface Limits {
  readonly most: number;
  readonly usual: number;
}

function readLatest(text: string): number | undefined {
  return text === 'now' ? Number.POSITIVE_INFINITY : microsOf(text);
}

function readLimit(text: string | undefined, { most, usual }: Limits): number {
  const asked = Number(text ?? usual);
  return Number.isFinite(asked) && asked >= 1 ? Math.min(Math.floor(asked), most) : usual;
}

function forApi(
  messages: readonly StoredMessage[],
  channel: Channel,
  { call, desk }: { readonly call: Call; readonly desk: Desk },
): Record<string, unknown>[] {
  const threads = repliesByParent(channel);
  const metadata = flagOf(call, 'include_all_metadata');
  return messages.map((one) =>
    messageForApi(one, desk.workspace.app, {
      metadata,
      thread: summarise(threads.get(one.ts)),
      parent: one.threadTs === undefined ? undefined : channel.messages.get(one.threadTs),
    }),
  );
}

function micros(message: StoredMessage): number {
  return microsOf(message.ts) ?? 0;
}
