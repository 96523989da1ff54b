import { IntegrationError } from '../errors.ts';
import { toIntegrationError } from './failure.ts';
import { channelPage } from './payload.ts';
import type { CallSlack } from './web-api.ts';

/** A channel's id, for methods that know no names. */
export interface ChannelIds {
  /**
   * The id of a channel given by id or by name, with or without `#`.
   *
   * @throws {IntegrationError} not-found where no channel that we can see has the name; forbidden where we may not look
   */
  of(channel: string, signal: AbortSignal): Promise<string>;
  /** Slack said that the channel we called `channel` is `id`. */
  learn(channel: string, id: string): void;
}

const idShape = /^[CGD][A-Z0-9]{7,}$/;
/** Names kept; a policy has a handful. */
const mostKept = 1_000;
const mostPages = 20;
const pageSize = 1_000;

async function lookUp(callSlack: CallSlack, name: string, signal: AbortSignal): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await callSlack(
      'conversations.list',
      { types: 'public_channel,private_channel', limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    ).catch((error: unknown) => {
      signal.throwIfAborted();
      throw toIntegrationError(error, 'conversations.list');
    });
    const read = channelPage.safeParse(answer);
    if (!read.success) {
      throw new IntegrationError('slack', 'unavailable', {
        message: 'Slack conversations.list answered in another form',
      });
    }
    const found = read.data.channels.find((one) => one.name === name);
    if (found !== undefined) return found.id;
    cursor = read.data.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') break;
  }
  throw new IntegrationError('slack', 'not-found', { message: 'Slack shows us no channel of a name in the policy' });
}

/**
 * Finds channels' ids: from what Slack answered to posts, else from the list of channels (scopes `channels:read` and
 * `groups:read`). A policy that names its channels by id needs neither.
 */
export function createChannelIds(callSlack: CallSlack): ChannelIds {
  const known = new Map<string, string>();
  const learn = (channel: string, id: string): void => {
    const [oldest] = known.keys();
    if (known.size >= mostKept && oldest !== undefined) known.delete(oldest);
    known.set(channel, id);
  };
  return {
    learn,
    async of(channel, signal) {
      signal.throwIfAborted();
      if (idShape.test(channel)) return channel;
      const kept = known.get(channel);
      if (kept !== undefined) return kept;
      const id = await lookUp(callSlack, channel.replace(/^#/, ''), signal);
      learn(channel, id);
      return id;
    },
  };
}
