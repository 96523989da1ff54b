import { digestKinds, digestTurns, lateForMs, type DigestTurn } from '#core/report/digest-times.ts';
import { mayReadOfPerson } from '#core/effect/personal.ts';
import { asReadBy } from '#core/report/open-complaint.ts';
import { roundUp } from '#core/report/round-up.ts';
import type { PostedAlert } from '#core/effect/effect.ts';
import type { DigestTimes } from '#core/policy/policy.ts';
import type { Calendar } from '#core/sla/calendar.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { RoundUpChannel } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { timeAt } from './desk-time.ts';
import { codeOf } from './log.ts';
import { markOf } from './mark-of.ts';
import type { Shell } from './shell.ts';

/** With what round-ups are told. */
export interface RoundUpParts {
  readonly shell: Shell;
  readonly channel: RoundUpChannel;
  /** Whose complaints, where others' may be told of in the same channel. */
  readonly whose?: string | undefined;
  /** Whether every account has been read to the end since the start. */
  readonly isRead: () => boolean;
}

/** A message just posted may not stand in the channel's history yet: who comes after a crash looks only then. */
const settleMs = 2 * MINUTE_MS;
/** After something went wrong that may go well. */
const againMs = MINUTE_MS;
/** So long a first reading is waited for; then what is known is told. */
const readingMs = 30 * MINUTE_MS;
/** How long a round-up waits for its turn in the channel. */
const turnMs = 30 * SECOND_MS;
/** Processes that run side by side come one after the other, for most of the time. */
const apartMs = 20 * SECOND_MS;

/**
 * Tells the daily and the weekly round-up, as the policy sets them, until aborted.
 *
 * A round-up belongs to no ticket, so no ledger can hold a claim of it: the channel itself is asked. Before anything is
 * posted it is looked through for the mark of that day, which is the same for all processes, and each of them comes at
 * its own moment. Where two found nothing all the same and both posted, each looks again once Slack shows what was
 * posted, and whoever is not the oldest takes its own away: one is left.
 *
 * What it guarantees is less than an alert's. For two minutes two may stand there; and two stay where the bot may not
 * look, or where a process ended, or lost the answer to its post, before it looked again. Where the bot may not look,
 * nothing is posted that an earlier process could have posted.
 */
export async function keepTelling(parts: RoundUpParts, signal: AbortSignal): Promise<void> {
  const { shell } = parts;
  const { policy, time } = shell;
  const { digest } = policy.alerts;
  const named = digest?.calendar === undefined ? undefined : policy.calendars.get(digest.calendar);
  const calendar = named ?? policy.calendars.values().next().value;
  if (digest === undefined || calendar === undefined) return;
  const now = (): Instant => timeAt(shell.desks, time);
  const started = time.now();
  const telling = {
    ...parts,
    digest,
    calendar,
    now,
    startedAt: () => started + now() - time.now(),
    comesAfterMs: Number.parseInt(markOf(shell.nonce()).slice(0, 8), 16) % apartMs,
    posted: new Map<string, PostedAlert>(),
    over: new Set<string>(),
    unsure: new Set<string>(),
  };
  await time.task(async () => {
    while (!signal.aborted) {
      const wakeAt = await tellDue(telling, signal).catch((error: unknown) => {
        // Nobody awaits this before the server has stopped: what was under way when it was told to is no error.
        if (!signal.aborted) shell.log.warn('round-up', { code: codeOf(error) });
        return now() + againMs;
      });
      await time.sleepUntil(time.now() + Math.min(wakeAt - now(), DAY_MS), signal).catch(() => undefined);
    }
  });
}

interface Telling extends RoundUpParts {
  readonly digest: DigestTimes;
  readonly calendar: Calendar;
  /** What time it is at the helpdesks. */
  readonly now: () => Instant;
  /** When this process was started, by the same time. */
  readonly startedAt: () => Instant;
  /** How long after its time this process tells a round-up. */
  readonly comesAfterMs: number;
  /** What this process posted, by id, until it was seen to be the only one. */
  readonly posted: Map<string, PostedAlert>;
  /** Ids of those that were told, or never will be. */
  readonly over: Set<string>;
  /** Ids of those that may have been posted. */
  readonly unsure: Set<string>;
}

/** Tells what is due; answers when to look again. */
async function tellDue(telling: Telling, signal: AbortSignal): Promise<Instant> {
  const { digest, calendar, over } = telling;
  let wakeAt = Infinity;
  for (const kind of digestKinds) {
    const { last, next } = digestTurns(kind, digest, calendar, telling.now());
    if (next !== undefined) wakeAt = Math.min(wakeAt, next.at);
    const isPast = last === undefined || telling.now() - last.at > lateForMs[kind];
    if (isPast || over.has(last.id)) continue;
    const againAt = await tell(last, telling, signal);
    if (againAt === undefined) over.add(last.id);
    else wakeAt = Math.min(wakeAt, againAt);
  }
  return wakeAt;
}

