import type { MessageMetadata, SlackBlock, StoredMessage, Unfurl } from './message.ts';
import { repliesByParent, type Channel, type Workspace } from './workspace.ts';

/** A message as it was posted, for a page or a script. */
export interface MessageView {
  readonly ts: string;
  readonly text: string;
  /** The very blocks that were sent. */
  readonly blocks: readonly SlackBlock[] | undefined;
  readonly metadata: MessageMetadata | undefined;
  /** Id of who wrote it. */
  readonly user: string;
  /** How many times it was changed; absent where never. */
  readonly edited?: number;
  /** Of a reply: the channel shows it too. It stands only among the replies of its parent. */
  readonly broadcast?: boolean;
  /** Id of the one person who sees it. */
  readonly ephemeralFor?: string;
  /** What the app shows for links in it. */
  readonly unfurls?: readonly Unfurl[];
}

/** A message with its replies, oldest first. */
export interface ThreadView extends MessageView {
  readonly replies: readonly MessageView[];
}

/** A channel as the page draws it. */
export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly ThreadView[];
}

/** Every channel with its messages, oldest first; replies stand under their parent only. */
export function channelsView(workspace: Workspace): ChannelView[] {
  return [...workspace.channels.values()].map((channel) => ({
    id: channel.id,
    name: channel.name,
    messages: threads(channel),
  }));
}

function threads(channel: Channel): ThreadView[] {
  const shared = repliesByParent(channel);
  const all = [...channel.messages.values()].filter((one) => !one.tombstone || shared.has(one.ts));
  const hidden = Map.groupBy(
    all.filter((one) => one.threadTs !== undefined && one.ephemeralFor !== undefined),
    (one) => one.threadTs,
  );
  return all
    .filter((one) => one.threadTs === undefined)
    .map((one) => {
      const replies = [...(shared.get(one.ts) ?? []), ...(hidden.get(one.ts) ?? [])];
      return { ...viewOf(one), replies: replies.sort((a, b) => (a.ts < b.ts ? -1 : 1)).map(viewOf) };
    });
}

function viewOf(message: StoredMessage): MessageView {
  return {
    ts: message.ts,
    text: message.text,
    blocks: message.posted,
    metadata: message.metadata,
    user: message.user,
    ...(message.edits === 0 ? {} : { edited: message.edits }),
    ...(message.broadcast ? { broadcast: true } : {}),
    ...(message.ephemeralFor === undefined ? {} : { ephemeralFor: message.ephemeralFor }),
    ...(message.unfurls.length === 0 ? {} : { unfurls: message.unfurls }),
  };
}
