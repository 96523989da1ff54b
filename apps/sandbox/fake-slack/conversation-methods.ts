import { done, refused } from './answer.ts';
import { flagOf, textOf } from './call.ts';
import type { Desk, Method } from './method.ts';
import type { Channel } from './workspace.ts';
import { readCursor, writeCursor } from './cursor.ts';

/** conversations.list: public channels, a page at a time. */
export const listConversations: Method = (call, { workspace, switches }) => {
  const limit = Number(textOf(call, 'limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) return refused('invalid_limit');
  const types = (textOf(call, 'types') ?? 'public_channel').split(',').map((one) => one.trim());
  if (!types.every((one) => ['public_channel', 'private_channel', 'mpim', 'im'].includes(one)))
    return refused('invalid_types');
  const start = readCursor(textOf(call, 'cursor'), 'channel');
  if (start === undefined) return refused('invalid_cursor');
  const hidden = flagOf(call, 'exclude_archived');
  const all = types.includes('public_channel')
    ? [...workspace.channels.values()].filter((one) => !(hidden && one.isArchived))
    : [];
  const first =
    start === ''
      ? 0
      : Math.max(
          0,
          all.findIndex((one) => one.id === start),
        );
  const next = all[first + limit];
  return done({
    channels: all.slice(first, first + limit).map((one) => channelForApi(one, { workspace, switches })),
    response_metadata: { next_cursor: next === undefined ? '' : writeCursor('channel', next.id) },
  });
};

/** conversations.info: one channel by id. */
export const conversationInfo: Method = (call, { workspace, switches }) => {
  const channel = workspace.channels.get(textOf(call, 'channel') ?? '');
  if (channel === undefined) return refused('channel_not_found');
  return done({ channel: channelForApi(channel, { workspace, switches }) });
};

/** conversations.join: the bot joins a public channel; joining again is a warning, not an error. */
export const joinConversation: Method = (call, { workspace, switches }) => {
  const channel = workspace.channels.get(textOf(call, 'channel') ?? '');
  if (channel === undefined) return refused('channel_not_found');
  if (channel.isArchived) return refused('is_archived');
  const already = channel.isBotMember;
  channel.isBotMember = true;
  workspace.changed('channel', channel);
  return done({
    channel: channelForApi(channel, { workspace, switches }),
    ...(already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {}),
  });
};

function channelForApi(channel: Channel, on: Pick<Desk, 'workspace' | 'switches'>): Record<string, unknown> {
  const { app } = on.workspace;
  const isShared = on.switches.sharedChannels.includes(channel.id);
  const nothing = { value: '', creator: '', last_set: 0 };
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    created: Math.floor(channel.createdAt / 1000),
    creator: app.botUserId,
    is_archived: channel.isArchived,
    is_general: false,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: isShared,
    is_ext_shared: isShared,
    is_org_shared: false,
    pending_shared: [],
    is_pending_ext_shared: false,
    is_member: channel.isBotMember,
    context_team_id: app.teamId,
    updated: channel.createdAt,
    topic: nothing,
    purpose: nothing,
    previous_names: [],
  };
}
