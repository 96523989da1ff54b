import type { Effect, PostedAlert } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { PostResult } from '#integrations/contract.ts';
import { markOf } from './mark-of.ts';
import type { Desk, Shell } from './shell.ts';

/** How long a claim is its holder's alone. */
export const leaseMs = 60 * SECOND_MS;
/** How long after the lease a message may still arrive that was sent within it. */
export const graceMs = 60 * SECOND_MS;
/** The longest a post may take, its turn in the channel's queue included; it is begun only when the lease lasts that long. */
export const postWithinMs = 30 * SECOND_MS;

/** A claim of ours under which nothing was posted, not due yet or certainly refused: it is good while the lease lasts. */
export interface Held {
  readonly owner: string;
  readonly deadlineAt: Instant;
}

/** An alert that was refused `times` times in a row; nobody tries again before `until`. */
export interface Refused {
  readonly until: Instant;
  readonly times: number;
  readonly code: string;
}

export type PostEffect = Extract<Effect, { kind: 'post-alert' }>;

/** `done`: it stands, and the ledger says so. `later`: not yet; look again at `at`, and why. */
export type Claimed = { readonly done: true } | { readonly done: false; readonly at: Instant; readonly code: string };

interface Turn {
  readonly effect: PostEffect;
  readonly record: TicketRecord;
  readonly desk: Desk;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly key: string;
  readonly thread: string | undefined;
  readonly dueInMs: number;
}

/**
 * Claim, Look, Post, Mark: one message a key, whatever happens in between.
 *
 * The claim stands on the ticket before anything is posted, so whoever comes after a crash knows that a message may
 * exist and looks for it instead of posting again. A post of unknown fate is never repeated: the claim runs out, and
 * the next holder looks.
 *
 * @param on.record  the ticket as just read, on which the alert was judged to be due
 * @param dueInMs    more than 0 for an alert that falls due only then: it is claimed and looked for, and posted once the
 *   ticket was read again when it is due
 */
export async function postOnce(
  effect: PostEffect,
  on: { readonly record: TicketRecord; readonly desk: Desk; readonly shell: Shell; readonly signal: AbortSignal },
  dueInMs = 0,
): Promise<Claimed> {
  const { record, shell } = on;
  const thread = threadOf(effect, record);
  const wait = waitOf(effect, { shell, record, thread, dueInMs });
  if (wait !== undefined) return wait;
  const turn: Turn = { ...on, effect, key: ledgerPart(record.ref, effect.key), thread, dueInMs };

  // 1 Done? What is marked is never posted again; what another holds is left to them until lease and grace are over.
  const earlier = claimIn(record.ledger, turn.key);
  const mine = shell.held.get(effect.key);
  if (earlier !== undefined && earlier.owner === mine?.owner) return await post(turn, mine);
  const heldUntil = earlier === undefined ? 0 : earlier.at + leaseMs + graceMs;
  if (record.readAt < heldUntil) return later(shell, heldUntil - record.readAt, 'CLAIMED_BY_ANOTHER');
  return await claim(turn, earlier);
}

/** 2, 3 Claim, with a fresh nonce, refused when the ticket moved on. The lease counts from before the request. */
async function claim(turn: Turn, earlier: Claim | undefined): Promise<Claimed> {
  const { effect, record, desk, shell, signal, key } = turn;
  const held: Held = { owner: shell.nonce(), deadlineAt: shell.time.now() + leaseMs };
  const claimed = await desk.ledger.claim(record, { key, owner: held.owner, channel: effect.channel }, signal);
  if (claimed === 'conflict') return later(shell, 0, 'TICKET_MOVED_ON');
  if (claimed === 'unknown') return later(shell, leaseMs + graceMs, 'CLAIM_UNKNOWN');

  // 4 Look, only where somebody claimed it before: they may have posted.
  const found = earlier === undefined ? undefined : await look(turn, earlier);
  if (found === 'unknown') return later(shell, leaseMs + graceMs, 'LOOK_FAILED');
  return found === undefined ? await post(turn, held) : await mark(turn, found);
}

/** What need not even be claimed now: it was refused a moment ago, or its card does not stand yet. */
function waitOf(
  effect: PostEffect,
  { record, shell, thread, dueInMs }: Pick<Turn, 'record' | 'shell' | 'thread' | 'dueInMs'>,
): Claimed | undefined {
  const refused = shell.refused.get(effect.key);
  if (refused !== undefined && refused.until > shell.time.now()) {
    return { done: false, at: refused.until, code: refused.code };
  }
  return thread === 'card-missing' && dueInMs <= 0 ? waitForCard(effect, record, shell) : undefined;
}

