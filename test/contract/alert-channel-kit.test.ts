import { expect, test } from 'vitest';
import type { AlertChannel } from '#integrations/contract.ts';
import { botToken, openSubject, type Listening } from '#test/integrations/slack/fake-workspace.ts';
import { alertChannelLaws } from './alert-channel-kit.ts';

/** The names of the laws that a channel breaks. */
async function brokenLaws(wrap: (channel: AlertChannel, listening: Listening) => AlertChannel): Promise<string[]> {
  const broken: string[] = [];
  for (const law of alertChannelLaws) {
    const subject = await openSubject(wrap);
    await law.check(subject).catch(() => broken.push(law.name));
    await subject.close();
  }
  return broken;
}

const breakages: readonly {
  readonly what: string;
  readonly wrap: (channel: AlertChannel, listening: Listening) => AlertChannel;
  readonly found: RegExp;
}[] = [
  {
    what: 'posts again after an unknown fate',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        const first = await channel.post(request, signal);
        return first.outcome === 'unknown' ? channel.post(request, signal) : first;
      },
    }),
    found: /not posted again/,
  },
  {
    what: 'takes an unknown fate for a refusal',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        const result = await channel.post(request, signal);
        if (result.outcome !== 'unknown') return result;
        return { ...result, outcome: 'refused', retryAfterMs: undefined, permanent: false };
      },
    }),
    found: /unknown fate/,
  },
  {
    what: 'loses the mark at an update',
    wrap: (channel) => ({
      ...channel,
      update: (posted, alert, _, signal) => channel.update(posted, alert, 'x', signal),
    }),
    found: /keeps its mark/,
  },
  {
    what: 'finds whatever stands there',
    wrap: (channel, { slack, room }) => ({
      ...channel,
      async find() {
        const [message] = slack.channelsView()[0]?.messages ?? [];
        return message === undefined ? undefined : { channel: room, message: message.ts };
      },
    }),
    found: /no other is/,
  },
  {
    what: 'says there is nothing where it could not look',
    wrap: (channel) => ({
      ...channel,
      find: (where, mark, signal) => channel.find(where, mark, signal).catch(() => undefined),
    }),
    found: /no search answers/,
  },
  {
    what: 'forgets the thread',
    wrap: (channel) => ({ ...channel, post: (given, signal) => channel.post({ ...given, thread: undefined }, signal) }),
    found: /stands in its thread/,
  },
  {
    what: 'does not hear an abort',
    wrap: (channel) => ({ ...channel, post: (given) => channel.post(given, new AbortController().signal) }),
    found: /aborted before it began/,
  },
  {
    what: 'tells the credential in a code',
    wrap: (channel) => ({
      ...channel,
      async post(given, signal) {
        const result = await channel.post(given, signal);
        return result.outcome === 'sent' ? result : { ...result, code: `${result.code} for ${botToken}` };
      },
    }),
    found: /tells the credential/,
  },
];

for (const { what, wrap, found } of breakages) {
  test(`the kit finds a channel out that ${what}`, async () => {
    expect((await brokenLaws(wrap)).join('\n')).toMatch(found);
  });
}
