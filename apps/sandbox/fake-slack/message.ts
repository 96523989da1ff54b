import type { App, Person } from './people.ts';

/** One block of Block Kit, as data. */
export type SlackBlock = Readonly<Record<string, unknown>>;

/** What an app attached to its message for itself; everybody in the workspace can read it. */
export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** A message as the workspace keeps it. What people and apps change stands in the fields that are not readonly. */
export interface StoredMessage {
  /** Seconds and six digits, unique in its channel: the message's name. */
  readonly ts: string;
  /** The parent's `ts` for a reply; `undefined` in the channel itself. */
  readonly threadTs: string | undefined;
  /** Who wrote it: a person's id or the bot's. */
  user: string;
  readonly byApp: boolean;
  text: string;
  /** The blocks exactly as they were sent. */
  posted: readonly SlackBlock[] | undefined;
  /** The same with the block ids that Slack gives to those without. */
  blocks: readonly SlackBlock[] | undefined;
  metadata: MessageMetadata | undefined;
  /** How many times it was changed, and when last (as a `ts`) and by whom. */
  edits: number;
  edited: { readonly user: string; readonly ts: string } | undefined;
  broadcast: boolean;
  /** The one person who sees it. */
  readonly ephemeralFor: string | undefined;
  /** Removed: it is seen only as the head of its replies. */
  tombstone: boolean;
  /** What the app shows below it for the links in it. */
  unfurls: readonly Unfurl[];
}

/** A link of a message, and what is shown for it. */
export interface Unfurl {
  readonly url: string;
  readonly blocks: readonly SlackBlock[];
}

/** What the replies say about their parent. */
export interface ThreadSummary {
  readonly count: number;
  readonly users: readonly string[];
  readonly latest: string;
}

/** The message as the Web API and payloads show it. Metadata only where it was asked for. */
export function messageForApi(
  message: StoredMessage,
  app: App,
  more: {
    readonly metadata: boolean;
    readonly thread?: ThreadSummary | undefined;
    readonly parent?: StoredMessage | undefined;
  },
): Record<string, unknown> {
  if (message.tombstone) return tombstone(message, more.thread);
  return {
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(message.byApp ? { bot_id: app.botId, app_id: app.appId } : {}),
    text: message.text,
    team: app.teamId,
    ...(message.byApp ? { bot_profile: botProfile(app) } : {}),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...threadFields(message, more.thread, more.parent),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(more.metadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

function threadFields(
  message: StoredMessage,
  thread: ThreadSummary | undefined,
  parent: StoredMessage | undefined,
): Record<string, unknown> {
  if (message.threadTs !== undefined) {
    return { thread_ts: message.threadTs, ...(parent === undefined ? {} : { parent_user_id: parent.user }) };
  }
  if (thread === undefined) return {};
  return {
    thread_ts: message.ts,
    reply_count: thread.count,
    reply_users_count: thread.users.length,
    latest_reply: thread.latest,
    reply_users: thread.users,
    is_locked: false,
    subscribed: false,
  };
}

function tombstone(message: StoredMessage, thread: ThreadSummary | undefined): Record<string, unknown> {
  return {
    subtype: 'tombstone',
    user: 'USLACKBOT',
    type: 'message',
    ts: message.ts,
    text: message.text,
    ...threadFields(message, thread, undefined),
  };
}

function botProfile(app: App): Record<string, unknown> {
  return {
    id: app.botId,
    app_id: app.appId,
    name: app.botName,
    deleted: false,
    updated: Math.floor(app.createdAt / 1000),
    team_id: app.teamId,
  };
}

/** The person as `users.info` shows one. */
export function personForApi(person: Person, app: App): Record<string, unknown> {
  return {
    id: person.id,
    team_id: app.teamId,
    name: person.username,
    deleted: false,
    real_name: person.name,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.username,
      display_name_normalized: person.username,
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      team: app.teamId,
      ...(person.email === undefined ? { api_app_id: app.appId, bot_id: app.botId } : { email: person.email }),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: Math.floor(app.createdAt / 1000),
  };
}
