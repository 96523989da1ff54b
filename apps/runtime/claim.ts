import { isHeadKey } from '#core/decide/place.ts';
import type { Effect, PostedAlert, TagChange } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { MarkRequest, PostResult } from '#integrations/contract.ts';
import { accountOf } from './fair-queue.ts';
import type { Said } from './gathering.ts';
import { markOf } from './mark-of.ts';
import { noteRefused } from './refused.ts';
import type { Desk, Shell } from './shell.ts';

/** How long a claim is its holder's alone. */
export const leaseMs = 60 * SECOND_MS;
/** How long after the lease a message may still arrive that was sent within it. */
export const graceMs = 60 * SECOND_MS;
/** The longest one request may take: a post is begun only while the lease lasts that long. */
export const requestMs = 10 * SECOND_MS;

/** How long a claim may have waited to be sent, since the ticket was read, and still have all of its lease. */
const longestWaitMs = 2 * MINUTE_MS;

/** A claim of ours under which nothing was posted, not due yet or certainly refused: it is good while the lease lasts. */
export interface Held {
  readonly owner: string;
  readonly deadlineAt: Instant;
}

export type PostEffect = Extract<Effect, { kind: 'post-alert' }>;

/** `done`: it stands, and the ledger says so. Otherwise not yet: look again at `at`, and why. */
export type Claimed =
  | { readonly done: true; readonly posted: PostedAlert }
  | { readonly done: false; readonly at: Instant; readonly code: string };

export interface On {
  readonly record: TicketRecord;
  readonly desk: Desk;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  /** From when on time alone has changed what was judged, by our own clock. */
  readonly judgedUntil: Instant;
}

/** One of the alerts of a message, with what the ledger knows of it. */
interface Part {
  readonly effect: PostEffect;
  readonly key: string;
  /** The last claim of it, whoever's. */
  readonly earlier: Claim | undefined;
  /** The same, where it is ours and still good. */
  readonly mine: Held | undefined;
}

interface Turn extends On {
  /** One; or, where they go into a digest, all that is to be said of the ticket in the channel, the gravest first. */
  readonly parts: readonly [Part, ...Part[]];
  readonly together: boolean;
  readonly thread: string | undefined;
  readonly dueInMs: number;
  /** Tags that the ticket lacks, to go in the save of a claim or a mark: one change of the ticket less. */
  readonly tags?: TagChange | undefined;
}

/**
 * Claim, Look, Post, Mark: one message a key, whatever happens in between.
 *
 * The claim stands on the ticket before anything is posted, so whoever comes after a crash knows that a message may
 * exist and looks for it instead of posting again. A post of unknown fate is never repeated: the claim runs out, and
 * the next holder looks.
 *
 * A digest carries the keys of several tickets. Each ticket goes its own way through these steps with its own keys, and
 * for 5 alone meets the others: what is unknown of the digest is unknown of each key, and each is looked for by its own
 * mark, which stands among the others on the message.
 *
 * @param effects    of one ticket and channel; more than one only where they go into a digest or are claimed ahead
 * @param on.record  the ticket as just read, on which the alerts were judged to be due
 * @param on.dueInMs more than 0 for alerts that fall due only then: they are claimed and looked for, and posted once the
 *   ticket was read again when they are due
 */
export async function postOnce(
  effects: readonly [PostEffect, ...PostEffect[]],
  on: On & Pick<Turn, 'together' | 'dueInMs' | 'tags'>,
): Promise<Claimed> {
  const { record, shell } = on;
  const thread = threadOf(effects, record);
  const wait = waitOf(effects, { ...on, thread });
  if (wait !== undefined) return wait;
  // With no workspace to post to, a claim would be a write in vain, again and again.
  const obstacle = await shell.obstacle?.();
  if (obstacle !== undefined) return refuse(effects, { code: obstacle, permanent: true }, shell);
  const [first, ...others] = effects.map((effect) => partOf(effect, record, shell)) as [Part, ...Part[]];
  const turn: Turn = { ...on, parts: [first, ...others], thread: thread === 'card-missing' ? undefined : thread };

  // 1 Done? What is marked is never posted again; what another holds is left to them until lease and grace are over.
  const open = turn.parts.filter(({ mine }) => mine === undefined);
  const heldUntil = Math.max(...turn.parts.map(heldByAnotherUntil));
  if (record.readAt < heldUntil) return later(shell, heldUntil - record.readAt, 'CLAIMED_BY_ANOTHER');
  return open.length > 0 ? await claim(turn, open) : await post(turn);
}