/** `undefined` where it is over, one way or the other. */
async function tell(turn: DigestTurn, telling: Telling, signal: AbortSignal): Promise<Instant | undefined> {
  const { now, isRead } = telling;
  const startedAt = telling.startedAt();
  const mine = telling.posted.get(turn.id);
  if (mine !== undefined) return await leaveOne(turn, mine, { telling, signal });
  const comesAt = turn.at + telling.comesAfterMs;
  if (now() < comesAt) return comesAt;
  if (turn.at < startedAt && now() < startedAt + settleMs) return startedAt + settleMs;
  if (!isRead() && now() < Math.max(turn.at, startedAt) + readingMs) return now() + againMs;
  const stands = await looked(turn, telling, signal);
  if (stands === 'cannot tell now') return now() + againMs;
  return stands === 'no' ? await post(turn, telling, signal) : undefined;
}

async function looked(
  turn: DigestTurn,
  telling: Telling,
  signal: AbortSignal,
): Promise<'yes' | 'no' | 'cannot tell' | 'cannot tell now'> {
  const { shell, channel, unsure } = telling;
  // One that can only be ours and was never tried stands nowhere.
  const where = { channel: channelOf(telling), thread: undefined, sinceAt: turn.at };
  try {
    return (await channel.find(where, markFor(turn, telling), signal)) === undefined ? 'no' : 'yes';
  } catch (error) {
    const isRefused =
      error instanceof IntegrationError && (error.reason === 'forbidden' || error.reason === 'not-found');
    if (!isRefused) return 'cannot tell now';
    if (turn.at >= telling.startedAt() && !unsure.has(turn.id)) return 'no';
    shell.log.warn('round-up', { key: turn.id, code: codeOf(error) });
    return 'cannot tell';
  }
}

/** Of several that stand there, all but the oldest are taken back, each by who posted it. */
async function leaveOne(
  turn: DigestTurn,
  mine: PostedAlert,
  { telling, signal }: { readonly telling: Telling; readonly signal: AbortSignal },
): Promise<Instant | undefined> {
  const { shell, channel } = telling;
  const again = telling.now() + againMs;
  const where = { channel: channelOf(telling), thread: undefined, sinceAt: turn.at };
  try {
    const oldest = await channel.find(where, markFor(turn, telling), signal);
    if (oldest === undefined || oldest.message === mine.message) return undefined;
    const taken = await channel.takeBack(mine, signal);
    shell.log.info('round-up taken back', { key: turn.id, detail: taken.outcome });
    const isOver = taken.outcome === 'sent' || (taken.outcome === 'refused' && taken.permanent);
    return isOver ? undefined : again;
  } catch (error) {
    const isPassing = error instanceof IntegrationError && error.retryable;
    return isPassing ? again : undefined;
  }
}

async function post(turn: DigestTurn, telling: Telling, signal: AbortSignal): Promise<Instant | undefined> {
  const { shell, channel, unsure } = telling;
  const { time, open, log, policy } = shell;
  const now = telling.now();
  // What was closed while this one waited for its turn is the next one's.
  const closed = { count: open.closedBetween(turn.sinceAt, turn.at), isWhole: turn.sinceAt >= telling.startedAt() };
  const where = channelOf(telling);
  const mayRead = mayReadOfPerson(policy, where);
  const readable = open.all().map((one) => asReadBy(one, mayRead));
  const told = roundUp(readable, turn, closed, now);
  if (told === undefined) return undefined;
  const request = { channel: where, account: 'round-up', latestAt: time.now() + turnMs, mark: markFor(turn, telling) };
  const result = await channel.postRoundUp({ ...request, roundUp: told, now, whose: telling.whose }, signal);
  log.info('round-up', { key: turn.id, detail: result.outcome, ...('code' in result ? { code: result.code } : {}) });
  if (result.outcome === 'sent') {
    telling.posted.set(turn.id, result.posted);
    return telling.now() + settleMs;
  }
  if (result.outcome === 'unknown') {
    unsure.add(turn.id);
    return telling.now() + settleMs;
  }
  return result.permanent ? undefined : telling.now() + Math.max(result.retryAfterMs ?? 0, againMs);
}

function channelOf({ digest, shell }: Telling): string {
  return digest.channel ?? shell.policy.alerts.channel;
}

/** Of the same accounts, channel and day; whatever else shares the workspace tells its own. */
function markFor({ id }: DigestTurn, telling: Telling): string {
  const accounts = telling.shell.desks.map(({ platform, account }) => `${platform}:${account}`).toSorted();
  return markOf(['round-up', ...accounts, channelOf(telling), id].join(' '));
}
