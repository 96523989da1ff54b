import type { ReceiverEvent } from '@slack/bolt';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { openSlackSocket, type SlackEnvelope, type SlackSocket } from '#integrations/slack/socket.ts';
import { createCallSlack } from '#integrations/slack/web-api.ts';
import { seeThrough, type ReportProblem } from './see-through.ts';
import { within } from './within.ts';

/** With what Slack is heard where it cannot reach us. */
export interface SocketModeOptions {
  /** The app-level token; it is the app's, whatever workspaces there are. */
  readonly appToken: string;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl: string | undefined;
  readonly time: Timekeeper;
  /** Carries requests instead of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
  /** The same that takes what came over HTTP, once it was proven. */
  readonly take: (event: ReceiverEvent) => Promise<void>;
  readonly report: ReportProblem;
}

/** Hears Slack over a connection of ours. */
export interface SocketMode {
  /** Keeps one open until aborted, and resolves when the last answer is given. */
  keepOpen(signal: AbortSignal): Promise<void>;
  /** Why Slack is not heard now: `SLACK_SOCKET_REFUSED`, `SLACK_SOCKET_OFF` or `SLACK_SOCKET_LOST`; `undefined` while it is. */
  trouble(): string | undefined;
}

/** Before each attempt after one that failed: our choice. Somebody may mend it in Slack at any time. */
const firstWaitMs = SECOND_MS;
const longestWaitMs = MINUTE_MS;
/** A connection that ends sooner than that counts as one that failed. */
const briefMs = 10 * SECOND_MS;
const askedWithinMs = 5 * SECOND_MS;
/** The answers that are on their way are given by then. */
const lastAnswersMs = 3 * SECOND_MS;

/**
 * Hears Slack over a connection that we open, so that no address of ours has to be reached from outside.
 *
 * What comes over it is taken and answered as over HTTP. Where Slack asks for another connection, that one stands before
 * the old is given up; where one breaks, the next is opened at once, then ever less often, once a minute at last. What
 * was not acknowledged Slack sends again, perhaps to another process: whoever takes it knows a press that was carried out.
 */
export function createSocketMode(options: SocketModeOptions): SocketMode {
  const { appToken, slackApiUrl, time, fetch, take, report } = options;
  const callSlack = createCallSlack({ token: appToken, slackApiUrl, time, limitMs: askedWithinMs, fetch });
  const inHand = new Set<Promise<void>>();
  let trouble: string | undefined;
  let isStopping = false;

  const onEnvelope = (envelope: SlackEnvelope): void => {
    // It is not ours any more: unanswered, it goes to another process, or to us when we are back.
    if (isStopping) return;
    const event = eventOf(envelope, () => report('SLACK_ANSWER_NOT_SHOWN'));
    // No task of its own, as over HTTP: what it waits for counts for itself.
    const work = seeThrough(event, () => take(event), { time, report });
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
  };
  const answered = () => within(time, lastAnswersMs, Promise.allSettled(inHand));
  const failedBy = (code: string): void => {
    if (trouble === code || saysMore(trouble, code)) return;
    report(code);
    trouble = code;
  };

  const giveUp = (socket: SlackSocket | undefined): void => {
    void answered().then(() => socket?.close());
  };

  /** One connection's life, or why it never began. */
  const live = async (signal: AbortSignal, { before, stopped }: Around): Promise<Life> => {
    try {
      const socket = await openSlackSocket({ callSlack, slackApiUrl, time, onEnvelope }, signal);
      trouble = undefined;
      giveUp(before);
      const openedAt = time.now();
      const why = await time.standBy(Promise.race([socket.ended, stopped]));
      if (why === 'link_disabled') failedBy('SLACK_SOCKET_OFF');
      const isWell = why !== 'link_disabled' && time.now() - openedAt >= briefMs;
      return { socket, isWell, waitMs: 0 };
    } catch (error) {
      giveUp(before);
      if (!signal.aborted) failedBy(codeOfFailure(error));
      const waitMs = error instanceof IntegrationError ? (error.retryAfterMs ?? 0) : 0;
      return { socket: undefined, isWell: false, waitMs };
    }
  };

  return {
    trouble: () => trouble,
    keepOpen: (signal) =>
      time.task(async () => {
        const stopped = aborted(signal);
        let failures = 0;
        let before: SlackSocket | undefined;
        while (!signal.aborted) {
          const { socket, isWell, waitMs } = await live(signal, { before, stopped });
          before = socket;
          failures = isWell ? 0 : failures + 1;
          const until = time.now() + Math.max(waitMs, waitAfter(failures));
          if (until > time.now()) await time.sleepUntil(until, signal).catch(() => undefined);
        }
        isStopping = true;
        // What is in hand counts for itself.
        await time.standBy(answered());
        before?.close();
      }),
  };
}

interface Around {
  /** The connection that this one takes the place of. */
  readonly before: SlackSocket | undefined;
  /** Resolves when none is wanted any more. */
  readonly stopped: Promise<'stopped'>;
}

interface Life {
  readonly socket: SlackSocket | undefined;
  readonly isWell: boolean;
  /** What Slack asked us to wait. */
  readonly waitMs: number;
}

/** None after the first: it may have been nothing but a broken line. */
function waitAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(firstWaitMs * 2 ** Math.min(failures - 2, 10), longestWaitMs);
}

function aborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true }));
}

/** Where it was turned off, Slack refuses to open another. */
function saysMore(before: string | undefined, code: string): boolean {
  return before === 'SLACK_SOCKET_OFF' && code === 'SLACK_SOCKET_REFUSED';
}

function codeOfFailure(error: unknown): string {
  const isRefused = error instanceof IntegrationError && ['auth', 'forbidden'].includes(error.reason);
  return isRefused ? 'SLACK_SOCKET_REFUSED' : 'SLACK_SOCKET_LOST';
}

/** Acknowledged once; what comes later has nobody to hear it. */
function eventOf(envelope: SlackEnvelope, onLost: () => void): ReceiverEvent {
  const { body, retryNum, retryReason } = envelope;
  let isAnswered = false;
  return {
    body,
    ack: async (said?: unknown) => {
      if (isAnswered) return;
      isAnswered = true;
      if (!envelope.answer(said)) onLost();
    },
    ...(retryNum === undefined ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  };
}
