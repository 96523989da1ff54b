import { describe, expect, test } from 'vitest';
import type { AlertMessage } from '#core/effect/effect.ts';
import type { Instant } from '#core/time.ts';
import type { AlertChannel, PostRequest } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';

/** A message as it stands on the platform. */
export interface StandingMessage {
  readonly channel: string;
  readonly message: string;
  /** The message it replies to. */
  readonly thread: string | undefined;
  readonly broadcast: boolean;
  /** All that a person reads in it. */
  readonly words: string;
  readonly mark: unknown;
  readonly edits: number;
}

/**
 * What the platform does wrong, once, at the next post: `busy` asks to wait a second; the others fail before or after
 * the message stands: with a server error, a cut connection, or no answer at all.
 */
export type Misfortune =
  | 'busy'
  | 'error-before'
  | 'error-after'
  | 'cut-before'
  | 'cut-after'
  | 'silence-before'
  | 'silence-after';

/** An alert channel together with the stateful fake of the platform it speaks to. */
export interface AlertChannelSubject {
  readonly channel: AlertChannel;
  /** Where alerts may be posted. */
  readonly room: string;
  /** The name of a place that does not exist. */
  readonly nowhere: string;
  /** The secret that must never show. */
  readonly credential: string;
  now(): Instant;
  standing(): readonly StandingMessage[];
  /** How many requests to post reached the platform. */
  asked(): number;
  befall(misfortune: Misfortune): void;
  /** The platform no longer believes the credential. */
  revoke(): void;
  close(): Promise<void>;
}

/** One thing every alert channel keeps to. Rejects where it does not. */
export interface AlertChannelLaw {
  readonly name: string;
  readonly check: (subject: AlertChannelSubject) => Promise<void>;
}

const secretWords = 'Kettle exploded, says Maria';

/** An alert as the core makes them. */
export function exampleAlert(change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    kind: 'card',
    ticket: { platform: 'zendesk', account: 'acme', id: '4812' },
    url: 'https://acme.zendesk.com/agent/tickets/4812',
    tone: 'warning',
    headline: 'Acknowledgement due soon',
    subject: secretWords,
    facts: [{ label: 'From', value: { kind: 'ticket', text: 'M. S.' } }],
    footnote: 'policy practice@3',
    actions: ['acknowledge', 'open'],
    ...change,
  };
}

const markOf = (letter: string): string => letter.repeat(64);
const never = new AbortController().signal;

function request(subject: AlertChannelSubject, change: Partial<PostRequest> = {}): PostRequest {
  return {
    channel: subject.room,
    account: 'zendesk:acme',
    latestAt: subject.now() + 20_000,
    alert: exampleAlert(),
    mark: markOf('a'),
    thread: undefined,
    broadcast: false,
    ...change,
  };
}

async function post(subject: AlertChannelSubject, change: Partial<PostRequest> = {}) {
  const result = await subject.channel.post(request(subject, change), never);
  if (result.outcome !== 'sent') throw new Error(`a post was not sent: ${result.code}`);
  return result.posted;
}

const search = (subject: AlertChannelSubject, mark: string, thread?: string) =>
  subject.channel.find({ channel: subject.room, thread, sinceAt: subject.now() - 60_000 }, mark, never);

async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** All text in a value, an error's message, stack and cause included. */
function everythingIn(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 5) return '';
  const own = Object.getOwnPropertyNames(value).map((name) => (value as Record<string, unknown>)[name]);
  return own.map((one) => everythingIn(one, depth + 1)).join('\n');
}

async function expectUnknown(subject: AlertChannelSubject, misfortune: Misfortune, standing: number): Promise<void> {
  subject.befall(misfortune);
  const result = await subject.channel.post(request(subject), never);
  expect(result.outcome).toBe('unknown');
  expect(subject.asked()).toBe(1);
  expect(subject.standing()).toHaveLength(standing);
  const found = await search(subject, markOf('a'));
  expect(found?.message).toBe(subject.standing()[0]?.message);
}

