import type { Effect } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import { refText, type TicketRecord } from '#core/ticket.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { postOnce, type On as Performing, type PostEffect } from './claim.ts';
import { accountOf } from './fair-queue.ts';
import { isDone } from './perform.ts';
import type { Shell } from './shell.ts';
import type { Want } from './waiting-rooms.ts';
import { wantOf } from './wants.ts';

/**
 * How long before it falls due an alert is claimed. A card and its first reply take a helpdesk that has no compare and
 * set some 14 s to claim, one after the other; a claim of that age has as long again to be posted in.
 */
export const leadMs = 20 * SECOND_MS;

/**
 * Those who wait for their channel are called so much later, by more than two readings of a helpdesk's clock differ: who
 * has claimed goes first, and there are as many of them as the channel takes in that time and longer.
 */
const afterClaimedMs = SECOND_MS;

interface On extends Performing {
  /** By how much the helpdesk's clock is ahead of ours. */
  readonly aheadMs: number;
}

/** When to look again, by our own clock, and for which channels the ticket waits from its next instant on. */
export interface Ahead {
  readonly wakeAt: Instant | undefined;
  readonly wants: readonly Want[];
  readonly alerts: readonly PostEffect[];
}

/**
 * Looks to the next instant at which time alone changes the answer: claims the alerts that fall due then once it is near,
 * so that nothing but the post is left to do, and gives back claims of what will not fall due after all.
 *
 * Where more fall due than their channel takes, the others do not even wake at that instant: they are called when their
 * turn comes, and what else the instant changes on the ticket is written then.
 *
 * @returns `changed`: the ticket is not what it was, look at once
 */
export async function lookAhead(outcome: Outcome, on: On): Promise<Ahead | 'changed'> {
  const { record, shell, aheadMs } = on;
  const dueAt = outcome.wakeAt === undefined ? undefined : outcome.wakeAt - aheadMs;
  const alerts = alertsAt(outcome, record, shell);
  const isNear = dueAt !== undefined && shell.time.now() >= dueAt - leadMs;
  await giveBack([...outcome.effects, ...(isNear ? alerts : [])], on);
  if (dueAt === undefined || alerts.length === 0) return { wakeAt: dueAt, wants: [], alerts: [] };
  if (!alerts.every((alert) => hasPlace(alert, dueAt, on))) {
    return { wakeAt: undefined, wants: alerts.map((alert) => wantOf(alert, dueAt + afterClaimedMs, false)), alerts };
  }
  if (!isNear) return { wakeAt: dueAt - leadMs, wants: [], alerts: [] };
  return (await claimAll(alerts, dueAt, on)) ?? { wakeAt: dueAt, wants: [], alerts: [] };
}

function hasPlace({ channel, key }: PostEffect, dueAt: Instant, { record, shell }: On): boolean {
  const account = accountOf(record.ref);
  return !shell.rooms.isBusyFor(channel, account) && shell.ahead.take(channel, account, dueAt, key);
}

/** What people will have to be told at the next instant and not before, as far as anybody can say now. */
function alertsAt({ wakeAt, effects }: Outcome, record: TicketRecord, shell: Shell): readonly PostEffect[] {
  if (wakeAt === undefined) return [];
  const waiting = new Set(effects.flatMap(({ kind, key }) => (kind === 'post-alert' ? [key] : [])));
  return judge(record, shell.policy, wakeAt).effects.filter(
    (effect): effect is PostEffect =>
      effect.kind === 'post-alert' &&
      !waiting.has(effect.key) &&
      // Whose card cannot be posted now waits for that.
      !(effect.under !== undefined && waiting.has(effect.under)) &&
      !isDone(effect, record, shell),
  );
}

/** One claim for a channel, and one a reading of the ticket, for each of them changes it. */
async function claimAll(alerts: readonly PostEffect[], dueAt: Instant, on: On): Promise<'changed' | undefined> {
  const { shell } = on;
  const open = alerts.filter(({ key }) => !shell.held.has(key));
  const channels = [...new Set(open.map(({ channel }) => channel))];
  for (const channel of channels) {
    const dueInMs = dueAt - shell.time.now();
    if (dueInMs <= 0) return 'changed';
    const [first, ...others] = open.filter((alert) => alert.channel === channel);
    if (first === undefined) continue;
    const claimed = await postOnce([first, ...others], { ...on, together: false, dueInMs });
    if (claimed.done || claimed.code === 'TICKET_MOVED_ON') return 'changed';
    if (claimed.code === 'CLAIMED_AHEAD' && channel !== channels.at(-1)) return 'changed';
  }
  return undefined;
}

/** Whatever was not posted under a claim that is ours never will be: nobody has to look for it. */
async function giveBack(effects: readonly Effect[], { record, desk, shell, signal }: On): Promise<void> {
  if (shell.held.size === 0) return;
  const wanted = new Set(effects.map(({ key }) => key));
  const own = `${refText(record.ref)}:`;
  const claims = Map.groupBy(
    [...shell.held].filter(([key]) => key.startsWith(own)),
    ([, { owner }]) => owner,
  );
  for (const [owner, held] of claims) {
    // What was claimed in one is given back in one.
    if (held.some(([key]) => wanted.has(key))) continue;
    for (const [key] of held) shell.held.delete(key);
    // Once others may claim, theirs is counted from ours, which then has to stay.
    if (held.some(([, { deadlineAt }]) => deadlineAt < shell.time.now())) continue;
    const keys = held.map(([key]) => ledgerPart(record.ref, key));
    try {
      await desk.ledger.giveBack(record.ref, { keys, owner }, signal);
    } catch (error) {
      // It runs out by itself.
      if (!(error instanceof IntegrationError)) throw error;
    }
  }
}
