import type { Effect } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import { refText, type TicketRecord } from '#core/ticket.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { postOnce, type PostEffect } from './claim.ts';
import { isDone } from './perform.ts';
import type { Desk, Shell } from './shell.ts';

/**
 * How long before it falls due an alert is claimed. A card and its first reply take a helpdesk that has no compare and
 * set some 14 s to claim, one after the other; a claim of that age has as long again to be posted in.
 */
export const leadMs = 20 * SECOND_MS;
/** Those who would have to wait for their channel anyway leave the instant itself to those who need not. */
const afterOthersMs = 250;

interface On {
  readonly record: TicketRecord;
  readonly desk: Desk;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  /** By how much the helpdesk's clock is ahead of ours. */
  readonly aheadMs: number;
}

/**
 * Looks to the next instant at which time alone changes the answer: claims the alerts that fall due then once it is near,
 * so that nothing but the post is left to do, and gives back claims of what will not fall due after all.
 *
 * @returns when to look again, by our own clock; `changed`: the ticket is not what it was, look at once
 */
export async function lookAhead(outcome: Outcome, on: On): Promise<Instant | undefined | 'changed'> {
  const { record, shell, aheadMs } = on;
  const dueAt = outcome.wakeAt === undefined ? undefined : outcome.wakeAt - aheadMs;
  const alerts = alertsAt(outcome, record, shell);
  const isNear = dueAt !== undefined && shell.time.now() >= dueAt - leadMs;
  await giveBack([...outcome.effects, ...(isNear ? alerts : [])], on);
  if (dueAt === undefined || alerts.length === 0) return dueAt;
  if (!alerts.every(({ channel, key }) => shell.ahead.take(channel, dueAt, key))) return dueAt + afterOthersMs;
  return isNear ? ((await claimAll(alerts, dueAt, on)) ?? dueAt) : dueAt - leadMs;
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

/** One claim a reading of the ticket, for each of them changes it. */
async function claimAll(alerts: readonly PostEffect[], dueAt: Instant, on: On): Promise<'changed' | undefined> {
  const { shell } = on;
  const open = alerts.filter(({ key }) => !shell.held.has(key));
  for (const alert of open) {
    const dueInMs = dueAt - shell.time.now();
    if (dueInMs <= 0) return 'changed';
    const claimed = await postOnce(alert, on, dueInMs);
    if (claimed.done || claimed.code === 'TICKET_MOVED_ON') return 'changed';
    if (claimed.code === 'CLAIMED_AHEAD' && alert !== open.at(-1)) return 'changed';
  }
  return undefined;
}

/** Whatever was not posted under a claim that is ours never will be: nobody has to look for it. */
async function giveBack(effects: readonly Effect[], { record, desk, shell, signal }: On): Promise<void> {
  if (shell.held.size === 0) return;
  const wanted = new Set(effects.map(({ key }) => key));
  const own = `${refText(record.ref)}:`;
  for (const [key, { owner, deadlineAt }] of shell.held) {
    if (!key.startsWith(own) || wanted.has(key)) continue;
    shell.held.delete(key);
    // Once others may claim, theirs is counted from ours, which then has to stay.
    if (deadlineAt < shell.time.now()) continue;
    try {
      await desk.ledger.giveBack(record.ref, { key: ledgerPart(record.ref, key), owner }, signal);
    } catch (error) {
      // It runs out by itself.
      if (!(error instanceof IntegrationError)) throw error;
    }
  }
}
