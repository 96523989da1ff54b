import type { Timekeeper } from '#integrations/contract.ts';
import { nextTs } from './ts.ts';
import type { App, Person } from './people.ts';
import type { StoredMessage, ThreadSummary } from './message.ts';

/** More than a sandbox ever holds; beyond it Slack's own answer for a full workspace. */
const mostMessagesPerChannel = 50_000;

/** A public channel with all that was written in it. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  isArchived: boolean;
  isBotMember: boolean;
  /** By `ts`, in the order they were written, which is the order of their `ts`. */
  readonly messages: Map<string, StoredMessage>;
  /** The newest `ts` given out, in microseconds. */
  newestMicros: number;
}

/** What happened, for whoever draws the workspace. */
export interface WorkspaceChange {
  readonly kind: 'message' | 'changed' | 'removed' | 'channel' | 'view';
  /** Id of the channel; of the person for a view. */
  readonly channel: string;
  readonly ts: string | undefined;
}

/** Somebody who joins the workspace. */
export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly username: string;
  /** As something that was recorded names them; a new one where it is left out. */
  readonly id?: string | undefined;
}

/** Channels, people and messages: all that Slack remembers here. */
export interface Workspace {
  readonly app: App;
  readonly channels: Map<string, Channel>;
  readonly people: Map<string, Person>;
  addChannel(channel: { readonly name: string; readonly botIsMember?: boolean }): string;
  addUser(person: NewUser): string;
  /** By id, or by name with or without `#`. */
  channel(idOrName: string | undefined): Channel | undefined;
  /** By id, user name or full name. */
  person(idOrName: string): Person | undefined;
  /** Keeps a new message and tells who listens; `undefined` where the channel is full. */
  add(
    channel: Channel,
    message: Omit<StoredMessage, 'ts' | 'edits' | 'edited' | 'tombstone' | 'unfurls'>,
  ): StoredMessage | undefined;
  /** Takes a message away; while it has replies it is seen as a tombstone at their head. */
  remove(channel: Channel, message: StoredMessage): void;
  changed(kind: WorkspaceChange['kind'], channel: Channel, ts?: string): void;
  /** Something that one person alone sees: a modal, their Home. */
  changedFor(person: string): void;
  subscribe(listener: (change: WorkspaceChange) => void): () => void;
}

/** A workspace with the app's bot in it and nothing else. @param seedIds  where its ids begin */
export function createWorkspace(app: App, time: Timekeeper, seedIds = 0): Workspace {
  const channels = new Map<string, Channel>();
  const people = new Map<string, Person>();
  const listeners = new Set<(change: WorkspaceChange) => void>();
  const changed: Workspace['changed'] = (kind, channel, ts) => {
    for (const listener of listeners) listener({ kind, channel: channel.id, ts });
  };
  const bot = {
    id: app.botUserId,
    name: app.botName,
    username: app.botName.toLowerCase(),
    email: undefined,
    isBot: true,
  };
  people.set(bot.id, bot);
  return {
    app,
    channels,
    people,
    changed,
    changedFor(person) {
      for (const listener of listeners) listener({ kind: 'view', channel: person, ts: undefined });
    },
    addChannel(given) {
      const channel = newChannel(`C0SBX${serial(seedIds + channels.size + 1)}`, given, time.now());
      channels.set(channel.id, channel);
      changed('channel', channel);
      return channel.id;
    },
    addUser(given) {
      const id = given.id ?? `U0SBX${serial(seedIds + people.size)}`;
      people.set(id, { isBot: false, ...given, id });
      return id;
    },
    channel: (idOrName) => findChannel(channels, idOrName),
    person: (idOrName) => people.get(idOrName) ?? findPerson(people, idOrName),
    add(channel, given) {
      if (channel.messages.size >= mostMessagesPerChannel) return undefined;
      const ts = nextTs(channel, time.now());
      const message = { ...given, ts, edits: 0, edited: undefined, tombstone: false, unfurls: [] };
      channel.messages.set(message.ts, message);
      changed('message', channel, message.ts);
      return message;
    },
    remove(channel, message) {
      Object.assign(message, buried);
      changed('removed', channel, message.ts);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const buried = {
  tombstone: true,
  text: 'This message was deleted.',
  blocks: undefined,
  posted: undefined,
  metadata: undefined,
  edited: undefined,
  edits: 0,
  unfurls: [],
} as const;

/** Replies that everybody sees, oldest first, by their parent's `ts`. */
export function repliesByParent(channel: Channel): Map<string, StoredMessage[]> {
  const threads = new Map<string, StoredMessage[]>();
  for (const message of channel.messages.values()) {
    if (message.threadTs === undefined || message.ephemeralFor !== undefined || message.tombstone) continue;
    const thread = threads.get(message.threadTs);
    if (thread === undefined) threads.set(message.threadTs, [message]);
    else thread.push(message);
  }
  return threads;
}

/** What replies say about their parent; `undefined` where there are none. */
export function summarise(replies: readonly StoredMessage[] | undefined): ThreadSummary | undefined {
  const latest = replies?.at(-1);
  if (replies === undefined || latest === undefined) return undefined;
  return { count: replies.length, users: [...new Set(replies.map((one) => one.user))], latest: latest.ts };
}

function newChannel(
  id: string,
  given: { readonly name: string; readonly botIsMember?: boolean },
  now: number,
): Channel {
  return {
    id,
    name: given.name.replace(/^#/, ''),
    createdAt: now,
    isArchived: false,
    isBotMember: given.botIsMember ?? true,
    messages: new Map(),
    newestMicros: 0,
  };
}

function findChannel(channels: ReadonlyMap<string, Channel>, idOrName: string | undefined): Channel | undefined {
  if (idOrName === undefined) return undefined;
  const name = idOrName.replace(/^#/, '');
  return channels.get(idOrName) ?? [...channels.values()].find((one) => one.name === name);
}

function findPerson(people: ReadonlyMap<string, Person>, name: string): Person | undefined {
  const wanted = name.replace(/^@/, '').toLowerCase();
  return [...people.values()].find((one) => one.username.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
}

function serial(count: number): string {
  return count.toString(36).toUpperCase().padStart(6, '0');
}