/**
 * 5 Post, when it is due and while the lease outlasts the request. Unknown is not failure: nobody posts again before
 * having looked.
 */
async function post(turn: Turn, held: Held): Promise<Claimed> {
  const { effect, shell, signal, dueInMs } = turn;
  const { time } = shell;
  if (dueInMs > 0) {
    hold(effect.key, held, shell);
    return later(shell, dueInMs, 'CLAIMED_AHEAD');
  }
  // Only a certain refusal gives it back: whatever else becomes of this post, nobody posts again without looking.
  shell.held.delete(effect.key);
  if (time.now() + postWithinMs > held.deadlineAt) {
    return later(shell, held.deadlineAt + graceMs - time.now(), 'LEASE_OVER');
  }
  const result: PostResult = await shell.channel.post(
    {
      channel: effect.channel,
      alert: effect.alert,
      mark: markOf(effect.key),
      thread: turn.thread,
      broadcast: effect.broadcast,
    },
    signal,
  );
  switch (result.outcome) {
    case 'sent':
      return await mark(turn, result.posted);
    case 'unknown':
      return later(shell, held.deadlineAt + graceMs - time.now(), result.code);
    case 'refused':
      hold(effect.key, held, shell);
      return refuse(effect.key, result, shell);
  }
}

/** Kept as long as it is good for anything. */
function hold(key: string, held: Held, { held: all, time }: Shell): void {
  for (const [key, { deadlineAt }] of all) if (deadlineAt < time.now()) all.delete(key);
  all.set(key, held);
}

/** Who cannot look must not post: the claim runs out, and the next holder looks again. */
async function look(
  { effect, shell, signal, thread }: Turn,
  earlier: Claim,
): Promise<PostedAlert | undefined | 'unknown'> {
  const where = { channel: earlier.channel, thread, sinceAt: earlier.since };
  try {
    return await shell.channel.find(where, markOf(effect.key), signal);
  } catch (error) {
    if (error instanceof IntegrationError) return 'unknown';
    throw error;
  }
}

const firstPauseMs = 5 * SECOND_MS;
const firstLastingPauseMs = 5 * MINUTE_MS;
const longestPauseMs = HOUR_MS;

/** A passing refusal is tried again soon, a lasting one ever more rarely; neither is ever given up. */
function refuse(key: string, result: Extract<PostResult, { outcome: 'refused' }>, shell: Shell): Claimed {
  const times = (shell.refused.get(key)?.times ?? 0) + 1;
  const pauseMs = result.permanent
    ? Math.min(firstLastingPauseMs * 2 ** Math.min(times - 1, 8), longestPauseMs)
    : firstPauseMs;
  const until = shell.time.now() + (result.retryAfterMs ?? pauseMs);
  shell.refused.set(key, { until, times, code: result.code });
  return { done: false, at: until, code: result.code };
}

/** A reply waits as long as its card does. */
function waitForCard({ under = '' }: PostEffect, record: TicketRecord, shell: Shell): Claimed {
  const refused = shell.refused.get(under);
  if (refused !== undefined) return later(shell, refused.until - shell.time.now(), 'CARD_NOT_POSTED');
  const claim = claimIn(record.ledger, ledgerPart(record.ref, under));
  const waitMs = claim === undefined ? firstPauseMs : claim.at + leaseMs + graceMs - record.readAt;
  return later(shell, Math.max(firstPauseMs, waitMs), 'CARD_NOT_POSTED');
}

/** 6 Mark: from here on the ledger says that it stands, and where. */
async function mark({ effect, record, desk, shell, signal, key }: Turn, posted: PostedAlert): Promise<Claimed> {
  const covers = effect.covers.map((covered) => ledgerPart(record.ref, covered));
  await desk.ledger.mark(record.ref, key, posted, covers, signal);
  shell.refused.delete(effect.key);
  return { done: true };
}

type Claim = Extract<LedgerEntry, { kind: 'claimed' }>;

function claimIn(ledger: readonly LedgerEntry[], key: string): Claim | undefined {
  return ledger.find((entry): entry is Claim => entry.kind === 'claimed' && entry.key === key);
}

/** The card's message, for a reply in its thread. A reply waits until its card stands. */
function threadOf(effect: PostEffect, record: TicketRecord): string | undefined {
  if (effect.under === undefined) return undefined;
  const key = ledgerPart(record.ref, effect.under);
  const card = record.ledger.find((entry) => entry.kind === 'posted' && entry.key === key);
  return card?.kind === 'posted' ? card.message : 'card-missing';
}

function later(shell: Shell, ms: number, code: string): Claimed {
  return { done: false, at: shell.time.now() + Math.max(0, ms), code };
}
