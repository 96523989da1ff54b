import { done, refused, type Answer } from './answer.ts';
import { withBlockIds } from './blocks.ts';
import { flagOf, structureOf, textOf, type Call } from './call.ts';
import { isRefusal, mostText, mostUpdatedText, readContent, type Content } from './content.ts';
import { messageForApi, type StoredMessage } from './message.ts';
import { readMetadata, type MetadataArgument } from './metadata.ts';
import type { Desk, Method } from './method.ts';
import { tsAt } from './ts.ts';
import type { Channel } from './workspace.ts';

/** chat.postMessage: a new message of the app, in a channel by id or name, or in a thread. */
export const postMessage: Method = (call, desk) => {
  const channel = postable(call, desk);
  if ('ok' in channel) return channel;
  const content = readContent(call, 'msg_blocks_too_long');
  if (isRefusal(content)) return content;
  const metadata = readMetadata(structureOf(call, 'metadata'));
  if (metadata.kind === 'refused') return refused(metadata.error);
  const threadTs = textOf(call, 'thread_ts');
  if (threadTs !== undefined && !acceptsReplies(channel, threadTs)) return refused('cannot_reply_to_message');
  const { app } = desk.workspace;
  const message = desk.workspace.add(channel, {
    ...appMessage(content, { desk, channel, threadTs, ephemeralFor: undefined }),
    metadata: metadata.kind === 'set' ? metadata.metadata : undefined,
    broadcast: threadTs !== undefined && flagOf(call, 'reply_broadcast'),
  });
  if (message === undefined) return refused('message_limit_exceeded');
  return done({ channel: channel.id, ts: message.ts, message: messageForApi(message, app, { metadata: true }) });
};

/** chat.update: the app's own messages only; what the call leaves out stays as it was. */
export const updateMessage: Method = (call, desk) => {
  const found = updatable(call, desk);
  if ('ok' in found) return found;
  const { channel, message } = found;
  const content = readContent(call, 'msg_too_long');
  if (isRefusal(content)) return content;
  if (content.text !== undefined && content.text.length > mostUpdatedText) return refused('msg_too_long');
  const metadata = readMetadata(structureOf(call, 'metadata'));
  if (metadata.kind === 'refused') return refused(metadata.error);
  const broadcast = flagOf(call, 'reply_broadcast');
  if (broadcast && message.threadTs === undefined) return refused('cant_broadcast_message');
  message.broadcast ||= broadcast;
  const { app } = desk.workspace;
  change(message, { text: content.text ?? message.text, posted: content.blocks ?? message.posted, metadata, channel });
  message.edited = { user: app.botUserId, ts: tsAt(desk.time.now()) };
  desk.workspace.changed('changed', channel, message.ts);
  // The message in this answer carries no ts of its own, unlike everywhere else.
  const { ts, ...shown } = messageForApi(message, app, { metadata: true });
  return done({ channel: channel.id, ts, text: message.text, message: shown });
};

function updatable(call: Call, desk: Desk): { readonly channel: Channel; readonly message: StoredMessage } | Answer {
  const channel = desk.workspace.channel(textOf(call, 'channel'));
  if (channel === undefined) return refused('channel_not_found');
  if (channel.isArchived) return refused('is_inactive');
  const message = visibleMessage(channel, textOf(call, 'ts'));
  if (message === undefined) return refused('message_not_found');
  return message.user === desk.workspace.app.botUserId ? { channel, message } : refused('cant_update_message');
}

/** chat.delete: the app's own messages only. */
export const deleteMessage: Method = (call, desk) => {
  const channel = desk.workspace.channel(textOf(call, 'channel'));
  if (channel === undefined) return refused('channel_not_found');
  const message = visibleMessage(channel, textOf(call, 'ts'));
  if (message === undefined) return refused('message_not_found');
  if (message.user !== desk.workspace.app.botUserId) return refused('cant_delete_message');
  desk.workspace.remove(channel, message);
  return done({ channel: channel.id, ts: message.ts });
};

/** chat.postEphemeral: a message that one person of the channel sees. */
export const postEphemeral: Method = (call, desk) => {
  const channel = postable(call, desk);
  if ('ok' in channel) return channel;
  const person = desk.workspace.people.get(textOf(call, 'user') ?? '');
  if (person === undefined) return refused('user_not_in_channel');
  const content = readContent(call, 'msg_too_long');
  if (isRefusal(content)) return content;
  if (content.text !== undefined && content.text.length > mostText) return refused('msg_too_long');
  const threadTs = textOf(call, 'thread_ts');
  if (threadTs !== undefined && !acceptsReplies(channel, threadTs)) return refused('cannot_reply_to_message');
  const message = desk.workspace.add(
    channel,
    appMessage(content, { desk, channel, threadTs, ephemeralFor: person.id }),
  );
  return message === undefined ? refused('message_limit_exceeded') : done({ message_ts: message.ts });
};

/** A new message of the app that shows this content. */
export function appMessage(
  content: Content,
  to: {
    readonly desk: Desk;
    readonly channel: Channel;
    readonly threadTs: string | undefined;
    readonly ephemeralFor: string | undefined;
  },
): Parameters<Desk['workspace']['add']>[1] {
  return {
    threadTs: to.threadTs,
    user: to.desk.workspace.app.botUserId,
    byApp: true,
    text: (content.text ?? '').slice(0, mostText),
    posted: content.blocks,
    blocks: content.blocks === undefined ? undefined : withBlockIds(content.blocks, blockSeed(to.channel)),
    metadata: undefined,
    broadcast: false,
    ephemeralFor: to.ephemeralFor,
  };
}

/** Changes what a message shows and counts the edit. `posted` of no blocks leaves none. */
export function change(
  message: StoredMessage,
  to: {
    readonly text: string;
    readonly posted: StoredMessage['posted'];
    readonly metadata: MetadataArgument;
    readonly channel: Channel;
  },
): void {
  const posted = to.posted?.length === 0 ? undefined : to.posted;
  message.text = to.text;
  if (posted !== message.posted) {
    message.posted = posted;
    message.blocks =
      posted === undefined ? undefined : withBlockIds(posted, `${blockSeed(to.channel)}${message.edits}`);
  }
  if (to.metadata.kind === 'set') message.metadata = to.metadata.metadata;
  if (to.metadata.kind === 'remove') message.metadata = undefined;
  message.edits += 1;
}

function postable(call: Call, desk: Desk): Channel | Answer {
  const channel = desk.workspace.channel(textOf(call, 'channel'));
  if (channel === undefined) return refused('channel_not_found');
  if (channel.isArchived) return refused('is_archived');
  if (!channel.isBotMember) return refused('not_in_channel');
  return channel;
}

function visibleMessage(channel: Channel, ts: string | undefined): StoredMessage | undefined {
  const message = channel.messages.get(ts ?? '');
  return message === undefined || message.tombstone || message.ephemeralFor !== undefined ? undefined : message;
}

/** A thread hangs on a message of the channel itself, also on one that was deleted; a reply cannot have replies. */
function acceptsReplies(channel: Channel, ts: string): boolean {
  const parent = channel.messages.get(ts);
  return parent !== undefined && parent.threadTs === undefined && parent.ephemeralFor === undefined;
}

function blockSeed(channel: Channel): string {
  return `b${channel.newestMicros.toString(36)}`;
}
