import type { Complaint } from '#core/complaint/complaint.ts';
import type { Effect } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import { tagNames } from '#core/effect/names.ts';
import { refText, type TicketRecord, type TicketRef } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { lookAhead } from './ahead.ts';
import type { On } from './claim.ts';
import { judgeWithOthers } from './judge-with-others.ts';
import type { Pending } from './pending.ts';
import { isDone, perform, waitsForChannel } from './perform.ts';
import type { Desk, Shell } from './shell.ts';
import type { Want } from './waiting-rooms.ts';
import { wantOf } from './wants.ts';

/** More rounds than any ticket needs: a card, an alert a clock, a few conflicts with busy agents. */
const mostRounds = 24;
/**
 * A reading that seems to have taken longer may be one during which our clock was set: what time it was at the helpdesk
 * when it answered is then believed before our own, so that nothing is told too early.
 */
const slowMs = 3 * SECOND_MS;

/** What a run came to. */
export interface Ran {
  /** When to look again though nothing may have happened to the ticket; `undefined`: only when it changes. */
  readonly wakeAt: Instant | undefined;
  /** The ticket lacks nothing: another process that knows nothing of this run would find nothing to do now. */
  readonly isWhole: boolean;
  /** Where its complaint lives on, and the state of this ticket that goes with it; `undefined` where it was not merged away. */
  readonly merged?: { readonly into: TicketRef; readonly version: string } | undefined;
}

/**
 * Brings one ticket up to date: read it, judge it, perform what it lacks, and after each write read it again, until it
 * lacks nothing. Webhook, sweep, wake-up and click all end here.
 *
 * Reading again after each write is what makes this simple to trust: every decision rests on the ticket as it is, never
 * on what we believe we wrote.
 *
 * @throws {IntegrationError} the helpdesk failed; whoever called tries again later
 * @throws {PayloadError} the ticket cannot be read; nothing was done
 */
export async function run(ref: TicketRef, shell: Shell, signal: AbortSignal): Promise<Ran> {
  try {
    return await bringUpToDate(ref, shell, signal);
  } finally {
    shell.rooms.leave(ref);
  }
}

async function bringUpToDate(ref: TicketRef, shell: Shell, signal: AbortSignal): Promise<Ran> {
  const desk = deskOf(ref, shell);
  const waiting = new Map<string, Put>();
  for (let round = 0; round < mostRounds; round += 1) {
    const askedAt = shell.time.now();
    const record = await readIfThere(desk, ref, signal);
    if (record === undefined) {
      shell.pending.set(ref, []);
      shell.open.forget(ref);
      shell.rooms.settle(ref, []);
      return { wakeAt: undefined, isWhole: true };
    }
    const heardAt = shell.time.now();
    desk.clock.hear(askedAt, record.readAt, heardAt);
    const aheadMs = desk.clock.aheadMs();
    const now = heardAt - askedAt > slowMs ? Math.min(heardAt + aheadMs, record.readAt) : heardAt + aheadMs;
    const outcome = await judgeWithOthers(record, now, { desk, shell, signal });
    shell.open.note(record, outcome);
    if (!outcome.effects.some(({ kind }) => kind === 'change-ticket')) shell.unkept.kept(ref);
    const judgedUntil = (outcome.wakeAt ?? Infinity) - aheadMs;
    const on = { record, desk, shell, signal, judgedUntil };
    if ((await performAll(outcome.effects, waiting, on)) === 'changed') continue;
    const ahead = await lookAhead(outcome, { ...on, aheadMs });
    if (ahead === 'changed') continue;
    const put = [...waiting.values()];
    const coming = ahead.alerts.map((effect) => ({ effect, at: ahead.wants[0]?.from, code: waitsForChannel }));
    shell.pending.set(
      ref,
      [...put, ...coming].flatMap((one) => pendingOf(one, record, shell)),
    );
    shell.rooms.settle(ref, [...put.flatMap((one) => wantsOf(one, shell)), ...ahead.wants]);
    return {
      wakeAt: earliest([ahead.wakeAt, ...put.map(({ at }) => at)]),
      isWhole: put.length === 0,
      merged: mergedOf(record, outcome.complaint),
    };
  }
  // A ticket that changes under us so often is looked at again when the dust has settled.
  return { wakeAt: shell.time.now() + MINUTE_MS, isWhole: false };
}

