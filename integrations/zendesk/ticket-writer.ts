import type { TagChange, TicketChange } from '#core/effect/effect.ts';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import { mergeLedger } from '#core/effect/merge-ledger.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Written } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import type { OwnFieldName } from './own-fields.ts';
import { writeMark } from './people.ts';
import { ownId } from './ticket-reader.ts';
import type { Account, TicketReader } from './ticket-reader.ts';

export interface TicketWriter {
  /**
   * The record once its state can be told from any later one: `updated_at` has whole seconds only, so a save within that
   * very second would go unseen. Waits for the next second where the record is that young, and reads the ticket again.
   */
  settled(record: TicketRecord, signal: AbortSignal): Promise<TicketRecord | 'conflict'>;
  /**
   * One save, refused where the ticket moved on since the (settled) record. `unkept` where a field that it wrote is not on
   * the ticket any more.
   *
   * @throws {IntegrationError} `closed`; `rejected` where a field is not there; outcome `unknown` where it may be saved
   */
  save(record: TicketRecord, change: TicketChange, signal: AbortSignal, how?: Saving): Promise<Written>;
}

export interface Saving {
  /** The ledger's entries as of the moment at which the save is sent, in place of the change's: it may have waited. */
  readonly ledgerNow?: (() => readonly LedgerEntry[]) | undefined;
  /** Whether it is part of what a claim is held for. */
  readonly isBegun?: boolean | undefined;
}

type FieldIds = ReadonlyMap<OwnFieldName, string>;

/** Settling normally takes one look; more only where somebody writes second after second. */
const maxLooks = 3;

export function createTicketWriter(
  calls: ZendeskCalls,
  parts: { readonly reader: TicketReader; readonly fields: FieldMap },
  account: Account,
): TicketWriter {
  const { reader, fields } = parts;
  return {
    async settled(record, signal) {
      let seen = record;
      for (let looks = 0; looks < maxLooks; looks += 1) {
        const waitMs = quietMs(seen);
        if (waitMs === 0) return seen;
        await waited(account, waitMs, signal);
        const now = await reader.state(record.ref, signal);
        if (now.version !== record.version) return 'conflict';
        // What is about to be overwritten is taken as it is now; what was said on the ticket stays as it was judged.
        seen = { ...record, tags: now.tags, fields: now.fields, ledger: now.ledger, readAt: now.readAt };
      }
      return 'conflict';
    },
    async save(record, change, signal, { ledgerNow, isBegun } = {}) {
      const id = ownId(record.ref, account);
      const ids = await idsOf(record, change, signal);
      const bodyOf = (change: TicketChange) => ({
        ticket: { ...changed(record, change, ids), ...guard(record, account.prefix) },
      });
      const bodyNow = ledgerNow && (() => bodyOf({ ...change, ledger: ledgerNow() }));
      const how = { lane: `updates of ${id}`, signal, isBegun, bodyNow } as const;
      try {
        const { answer } = await calls.client(how, ({ tickets }) => tickets.update(id, bodyOf(change)));
        return fields.areOn(ticketIn(answer.body), [...ids.values()]) ? 'written' : 'unkept';
      } catch (cause) {
        if (cause instanceof IntegrationError && cause.status === 409) return 'conflict';
        throw cause;
      }
    },
  };

  /** Of the fields that a change writes. */
  async function idsOf(record: TicketRecord, change: TicketChange, signal: AbortSignal): Promise<FieldIds> {
    const names = [...valuesOf(record, change).keys()];
    if (names.length === 0) return new Map();
    const known = await fields.idsOf(names, signal);
    return new Map(names.map((name) => [name, known.get(name) ?? '']));
  }

  function changed(record: TicketRecord, change: TicketChange, ids: FieldIds): object {
    const tags = tagsAfter(record.tags, change, account.prefix);
    const values = valuesOf(record, change);
    return {
      ...(tags === undefined ? {} : { tags }),
      ...(values.size === 0
        ? {}
        : { custom_fields: [...values].map(([name, value]) => ({ id: Number(ids.get(name)), value })) }),
      ...(change.note === undefined ? {} : { comment: { body: change.note, public: false } }),
      ...(change.assignee === undefined ? {} : { assignee_id: agentId(change.assignee) }),
      ...(change.group === undefined ? {} : { group_id: agentId(change.group) }),
    };
  }
}

function ticketIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'ticket' in body ? body.ticket : undefined;
}

function guard(record: TicketRecord, prefix: string): object {
  return { safe_update: true, updated_stamp: record.version, metadata: { [writeMark(prefix)]: '1' } };
}

/** The whole list of tags after the change, `undefined` where it stays. Only tags that begin with the prefix change. */
export function tagsAfter(tags: readonly string[], change: TagChange, prefix: string): readonly string[] | undefined {
  // Zendesk keeps tags in lower case and takes a blank for the end of one.
  const own = (tag: string): string => `${prefix}${tag}`.toLowerCase().replaceAll(/[\s,"]+/g, '_');
  const gone = new Set((change.removeTags ?? []).map(own));
  const kept = tags.filter((tag) => !gone.has(tag));
  const added = [...new Set((change.addTags ?? []).map(own))].filter((tag) => !kept.includes(tag));
  return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];
}

function valuesOf(record: TicketRecord, change: TicketChange): ReadonlyMap<OwnFieldName, string | null> {
  const values = new Map<OwnFieldName, string | null>();
  for (const [name, value] of Object.entries(change.fields ?? {})) {
    if (value !== undefined) values.set(name as OwnFieldName, value === '' ? null : value);
  }
  if (change.ledger !== undefined && change.ledger.length > 0) {
    values.set(ledgerField, encodeLedger(mergeLedger(record.ledger, change.ledger)));
  }
  return values;
}

function agentId(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new IntegrationError('zendesk', 'rejected', { message: 'not an id of this account' });
}

/** How long until the helpdesk's second is past that of the last update, counted from when the record was read. */
function quietMs({ readAt, updatedAt }: TicketRecord): number {
  const secondOf = (at: Instant): Instant => Math.floor(at / SECOND_MS) * SECOND_MS;
  return Math.max(0, secondOf(updatedAt) + SECOND_MS - secondOf(readAt));
}

async function waited({ time }: Account, waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await time.sleepUntil(time.now() + waitMs, signal);
  } catch {
    throw new IntegrationError('zendesk', 'timeout', { message: 'the caller gave up before anything was written' });
  }
}