/** By the helpdesk's time; 0 where nobody else holds it. */
function heldByAnotherUntil({ earlier, mine }: Part): Instant {
  if (earlier === undefined || mine !== undefined) return 0;
  return earlier.at + leaseMs + graceMs;
}

/** 2, 3 Claim, with a fresh nonce, refused when the ticket moved on. The lease counts from just before the request. */
async function claim(turn: Turn, open: readonly Part[]): Promise<Claimed> {
  const { parts, record, desk, shell, signal, tags } = turn;
  const channel = placesOf(open, parts[0].effect.channel);
  const keys = open.map(({ key }) => key);
  const owner = shell.nonce();
  const lease = leaseOn(turn);
  const claimed = await desk.ledger.claim(record, { keys, owner, channel, tags, sending: lease.begin }, signal);
  if (claimed === 'conflict') return later(shell, 0, 'TICKET_MOVED_ON');
  if (claimed === 'unknown') return later(shell, leaseMs + graceMs, 'CLAIM_UNKNOWN');

  // 4 Look, only where somebody claimed it before: they may have posted.
  const found = await Promise.all(open.map((part) => look(turn, part)));
  if (found.includes('unknown')) return later(shell, leaseMs + graceMs, 'LOOK_FAILED');
  const held: Held = { owner, deadlineAt: lease.deadlineAt };
  // What stands already is only marked: held, it would be posted again should that fail.
  for (const [i, { effect }] of open.entries()) if (found[i] === undefined) hold(effect.key, held, shell);
  const standing = open.flatMap((part, i) => {
    const posted = found[i];
    return posted === undefined || posted === 'unknown' ? [] : [{ part, posted }];
  });
  let done: Claimed | undefined;
  for (const { part, posted } of standing) done = await mark(turn, [part], posted);
  return done ?? (await post(turn));
}

/**
 * Begins when the claim is sent, however long that waited for the helpdesk's limits. A clock that was set since the ticket
 * was read moves it by no more than `longestWaitMs`.
 */
function leaseOn({ record, desk, shell }: Turn): { readonly deadlineAt: Instant; readonly begin: () => Instant } {
  let deadlineAt = shell.time.now() + leaseMs;
  return {
    get deadlineAt() {
      return deadlineAt;
    },
    /** By the helpdesk's time, no later than it is there: others count the lease from here. */
    begin() {
      const now = shell.time.now();
      const aheadMs = desk.clock.aheadMs();
      const at = Math.min(Math.max(now + aheadMs, record.readAt), record.readAt + longestWaitMs);
      deadlineAt = Math.min(now, at - aheadMs) + leaseMs;
      return at;
    },
  };
}

/**
 * 5 Post, when it is due, while it is what has to be told and while the lease outlasts the request. Unknown is not failure:
 * nobody posts again before having looked.
 */
async function post(turn: Turn): Promise<Claimed> {
  const { parts, shell, signal, together, dueInMs, judgedUntil } = turn;
  if (dueInMs > 0) return later(shell, dueInMs, 'CLAIMED_AHEAD');
  // A claim and a look take their time: meanwhile something stronger may have fallen due, which speaks for this.
  if (shell.time.now() >= judgedUntil) return later(shell, 0, 'TICKET_MOVED_ON');
  const held = parts.map(({ effect }) => shell.held.get(effect.key));
  // One that was held before ran out while the others were claimed: by the end of its grace all are claimed anew.
  if (!held.every((one) => one !== undefined)) return later(shell, graceMs, 'LEASE_OVER');
  const deadlineAt = Math.min(...held.map((one) => one.deadlineAt));
  // Only a certain refusal gives them back: whatever else becomes of this post, nobody posts again without looking.
  for (const { effect } of parts) shell.held.delete(effect.key);
  const latestAt = Math.min(deadlineAt - requestMs, judgedUntil);
  const result: PostResult = await shell.rooms.post(saidIn(turn, latestAt), together, signal);
  switch (result.outcome) {
    case 'sent':
      return await mark(turn, parts, result.posted);
    case 'unknown':
      return later(shell, deadlineAt + graceMs - shell.time.now(), result.code);
    case 'refused':
      for (const [i, { effect }] of parts.entries()) hold(effect.key, held[i]!, shell);
      return refuse(
        parts.map(({ effect }) => effect),
        result,
        shell,
      );
  }
}