function mergedOf({ ref, version }: TicketRecord, complaint: Complaint | undefined): Ran['merged'] {
  return complaint?.mergedInto === undefined ? undefined : { into: { ...ref, id: complaint.mergedInto }, version };
}

/** An effect that was put off. */
interface Put {
  readonly effect: Effect;
  readonly at: Instant | undefined;
  readonly code: string;
}

/** Performs what the ticket lacks until something changed it; puts off what has to wait. */
async function performAll(
  effects: readonly Effect[],
  waiting: Map<string, Put>,
  on: On,
): Promise<'changed' | 'settled'> {
  const { record, shell } = on;
  const isOpen = (effect: Effect): boolean => !waiting.has(effect.key) && !isDone(effect, record, shell);
  for (const effect of readyFirst(effects, shell)) {
    if (!isOpen(effect)) continue;
    const performed = await perform(effect, effects.filter(isOpen), on);
    if (performed.result === 'changed') return 'changed';
    if (performed.result === 'settled') continue;
    for (const one of performed.effects) {
      waiting.set(one.key, { effect: one, at: performed.at, code: performed.code });
      shell.log.warn('effect waits', { ticket: refText(record.ref), key: one.key, code: performed.code });
    }
  }
  return 'settled';
}

/** What waits for its channel is called from there; what was refused with its claim held, too, once it may come again. */
function wantsOf({ effect, at, code }: Put, shell: Shell): readonly Want[] {
  if (effect.kind !== 'post-alert') return [];
  const isClaimed = shell.held.has(effect.key);
  return isClaimed || code === waitsForChannel ? [wantOf(effect, at ?? shell.time.now(), isClaimed)] : [];
}

/** What of it people miss: an alert, since it was claimed first or else from now on; and what the ticket does not take. */
function pendingOf({ effect, at, code }: Put, record: TicketRecord, shell: Shell): Parameters<Pending['set']>[1] {
  // Somebody has to mend the ticket or the account before it takes a change.
  if (effect.kind === 'change-ticket') {
    return [{ key: undefined, channel: undefined, code, since: shell.time.now(), retryAt: at }];
  }
  if (effect.kind !== 'post-alert') return [];
  const key = ledgerPart(record.ref, effect.key);
  const claim = record.ledger.find((entry) => entry.kind === 'claimed' && entry.key === key);
  const from = code === waitsForChannel ? (at ?? shell.time.now()) : shell.time.now();
  const since = Math.min(from, claim?.kind === 'claimed' ? claim.since : Infinity);
  return [{ key, channel: effect.channel, code, since, retryAt: at }];
}

/**
 * What was claimed ahead of its time is said before anything is written: people wait for it. Tags that only show the
 * state are written last; the one by which the ticket is found again, first.
 */
function readyFirst(effects: readonly Effect[], { held }: Shell): readonly Effect[] {
  if (effects.length < 2) return effects;
  const rankOf = (effect: Effect): number => {
    if (held.has(effect.key)) return 0;
    if (effect.kind !== 'change-ticket') return 2;
    const { note, addTags = [] } = effect.change;
    return note !== undefined || addTags.includes(tagNames.open) ? 1 : 3;
  };
  return effects.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The ticket as it is now; `undefined` where the account has none such, or no more: it asks for nothing. */
export async function readIfThere(
  desk: Pick<Desk, 'source'>,
  ref: TicketRef,
  signal: AbortSignal,
): Promise<TicketRecord | undefined> {
  try {
    return await desk.source.read(ref, signal);
  } catch (error) {
    if (error instanceof IntegrationError && error.reason === 'not-found') return undefined;
    throw error;
  }
}

/** @throws {Error} for an account that is not connected; hints about those are refused before they come here */
export function deskOf(ref: TicketRef, shell: Shell): Desk {
  const desk = shell.desks.find((desk) => desk.platform === ref.platform && desk.account === ref.account);
  if (desk === undefined) throw new Error(`no desk is connected for ${ref.platform}:${ref.account}`);
  return desk;
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
