import { complaintFields } from '#core/complaint/fields.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { RawTicketField } from './payload.ts';

/** Our names for the fields that are ours, the ledger's among them. */
export type OwnFieldName = keyof ComplaintFields | typeof ledgerField;
export const ownFieldNames: readonly OwnFieldName[] = [...complaintFields, ledgerField];

/** Which of the account's ticket fields are ours: found by key, or by title where the account gives fields no key. */
export function findOwnFields(fields: readonly RawTicketField[], prefix: string): ReadonlyMap<OwnFieldName, string> {
  const found = new Map<OwnFieldName, string>();
  for (const name of ownFieldNames) {
    const wanted = `${prefix}${name}`;
    const usable = fields.filter((field) => field.active !== false);
    const field =
      usable.find(({ key }) => key === wanted) ??
      usable.find(({ title, raw_title: rawTitle }) => rawTitle === wanted || title === wanted);
    if (field !== undefined) found.set(name, field.id);
  }
  return found;
}

/** A field's value as text: a list as JSON, an empty value as nothing. */
export function fieldText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '' || value === false) return undefined;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length === 0) return undefined;
  return JSON.stringify(value);
}