/** 6 Mark: from here on the ledger says that it stands, and where. */
async function mark(
  { record, desk, shell, signal, tags }: Turn,
  parts: readonly Part[],
  posted: PostedAlert,
): Promise<Claimed> {
  const keys = parts.map(({ key }) => key);
  const named = posted.named ?? parts.find(({ effect }) => effect.named !== undefined)?.effect.named;
  const covers = parts.flatMap(({ effect }) => effect.covers.map((covered) => ledgerPart(record.ref, covered)));
  const marks: MarkRequest = {
    keys,
    posted: named === undefined ? posted : { ...posted, named },
    covers: covers.filter((covered) => !keys.includes(covered)),
    tags: tags === undefined ? undefined : { ...tags, judgedOn: record.version },
  };
  await desk.ledger.mark(record.ref, marks, signal);
  for (const { effect } of parts) {
    shell.held.delete(effect.key);
    shell.refused.delete(effect.key);
  }
  return { done: true, posted };
}

/** What need not even be claimed now: it was refused a moment ago, or its card does not stand yet. */
function waitOf(
  effects: readonly PostEffect[],
  { record, shell, thread, dueInMs }: Pick<Turn, 'record' | 'shell' | 'thread' | 'dueInMs'>,
): Claimed | undefined {
  for (const { key } of effects) {
    const refused = shell.refused.get(key);
    if (refused !== undefined && refused.until > shell.time.now()) {
      return { done: false, at: refused.until, code: refused.code };
    }
  }
  return thread === 'card-missing' && dueInMs <= 0 ? waitForCard(effects, record, shell) : undefined;
}

/** Who cannot look must not post: the claim runs out, and the next holder looks again. */
async function look(turn: Turn, { effect, earlier }: Part): Promise<PostedAlert | undefined | 'unknown'> {
  if (earlier === undefined) return undefined;
  const places = new Set([effect.channel, ...earlier.channel.split(' ')]);
  for (const channel of places) {
    try {
      const posted = await lookIn(channel, { earlier, effect }, turn);
      // It stands where it was claimed to go, whatever the policy says by now.
      if (posted !== undefined) return effect.named === undefined ? posted : { ...posted, named: channel };
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      // Where it goes no more, a channel that is not there, or not for us, must not hold it up for good.
      if (channel === effect.channel || !isOutOfReach(error)) return 'unknown';
    }
  }
  return undefined;
}

function isOutOfReach({ reason }: IntegrationError): boolean {
  return reason === 'not-found' || reason === 'forbidden';
}

/** In the channel itself, and in each thread that was opened there: what moved on since may have been told in an earlier one. */
async function lookIn(
  channel: string,
  { earlier, effect }: { readonly earlier: Claim; readonly effect: PostEffect },
  { record, shell, signal }: Turn,
): Promise<PostedAlert | undefined> {
  const heads = record.ledger.flatMap((entry) => {
    if (entry.kind !== 'posted' || !isHeadKey(entry.key)) return [];
    const isHere = entry.named === undefined || entry.named === channel || entry.channel === channel;
    return isHere ? [entry.message] : [];
  });
  for (const thread of heads.length === 0 ? [undefined] : heads) {
    const where = { channel, thread, sinceAt: earlier.since };
    const posted = await shell.channel.find(where, markOf(effect.key), signal);
    if (posted !== undefined) return posted;
  }
  return undefined;
}

