import { expect, test } from 'vitest';
import type { AlertChannel } from '#integrations/contract.ts';
import { botToken, openSubject, type Listening } from '#test/integrations/slack/fake-workspace.ts';
import { alertChannelLaws, type AlertChannelLaw } from './alert-channel-kit.ts';

type Wrap = (channel: AlertChannel, listening: Listening) => AlertChannel;

/** The names of the laws, of those chosen, that a channel breaks. */
async function brokenLaws(laws: readonly AlertChannelLaw[], wrap: Wrap): Promise<string[]> {
  const broken: string[] = [];
  for (const law of laws) {
    const subject = await openSubject(wrap);
    await law.check(subject).catch(() => broken.push(law.name));
    await subject.close();
  }
  return broken;
}

const breakages: readonly {
  readonly what: string;
  readonly wrap: Wrap;
  /** Every law so named must find it out. */
  readonly found: RegExp;
}[] = [
  {
    what: 'posts everything twice',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        await channel.post(request, signal);
        return channel.post(request, signal);
      },
    }),
    found: /stands once, says/,
  },
  {
    what: 'posts without the mark it was given',
    wrap: (channel) => ({
      ...channel,
      post: (request, signal) => channel.post({ ...request, mark: 'f'.repeat(64) }, signal),
    }),
    found: /carries its mark|found by its mark/,
  },
  {
    what: 'names another message than the one that stands',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        const result = await channel.post(request, signal);
        return result.outcome === 'sent'
          ? { ...result, posted: { ...result.posted, message: '1000000000.000100' } }
          : result;
      },
    }),
    found: /the result names it|changes the message in place/,
  },
  {
    what: 'keeps a broadcast in its thread',
    wrap: (channel) => ({ ...channel, post: (given, signal) => channel.post({ ...given, broadcast: false }, signal) }),
    found: /in the channel too/,
  },
  {
    what: 'posts anew where it should update',
    wrap: (channel, { room }) => ({
      ...channel,
      async update(posted, alert, mark, signal) {
        const anew = { channel: room, account: 'zendesk:acme', latestAt: Number.MAX_SAFE_INTEGER, thread: undefined };
        await channel.post({ ...anew, alert, mark, broadcast: false }, signal);
        return { outcome: 'sent', posted };
      },
    }),
    found: /changes the message in place/,
  },
  {
    what: 'takes every update for done',
    wrap: (channel) => ({
      ...channel,
      async update(posted, alert, mark, signal) {
        await channel.update(posted, alert, mark, signal);
        return { outcome: 'sent', posted };
      },
    }),
    found: /not there is refused/,
  },
  {
    what: 'looks into the channel only',
    wrap: (channel) => ({
      ...channel,
      find: (where, mark, signal) => channel.find({ ...where, thread: undefined }, mark, signal),
    }),
    found: /in a thread, and no other/,
  },
  {
    what: 'hopes that a place will come to exist',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        const result = await channel.post(request, signal);
        return result.outcome === 'refused' ? { ...result, permanent: false } : result;
      },
    }),
    found: /does not exist is refused|no longer believed/,
  },
  {
    what: 'forgets how long a busy platform asked it to wait',
    wrap: (channel) => ({
      ...channel,
      async post(request, signal) {
        // Time for one try, and none for another.
        const result = await channel.post({ ...request, latestAt: request.latestAt - 19_500 }, signal);
        return result.outcome === 'refused' ? { ...result, retryAfterMs: undefined } : result;
      },
    }),
    found: /only when it said/,
  },
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
    found: /is of unknown fate/,
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

test('every law of the kit finds something out', () => {
  const unproven = alertChannelLaws.filter(({ name }) => !breakages.some(({ found }) => found.test(name)));
  expect(unproven.map(({ name }) => name)).toEqual([]);
});

for (const { what, wrap, found } of breakages) {
  test(`the kit finds a channel out that ${what}`, async () => {
    const laws = alertChannelLaws.filter(({ name }) => found.test(name));
    expect(laws).not.toEqual([]);
    expect(await brokenLaws(laws, wrap)).toEqual(laws.map(({ name }) => name));
  });
}

test('the kit finds nothing wrong with a channel that is whole', async () => {
  expect(await brokenLaws(alertChannelLaws, (channel) => channel)).toEqual([]);
});
