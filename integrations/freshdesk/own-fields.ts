import { complaintFields } from '#core/complaint/fields.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { RawTicketField } from './payload.ts';

/** Our names for the fields that are ours; `ledger` is an index, the ledger itself stands in notes. */
export type OwnFieldName = keyof ComplaintFields | typeof ledgerField;
export const ownFieldNames: readonly OwnFieldName[] = [...complaintFields, ledgerField];

/**
 * Under which names the account keeps our fields: it makes them up from the label, puts `cf_` before and at times a
 * number behind them. By the plain name, else by the name with a number, else by the label.
 */
export function findOwnFields(
  fields: readonly Pick<RawTicketField, 'name' | 'label'>[],
  prefix: string,
): ReadonlyMap<OwnFieldName, string> {
  const found = new Map<OwnFieldName, string>();
  for (const own of ownFieldNames) {
    const label = `${prefix}${own}`;
    const name = `cf_${label}`.toLowerCase();
    const field =
      fields.find((field) => field.name === name) ??
      fields.find((field) => field.name.startsWith(name) && /^_?\d+$/.test(field.name.slice(name.length))) ??
      fields.find((field) => field.label === label);
    if (field !== undefined) found.set(own, field.name);
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

/** What our fields of a ticket hold, by our names. */
export function ownValues(
  customFields: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<OwnFieldName, string>,
): Readonly<Partial<Record<OwnFieldName, string>>> {
  const values: Partial<Record<OwnFieldName, string>> = {};
  for (const [own, name] of names) {
    const value = Object.hasOwn(customFields, name) ? fieldText(customFields[name]) : undefined;
    if (value !== undefined) values[own] = value;
  }
  return values;
}
