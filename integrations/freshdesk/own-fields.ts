import { fieldText, oncePerList, ownFieldNames } from '#integrations/read-own-fields.ts';
import type { OwnFieldName } from '#integrations/read-own-fields.ts';
import type { RawTicketField } from './payload.ts';

export { ownFieldNames } from '#integrations/read-own-fields.ts';
export type { OwnFieldName } from '#integrations/read-own-fields.ts';

/**
 * Under which names the account keeps our fields: it makes them up from the label, puts `cf_` before and at times a
 * number behind them. By the plain name, else by the name with a number, else by the label. `ledger` is an index, the
 * ledger itself stands in notes.
 */
export const findOwnFields: (
  fields: readonly Pick<RawTicketField, 'name' | 'label'>[],
  prefix: string,
) => ReadonlyMap<OwnFieldName, string> = oncePerList((fields, prefix) => {
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
});

/** What our fields of a ticket hold, by our names. */
export function ownValues(
  customFields: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<OwnFieldName, string>,
): Readonly<Partial<Record<OwnFieldName, string>>> {
  const values: Partial<Record<OwnFieldName, string>> = {};
  for (const [own, name] of names) {
    const text = fieldText(customFields[name]);
    // What every object has is no value of the account's.
    if (text !== undefined && Object.hasOwn(customFields, name)) values[own] = text;
  }
  return values;
}
