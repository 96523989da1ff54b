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

/** Of a ticket in whose fields nothing of ours stands, as of nearly every one that is no complaint. */
export const noValues: Readonly<Partial<Record<OwnFieldName, string>>> = Object.freeze({});

/** What our fields of a ticket hold, by our names. */
export function ownValues(
  customFields: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<OwnFieldName, string>,
): Readonly<Partial<Record<OwnFieldName, string>>> {
  if (!holdsOurs(customFields, names)) return noValues;
  const values: Partial<Record<OwnFieldName, string>> = {};
  for (const [own, name] of names) {
    const text = fieldText(customFields[name]);
    // What every object has is no value of the account's.
    if (text !== undefined && Object.hasOwn(customFields, name)) values[own] = text;
  }
  return values;
}

/** To go through what a ticket has, most of it empty, is quicker than to ask for each of ours. */
function holdsOurs(customFields: Readonly<Record<string, unknown>>, names: ReadonlyMap<OwnFieldName, string>): boolean {
  let ours: ReadonlySet<string> | undefined;
  for (const name in customFields) {
    if (customFields[name] === null) continue;
    ours ??= namesIn(names);
    if (ours.has(name)) return true;
  }
  return false;
}

const known = new WeakMap<ReadonlyMap<OwnFieldName, string>, ReadonlySet<string>>();

/** The account's names alone, gathered once: `findOwnFields` gives the same map again and again. */
function namesIn(names: ReadonlyMap<OwnFieldName, string>): ReadonlySet<string> {
  let ours = known.get(names);
  if (ours === undefined) {
    ours = new Set(names.values());
    known.set(names, ours);
  }
  return ours;
}
