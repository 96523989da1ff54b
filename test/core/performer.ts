import type { Effect } from '#core/effect/effect.ts';
import { ledgerPart } from '#core/effect/key.ts';
import { mergeLedger } from '#core/effect/merge-ledger.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/** More rounds than any ticket needs. */
const mostRounds = 40;

/** What is left when the ticket lacks nothing, and what was posted on the way, as keys of the ledger. */
export interface Settled {
  readonly record: TicketRecord;
  readonly outcome: Outcome;
  readonly posted: readonly string[];
  /** The same as they were posted. */
  readonly said: readonly PostAlert[];
}

type PostAlert = Extract<Effect, { kind: 'post-alert' }>;

/** Performs what `judge` lists, one effect at a time as the shell does, until it lists nothing undone. */
export function settle(record: TicketRecord, policy: Policy, now: Instant): Settled {
  const posted: string[] = [];
  const said: PostAlert[] = [];
  let ticket = record;
  for (let round = 0; round < mostRounds; round += 1) {
    const outcome = judge(ticket, policy, now);
    const effect = outcome.effects.find((effect) => isUndone(effect, ticket));
    if (effect === undefined) return { record: ticket, outcome, posted, said };
    if (effect.kind === 'post-alert') {
      posted.push(ledgerPart(ticket.ref, effect.key));
      said.push(effect);
    }
    ticket = performed(effect, ticket, { policy, now });
  }
  throw new Error('the ticket never comes to rest');
}

/** What a ticket does not show yet; a card that stands is only ever brought up to date. */
export function isUndone(effect: Effect, record: TicketRecord): boolean {
  if (effect.kind !== 'post-alert') return effect.kind === 'change-ticket';
  const key = ledgerPart(record.ref, effect.key);
  return !record.ledger.some((entry) => (entry.kind === 'posted' || entry.kind === 'covered') && entry.key === key);
}

function performed(effect: Effect, record: TicketRecord, on: { policy: Policy; now: Instant }): TicketRecord {
  const { now, policy } = on;
  if (effect.kind === 'post-alert') {
    const key = ledgerPart(record.ref, effect.key);
    const entries: LedgerEntry[] = [
      {
        kind: 'posted',
        key,
        channel: effect.channel,
        message: `message-${record.ledger.length}`,
        at: now,
        ...(effect.named === undefined ? {} : { named: effect.named }),
      },
      ...effect.covers.map((covered): LedgerEntry => ({
        kind: 'covered',
        key: ledgerPart(record.ref, covered),
        by: key,
        at: now,
      })),
    ];
    return { ...record, ledger: mergeLedger(record.ledger, entries) };
  }
  if (effect.kind !== 'change-ticket') return record;
  const { addTags = [], removeTags = [], fields = {}, ledger = [] } = effect.change;
  const removed = new Set(removeTags.map((tag) => policy.prefix + tag));
  return {
    ...record,
    tags: [...record.tags.filter((tag) => !removed.has(tag)), ...addTags.map((tag) => policy.prefix + tag)],
    fields: { ...record.fields, ...fields },
    ledger: mergeLedger(record.ledger, ledger),
  };
}
