import { createHash } from 'node:crypto';
import type { Effect, TagChange } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import { tagNames } from '#core/effect/names.ts';
import { refText, type TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { postOnce, type On, type PostEffect } from './claim.ts';
import { markOf } from './mark-of.ts';
import { noteRefused } from './refused.ts';
import type { Shell } from './shell.ts';

/** `changed`: the ticket is not what it was, and is read again. `settled`: nothing more to do for this one now. */
export type Performed = { readonly result: 'changed' } | { readonly result: 'settled' } | Later;

/** `at` is `undefined` where the channel's waiting room calls when it is time. */
export interface Later {
  readonly result: 'later';
  readonly at: Instant | undefined;
  readonly code: string;
  /** All that was put off with it. */
  readonly effects: readonly Effect[];
}

/** An alert that waits, unclaimed, until it is its ticket's turn in the channel. */
export const waitsForChannel = 'WAITS_FOR_CHANNEL';

/** Whether the ticket, or what we last showed, says that an effect has been performed. */
export function isDone(effect: Effect, record: TicketRecord, shell: Shell): boolean {
  switch (effect.kind) {
    case 'change-ticket':
      return false;
    case 'post-alert': {
      const key = ledgerPart(record.ref, effect.key);
      return record.ledger.some((entry) => (entry.kind === 'posted' || entry.kind === 'covered') && entry.key === key);
    }
    case 'update-card':
      return shell.shown.get(effect.key) === contentOf(effect);
  }
}

/**
 * Performs one effect. Rejects with an IntegrationError where a helpdesk failed; Slack's failures are results.
 *
 * @param open  all that the ticket lacks and that was not put off
 */
export async function perform(effect: Effect, open: readonly Effect[], on: On): Promise<Performed> {
  const { shell, signal } = on;
  switch (effect.kind) {
    case 'change-ticket':
      return await change(effect, on);
    case 'post-alert':
      return await tell(effect, open, on);
    case 'update-card':
      return await updateCard(effect, shell, signal);
  }
}

/** Writes it, unless the ticket did not show it however often it was written. */
async function change(
  effect: Extract<Effect, { kind: 'change-ticket' }>,
  { record, desk, shell, signal }: On,
): Promise<Performed> {
  const at = shell.unkept.restsUntil(record.ref, effect.change);
  if (at !== undefined) return { result: 'later', at, code: 'CHANGE_NOT_KEPT', effects: [effect] };
  let answer: Awaited<ReturnType<typeof desk.actions.write>>;
  try {
    answer = await desk.actions.write(record, effect.change, signal);
  } catch (error) {
    if (!isRefusedForGood(error)) throw error;
    shell.log.warn('change refused', { ticket: refText(record.ref), code: error.code });
    return { result: 'later', at: shell.time.now() + refusedForMs, code: error.code, effects: [effect] };
  }
  // A conflict is an answer too: somebody was quicker, and the ticket is judged anew.
  if (answer !== 'conflict') shell.unkept.written(record.ref, effect.change);
  return { result: 'changed' };
}

/** How long nothing is tried after a refusal that a person has to mend: our choice. */
const refusedForMs = 15 * MINUTE_MS;

/**
 * Whether the helpdesk will refuse it until somebody mends the account or the ticket, such as a field that its form wants
 * filled. What is to be told of the complaint does not wait for that.
 */
function isRefusedForGood(error: unknown): error is IntegrationError {
  return error instanceof IntegrationError && error.reason === 'rejected' && error.outcome === 'not-done';
}

/** Tells it, once the channel lets the ticket in: alone, or in a storm with all that is to be said of it there. */
async function tell(effect: PostEffect, open: readonly Effect[], on: On): Promise<Performed> {
  const { record, shell } = on;
  const { channel } = effect;
  const here = open.filter((one): one is PostEffect => one.kind === 'post-alert' && one.channel === channel);
  const isClaimed = here.every(({ key }) => shell.held.has(key));
  const entry = shell.rooms.enter(record.ref, channel, isClaimed);
  if (entry === 'wait') return { result: 'later', at: undefined, code: waitsForChannel, effects: here };
  const together = entry === 'together';
  const effects: [PostEffect, ...PostEffect[]] = together ? gravestFirst(effect, here) : [effect];
  const claimed = await postOnce(effects, { ...on, together, dueInMs: 0, tags: tagsIn(open) });
  if (claimed.done) {
    for (const { key } of effects) {
      shell.pending.posted();
      shell.log.info('alert posted', { ticket: record.ref.id, key });
    }
    const card = effects.find(({ alert }) => alert.kind === 'card');
    // What was just posted shows what it shows.
    if (card !== undefined) remember(shell.shown, card.key, contentOf({ posted: claimed.posted, alert: card.alert }));
    return { result: 'changed' };
  }
  if (claimed.code === 'TICKET_MOVED_ON') return { result: 'changed' };
  return { result: 'later', at: claimed.at, code: claimed.code, effects };
}

/**
 * Tags that only show how the complaint stands. A change that writes more stays whole, and the tag by which the ticket is
 * found again goes when nothing is left to tell.
 */
function tagsIn(open: readonly Effect[]): TagChange | undefined {
  const effect = open.find((one) => one.kind === 'change-ticket');
  if (effect?.kind !== 'change-ticket') return undefined;
  const { addTags = [], removeTags = [], ...others } = effect.change;
  const isMore = Object.keys(others).length > 0;
  return isMore || removeTags.includes(tagNames.open) ? undefined : { addTags, removeTags };
}

/** A card says less than what happened. */
function gravestFirst(effect: PostEffect, all: readonly PostEffect[]): [PostEffect, ...PostEffect[]] {
  const [first = effect, ...others] = all.toSorted((a, b) => rankOf(a) - rankOf(b));
  return [first, ...others];
}

function rankOf({ alert }: PostEffect): number {
  return alert.kind === 'card' ? 2 : alert.tone === 'broken' ? 0 : 1;
}

async function updateCard(
  effect: Extract<Effect, { kind: 'update-card' }>,
  shell: Shell,
  signal: AbortSignal,
): Promise<Performed> {
  const { key } = effect;
  const before = shell.refused.get(key);
  if (before !== undefined && before.until > shell.time.now()) {
    return { result: 'later', at: before.until, code: before.code, effects: [effect] };
  }
  const sent = await shell.channel.update(effect.posted, effect.alert, markOf(key), signal);
  if (sent.outcome === 'sent' || (sent.outcome === 'refused' && sent.permanent)) {
    // Where the message is gone, or no longer ours to edit, the next change of the complaint tries again.
    shell.refused.delete(key);
    remember(shell.shown, key, contentOf(effect));
    return { result: 'settled' };
  }
  // To edit twice is to edit once: an edit of unknown fate is made again, unlike a post.
  const retryAfterMs = sent.outcome === 'refused' ? sent.retryAfterMs : undefined;
  const { until: at } = noteRefused([key], { code: sent.code, retryAfterMs, firstPauseMs, longestPauseMs }, shell);
  return { result: 'later', at, code: sent.code, effects: [effect] };
}

const firstPauseMs = 5 * SECOND_MS;
/** A card that somebody looks at is late by no more than this once Slack is back. */
const longestPauseMs = MINUTE_MS;

const mostShown = 50_000;

function remember(shown: Map<string, string>, key: string, content: string): void {
  shown.delete(key);
  shown.set(key, content);
  const oldest = shown.size > mostShown ? shown.keys().next().value : undefined;
  if (oldest !== undefined) shown.delete(oldest);
}

function contentOf({ posted, alert }: Pick<Extract<Effect, { kind: 'update-card' }>, 'posted' | 'alert'>): string {
  const { channel, message } = posted;
  return createHash('sha1')
    .update(JSON.stringify([channel, message, alert]))
    .digest('base64');
}
