import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import type { AlertChannel } from '#integrations/contract.ts';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import type { AlertChannelSubject, Misfortune, StandingMessage } from '#test/contract/alert-channel-kit.ts';
import { createStillTime, until, type StillTime } from '#test/contract/still-time.ts';

/** The token of the fake workspace; it must never be seen anywhere. */
export const botToken = 'xoxb-0000-canary-token';
/** The signing secret of the fake workspace's app. */
export const signingSecret = 'canary-signing-secret';

/** A fake workspace that listens, with one channel and the address its API has. */
export interface Listening {
  readonly slack: FakeSlack;
  readonly time: StillTime;
  readonly room: string;
  readonly slackApiUrl: string;
  close(): Promise<void>;
}

/** A fake workspace on loopback. */
export async function openWorkspace(time: StillTime = createStillTime()): Promise<Listening> {
  const slack = createFakeSlack({ time, botToken, signingSecret });
  const room = slack.addChannel({ name: 'complaints' });
  const server = await slack.listen();
  return { slack, time, room, slackApiUrl: server.baseUrl, close: () => server.close() };
}

const faultOf: Readonly<Record<Misfortune, string>> = {
  busy: '429',
  'error-before': '500-before',
  'error-after': '500-after',
  'cut-before': 'reset-before',
  'cut-after': 'reset-after',
  'silence-before': 'hang-before',
  'silence-after': 'hang-after',
};

function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(wordsIn).join('\n');
}

/** All messages of the fake, replies too. */
export function standingIn(slack: FakeSlack): StandingMessage[] {
  return slack.channelsView().flatMap(({ id, messages }) =>
    messages.flatMap(({ replies, ...parent }) =>
      [parent, ...replies].map((one) => ({
        channel: id,
        message: one.ts,
        thread: one === parent ? undefined : parent.ts,
        broadcast: one.broadcast ?? false,
        words: `${one.text}\n${wordsIn(one.blocks)}`,
        mark: one.metadata?.event_payload['k'],
        edits: one.edited ?? 0,
      })),
    ),
  );
}

/** The Slack alert channel with a fake workspace as the kit wants it; `wrap` may break it on purpose. */
export async function openSubject(
  wrap: (channel: AlertChannel, listening: Listening) => AlertChannel = (channel) => channel,
): Promise<AlertChannelSubject> {
  const listening = await openWorkspace();
  const { slack, time, room, slackApiUrl } = listening;
  const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
  return {
    channel: wrap(channel, listening),
    room,
    nowhere: 'C0NOWHERE',
    credential: botToken,
    now: () => time.now(),
    standing: () => standingIn(slack),
    asked: () => slack.requests().byMethod['chat.postMessage'] ?? 0,
    befall(misfortune) {
      slack.faults.set({
        match: { method: 'chat.postMessage' },
        kind: faultOf[misfortune],
        times: 1,
        ...(misfortune === 'busy' ? { ms: 1_000 } : {}),
      });
      if (misfortune.startsWith('silence')) void runOut(listening);
    },
    revoke: () => slack.revokeToken(),
    close: () => listening.close(),
  };
}

/** Once the fake has kept silent, the caller's limit runs out. */
async function runOut({ slack, time }: Listening): Promise<void> {
  const silences = (): number => slack.requests().errors['no_answer'] ?? 0;
  const before = silences();
  await until(() => silences() > before);
  time.expire();
}
