import type { TicketChange } from '#core/effect/effect.ts';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FieldMap } from './field-map.ts';
import { dueHistory } from './history-keeper.ts';
import { maxFieldChars } from './limits.ts';
import { findOwnFields } from './own-fields.ts';
import type { OwnFieldName } from './own-fields.ts';
import { tagsAfter } from './own-tags.ts';
import type { ReadTicket } from './ticket-reader.ts';

/** The body of a save: only what it names changes. */
export type Attributes = Readonly<Record<string, unknown>>;

interface Changing {
  /** The ticket as it is at this moment: tags are saved as a whole list. */
  readonly now: ReadTicket;
  /** The ticket as it was judged, with its ledger. */
  readonly record: TicketRecord;
  readonly change: TicketChange;
}

/**
 * What of a change is the ticket's own; `undefined` where nothing is. What else there is to remember goes along with it,
 * for it costs no save of its own.
 *
 * @throws {IntegrationError} `rejected` where the account has no such field
 */
export async function attributesOf(
  { now, record, change }: Changing,
  { fields, prefix }: { readonly fields: FieldMap; readonly prefix: string },
  signal: AbortSignal,
): Promise<Attributes | undefined> {
  const tags = tagsAfter(now.record.tags, change, prefix);
  const values = valuesOf(change);
  const names = values.size === 0 ? new Map<OwnFieldName, string>() : await fields.namesOf([...values.keys()], signal);
  const attributes = {
    ...(tags === undefined ? {} : { tags }),
    ...(change.assignee === undefined ? {} : { responder_id: idOf(change.assignee) }),
    ...(change.group === undefined ? {} : { group_id: idOf(change.group) }),
  };
  if (values.size === 0 && Object.keys(attributes).length === 0) return undefined;
  const known = findOwnFields(await fields.known(signal), prefix);
  const remembered = [
    [known.get('history'), now.raw.ticket.stats && dueHistory(now.raw, prefix)],
    [known.get(ledgerField), indexOf(record.ledger)],
  ].filter(([name, text]) => name !== undefined && text !== undefined);
  const custom = Object.fromEntries([
    ...(remembered as [string, string][]),
    ...[...values].map(([name, value]) => [names.get(name) ?? '', value] as const),
  ]);
  return { ...attributes, ...(Object.keys(custom).length === 0 ? {} : { custom_fields: custom }) };
}

function valuesOf(change: TicketChange): ReadonlyMap<OwnFieldName, string | null> {
  const values = new Map<OwnFieldName, string | null>();
  for (const [name, value] of Object.entries(change.fields ?? {})) {
    if (value !== undefined) values.set(name as OwnFieldName, value === '' ? null : value);
  }
  return values;
}

/** What was done, as an index: should somebody delete a note, it is not done again. Claims stand in notes alone. */
function indexOf(ledger: readonly LedgerEntry[]): string | undefined {
  const done = ledger.filter(({ kind }) => kind !== 'claimed');
  for (let from = 0; from < done.length; from += 1) {
    const text = encodeLedger(done.slice(from));
    if (text.length <= maxFieldChars) return text;
  }
  return undefined;
}

function idOf(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new IntegrationError('freshdesk', 'rejected', { message: 'not an id of this account' });
}