/** What every alert channel keeps to. */
export const alertChannelLaws: readonly AlertChannelLaw[] = [
  {
    name: 'a post stands once, says what it is about, carries its mark, and the result names it',
    async check(subject) {
      const posted = await post(subject);
      expect(subject.standing()).toMatchObject([{ ...posted, mark: markOf('a'), thread: undefined, edits: 0 }]);
      expect(subject.standing()[0]?.words).toContain('Acknowledgement due soon');
      expect(subject.standing()[0]?.words).toContain(secretWords);
      expect(subject.asked()).toBe(1);
    },
  },
  {
    name: 'a reply stands in its thread, and in the channel too where it is broadcast',
    async check(subject) {
      const card = await post(subject);
      const warning = await post(subject, { thread: card.message, mark: markOf('b') });
      const breach = await post(subject, { thread: card.message, mark: markOf('c'), broadcast: true });
      expect(subject.standing().find(({ message }) => message === warning.message)).toMatchObject({
        thread: card.message,
        broadcast: false,
      });
      expect(subject.standing().find(({ message }) => message === breach.message)).toMatchObject({
        thread: card.message,
        broadcast: true,
      });
    },
  },
  {
    name: 'an update changes the message in place and keeps its mark',
    async check(subject) {
      const posted = await post(subject);
      const alert = exampleAlert({ headline: 'Closed', tone: 'done', actions: [] });
      const result = await subject.channel.update(posted, alert, markOf('a'), never);
      expect(result).toEqual({ outcome: 'sent', posted });
      expect(subject.standing()).toMatchObject([{ ...posted, mark: markOf('a'), edits: 1 }]);
      expect(subject.standing()[0]?.words).toContain('Closed');
      expect(await search(subject, markOf('a'))).toEqual(posted);
    },
  },
  {
    name: 'an update of a message that is not there is refused for good',
    async check(subject) {
      const posted = await post(subject);
      const gone = { ...posted, message: '1000000000.000100' };
      const result = await subject.channel.update(gone, exampleAlert(), markOf('a'), never);
      expect(result).toMatchObject({ outcome: 'refused', permanent: true });
    },
  },
  {
    name: 'a message is found by its mark, in the channel or in a thread, and no other is',
    async check(subject) {
      const card = await post(subject);
      const reply = await post(subject, { thread: card.message, mark: markOf('b') });
      expect(await search(subject, markOf('a'))).toEqual(card);
      expect(await search(subject, markOf('b'), card.message)).toEqual(reply);
      expect(await search(subject, markOf('c'))).toBeUndefined();
      expect(await search(subject, markOf('c'), card.message)).toBeUndefined();
    },
  },
  {
    name: 'a place that does not exist is refused for good, and nothing stands',
    async check(subject) {
      const result = await subject.channel.post(request(subject, { channel: subject.nowhere }), never);
      expect(result).toMatchObject({ outcome: 'refused', permanent: true, retryAfterMs: undefined });
      expect(subject.standing()).toEqual([]);
      const where = { channel: subject.nowhere, thread: undefined, sinceAt: subject.now() };
      const error = await rejection(subject.channel.find(where, markOf('a'), never));
      expect(error).toBeInstanceOf(IntegrationError);
      expect(error).toMatchObject({ reason: 'not-found', retryable: false });
    },
  },
  {
    name: 'a busy platform is asked again only when it said, and the alert stands once',
    async check(subject) {
      subject.befall('busy');
      const before = subject.now();
      const result = await subject.channel.post(request(subject), never);
      if (result.outcome === 'refused') {
        expect(result.permanent).toBe(false);
        expect(result.retryAfterMs).toBeGreaterThanOrEqual(1_000);
        expect(subject.standing()).toEqual([]);
      } else {
        expect(result.outcome).toBe('sent');
        expect(subject.now() - before).toBeGreaterThanOrEqual(1_000);
        expect(subject.standing()).toHaveLength(1);
      }
    },
  },
  ...(['error', 'cut', 'silence'] as const).flatMap((how) => [
    {
      name: `an alert that stands though the platform answered with ${how} is of unknown fate, is not posted again, and is found`,
      check: async (subject: AlertChannelSubject) => expectUnknown(subject, `${how}-after`, 1),
    },
    {
      name: `an alert that may stand, after ${how}, is of unknown fate and is not posted again`,
      check: async (subject: AlertChannelSubject) => expectUnknown(subject, `${how}-before`, 0),
    },
  ]),
  {
    name: 'a credential that is no longer believed is a refusal for good, and no search answers "nothing there"',
    async check(subject) {
      await post(subject);
      subject.revoke();
      const result = await subject.channel.post(request(subject, { mark: markOf('b') }), never);
      expect(result).toMatchObject({ outcome: 'refused', permanent: true });
      const error = await rejection(search(subject, markOf('b')));
      expect(error).toBeInstanceOf(IntegrationError);
      expect(error).toMatchObject({ reason: 'auth', retryable: false });
    },
  },
  {
    name: 'what was aborted before it began rejects with the reason and posts nothing',
    async check(subject) {
      const reason = new Error('shutting down');
      const aborted = AbortSignal.abort(reason);
      expect(await rejection(subject.channel.post(request(subject), aborted))).toBe(reason);
      const posted = { channel: subject.room, message: '1000000000.000100' };
      expect(await rejection(subject.channel.update(posted, exampleAlert(), markOf('a'), aborted))).toBe(reason);
      const where = { channel: subject.room, thread: undefined, sinceAt: subject.now() };
      expect(await rejection(subject.channel.find(where, markOf('a'), aborted))).toBe(reason);
      expect(subject.asked()).toBe(0);
      expect(subject.standing()).toEqual([]);
    },
  },
  {
    name: 'no result and no error tells the credential or the ticket’s words',
    async check(subject) {
      const told: unknown[] = [];
      for (const misfortune of ['error-before', 'cut-before', 'silence-before'] as const) {
        subject.befall(misfortune);
        told.push(await subject.channel.post(request(subject), never));
      }
      told.push(await subject.channel.post(request(subject, { channel: subject.nowhere }), never));
      subject.revoke();
      told.push(await subject.channel.post(request(subject), never));
      told.push(await rejection(search(subject, markOf('a'))));
      for (const one of told) {
        expect(everythingIn(one)).not.toContain(subject.credential);
        expect(everythingIn(one)).not.toContain('Kettle');
      }
    },
  },
];

/** Runs every law against a fresh subject. */
export function describeAlertChannel(name: string, open: () => Promise<AlertChannelSubject>): void {
  describe(`alert channel: ${name}`, () => {
    for (const law of alertChannelLaws) {
      test(law.name, async () => {
        const subject = await open();
        try {
          await law.check(subject);
        } finally {
          await subject.close();
        }
      });
    }
  });
}