/** All channels in which it may stand once this claim runs out: those of the claims before it, and its own. */
function placesOf(open: readonly Part[], channel: string): string {
  const earlier = open.flatMap((part) => part.earlier?.channel.split(' ') ?? []);
  return [...new Set([...earlier, channel])].join(' ');
}

/** The words of a message, and of its part in a digest. */
function saidIn({ parts, record, thread }: Turn, latestAt: Instant): Said {
  const [{ effect }] = parts;
  const { channel, alert, broadcast } = effect;
  const marks = parts.map((part) => markOf(part.effect.key));
  return {
    ticket: record.ref,
    alone: { channel, account: accountOf(record.ref), latestAt, alert, mark: markOf(effect.key), thread, broadcast },
    entry: { alerts: [alert, ...parts.slice(1).map((part) => part.effect.alert)], marks },
  };
}

function partOf(effect: PostEffect, { ref, ledger }: TicketRecord, shell: Shell): Part {
  const key = ledgerPart(ref, effect.key);
  const earlier = claimIn(ledger, key);
  const held = shell.held.get(effect.key);
  const isMine = held !== undefined && held.owner === earlier?.owner && shell.time.now() + requestMs <= held.deadlineAt;
  return { effect, key, earlier, mine: isMine ? held : undefined };
}

/** Kept as long as it is good for anything. */
function hold(key: string, held: Held, { held: all, time }: Shell): void {
  for (const [key, { deadlineAt }] of all) if (deadlineAt < time.now()) all.delete(key);
  all.set(key, held);
}

const passingPauses = { firstPauseMs: 5 * SECOND_MS, longestPauseMs: 5 * SECOND_MS };
const lastingPauses = { firstPauseMs: 5 * MINUTE_MS, longestPauseMs: HOUR_MS };

/** A passing refusal is tried again soon, a lasting one ever more rarely; neither is ever given up. */
function refuse(
  effects: readonly PostEffect[],
  { code, permanent, retryAfterMs }: { code: string; permanent: boolean; retryAfterMs?: number | undefined },
  shell: Shell,
): Claimed {
  const pauses = permanent ? lastingPauses : passingPauses;
  const keys = effects.map(({ key }) => key);
  return { done: false, at: noteRefused(keys, { code, retryAfterMs, ...pauses }, shell).until, code };
}

/** A reply waits as long as its card does. */
function waitForCard(effects: readonly PostEffect[], record: TicketRecord, shell: Shell): Claimed {
  const under = effects.find((effect) => effect.under !== undefined)?.under ?? '';
  const refused = shell.refused.get(under);
  if (refused !== undefined) return later(shell, refused.until - shell.time.now(), 'CARD_NOT_POSTED');
  const claim = claimIn(record.ledger, ledgerPart(record.ref, under));
  const { firstPauseMs } = passingPauses;
  const waitMs = claim === undefined ? firstPauseMs : claim.at + leaseMs + graceMs - record.readAt;
  return later(shell, Math.max(firstPauseMs, waitMs), 'CARD_NOT_POSTED');
}

type Claim = Extract<LedgerEntry, { kind: 'claimed' }>;

function claimIn(ledger: readonly LedgerEntry[], key: string): Claim | undefined {
  return ledger.find((entry): entry is Claim => entry.kind === 'claimed' && entry.key === key);
}

/** The card's message, for a reply in its thread. A reply waits until its card stands, or goes into a digest with it. */
function threadOf(effects: readonly PostEffect[], record: TicketRecord): string | undefined {
  const under = effects.find((effect) => effect.under !== undefined)?.under;
  if (under === undefined || effects.some((effect) => effect.key === under)) return undefined;
  const key = ledgerPart(record.ref, under);
  const card = record.ledger.find((entry) => entry.kind === 'posted' && entry.key === key);
  return card?.kind === 'posted' ? card.message : 'card-missing';
}

function later(shell: Shell, ms: number, code: string): Claimed {
  return { done: false, at: shell.time.now() + Math.max(0, ms), code };
}
