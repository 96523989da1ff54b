import { createHash } from 'node:crypto';
import type { Effect } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import { postOnce } from './claim.ts';
import { markOf } from './mark-of.ts';
import type { Desk, Shell } from './shell.ts';

/** `changed`: the ticket is not what it was; read it again. `settled`: nothing more to do for this one now. */
export type Performed =
  | { readonly result: 'changed' }
  | { readonly result: 'settled' }
  | { readonly result: 'later'; readonly at: Instant; readonly code: string };

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

/** Performs one effect. Rejects with an IntegrationError where a helpdesk failed; Slack's failures are results. */
export async function perform(
  effect: Effect,
  on: { record: TicketRecord; desk: Desk; shell: Shell; signal: AbortSignal },
): Promise<Performed> {
  const { record, desk, shell, signal } = on;
  switch (effect.kind) {
    case 'change-ticket':
      // A conflict is an answer too: somebody was quicker, and the ticket is judged anew.
      await desk.actions.write(record, effect.change, signal);
      return { result: 'changed' };
    case 'post-alert': {
      const claimed = await postOnce(effect, on);
      if (claimed.done) {
        shell.pending.posted();
        shell.log.info('alert posted', { ticket: record.ref.id, key: effect.key });
        return { result: 'changed' };
      }
      if (claimed.code === 'TICKET_MOVED_ON') return { result: 'changed' };
      return { result: 'later', at: claimed.at, code: claimed.code };
    }
    case 'update-card':
      return await updateCard(effect, shell, signal);
  }
}

async function updateCard(
  effect: Extract<Effect, { kind: 'update-card' }>,
  shell: Shell,
  signal: AbortSignal,
): Promise<Performed> {
  const sent = await shell.channel.update(effect.posted, effect.alert, markOf(effect.key), signal);
  if (sent.outcome === 'sent') {
    remember(shell.shown, effect.key, contentOf(effect));
    return { result: 'settled' };
  }
  const permanent = sent.outcome === 'refused' && sent.permanent;
  if (permanent) {
    // The message is gone, or no longer ours to edit. The next change of the complaint tries again.
    remember(shell.shown, effect.key, contentOf(effect));
    return { result: 'settled' };
  }
  // To edit twice is to edit once: an edit of unknown fate is made again, unlike a post.
  const waitMs = (sent.outcome === 'refused' ? sent.retryAfterMs : undefined) ?? 5 * SECOND_MS;
  return { result: 'later', at: shell.time.now() + waitMs, code: sent.code };
}

const mostShown = 50_000;

function remember(shown: Map<string, string>, key: string, content: string): void {
  shown.delete(key);
  shown.set(key, content);
  const oldest = shown.size > mostShown ? shown.keys().next().value : undefined;
  if (oldest !== undefined) shown.delete(oldest);
}

function contentOf(effect: Extract<Effect, { kind: 'update-card' }>): string {
  return createHash('sha1')
    .update(JSON.stringify([effect.posted, effect.alert]))
    .digest('base64');
}
