import { done, refused } from './answer.ts';
import { blockProblems } from './blocks.ts';
import { isObject, structureOf, textOf } from './call.ts';
import type { SlackBlock } from './message.ts';
import type { Method } from './method.ts';

/** chat.unfurl: what is shown below a message for the links in it, once the app was told of them. */
export const unfurl: Method = (call, { workspace, links }) => {
  const channel = workspace.channel(textOf(call, 'channel'));
  if (channel === undefined) return refused('cannot_find_channel');
  const message = channel.messages.get(textOf(call, 'ts') ?? '');
  if (message === undefined || message.tombstone) return refused('cannot_find_message');
  const given = structureOf(call, 'unfurls');
  if (given === undefined) return refused('missing_unfurls');
  if (!isObject(given)) return refused('invalid_unfurls_format');
  const shown = readUnfurls(given, links.of(channel.id, message.ts));
  if (typeof shown === 'string') return refused(shown);
  message.unfurls = [...message.unfurls.filter(({ url }) => !shown.has(url)), ...toList(shown)];
  workspace.changed('changed', channel, message.ts);
  return done();
};

/** The blocks by link, or the code that refuses them. Only what was told of in time may be unfurled. */
function readUnfurls(
  given: Readonly<Record<string, unknown>>,
  told: readonly string[],
): ReadonlyMap<string, readonly SlackBlock[]> | string {
  const shown = new Map<string, readonly SlackBlock[]>();
  for (const [url, one] of Object.entries(given)) {
    if (!told.includes(url)) return 'cannot_unfurl_url';
    const blocks = isObject(one) ? one['blocks'] : undefined;
    if (!Array.isArray(blocks) || !blocks.every(isObject)) return 'cannot_parse_attachment';
    if (blockProblems(blocks).length > 0) return 'invalid_unfurls_format';
    shown.set(url, blocks);
  }
  return shown;
}

function toList(shown: ReadonlyMap<string, readonly SlackBlock[]>): { url: string; blocks: readonly SlackBlock[] }[] {
  return [...shown].map(([url, blocks]) => ({ url, blocks }));
}
