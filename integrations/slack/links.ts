import { z } from 'zod';
import type { AlertMessage } from '#core/effect/effect.ts';
import { renderAlert } from './blocks.ts';
import { check } from './normalise.ts';

const text = z.string().min(1);

/** The parts of `link_shared`, with its envelope, that we read. https://docs.slack.dev/reference/events/link_shared */
const linkShared = z.object({
  event_id: text,
  is_ext_shared_channel: z.boolean().optional(),
  event: z.object({
    type: z.literal('link_shared'),
    user: text,
    channel: text,
    message_ts: text,
    source: z.string().optional(),
    links: z.array(z.object({ url: z.string() })),
  }),
});

/** Somebody shared links in a message, in neutral words. */
export interface SharedLinks {
  /** Slack's id of the person. */
  readonly user: string;
  /** The channel's id. */
  readonly channel: string;
  readonly message: string;
  /** As Slack names them; it knows them again by nothing else. */
  readonly links: readonly string[];
  /** Another company reads this channel, too, as far as the event says. */
  readonly isShared: boolean;
  /** One for each sharing; the same when Slack tells us twice. */
  readonly id: string;
}

/**
 * The links that somebody shared; `undefined` while they only write, where there is no message and no channel yet.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normaliseLinks(envelope: unknown): SharedLinks | undefined {
  const { event, event_id: id, is_ext_shared_channel: isShared = false } = check(linkShared, envelope, 'body');
  if (event.source === 'composer') return undefined;
  const { user, channel, message_ts: message } = event;
  return { user, channel, message, links: event.links.map(({ url }) => url), isShared, id };
}

const channelInfo = z.object({
  channel: z.object({
    id: text,
    name: z.string().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
});

/** A channel in which something may be shown. */
export interface Room {
  readonly id: string;
  readonly name: string | undefined;
  /** Another company reads along, or is invited to. */
  readonly isShared: boolean;
}

/**
 * What conversations.info says of a channel.
 *
 * @throws {PayloadError} where it is no such answer
 */
export function normaliseRoom(answer: unknown): Room {
  const { channel } = check(channelInfo, answer, 'conversations.info');
  const isShared = channel.is_ext_shared === true || channel.is_pending_ext_shared === true;
  return { id: channel.id, name: channel.name, isShared };
}

/** What chat.unfurl takes: below a message, of each link, the complaint's facts. The link itself stands above them. */
export function renderUnfurls(shown: ReadonlyMap<string, AlertMessage>): Record<string, unknown> {
  return Object.fromEntries(
    [...shown].map(([link, card]) => [link, { blocks: renderAlert({ ...card, actions: [] }).blocks }]),
  );
}
