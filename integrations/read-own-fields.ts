import { complaintFields } from '#core/complaint/fields.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import { isDeeper } from './read-depth.ts';

/** Our names for the fields that are ours, the ledger's among them. */
export type OwnFieldName = keyof ComplaintFields | typeof ledgerField;
export const ownFieldNames: readonly OwnFieldName[] = [...complaintFields, ledgerField];

/** A list or an object in a field nests no deeper. */
const maxValueDepth = 16;

/** A field's value as text: a list as JSON; an empty value, and what nests deeper than any field does, as nothing. */
export function fieldText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '' || value === false) return undefined;
  if (typeof value === 'string') return value;
  if ((Array.isArray(value) && value.length === 0) || isDeeper(value, maxValueDepth)) return undefined;
  return JSON.stringify(value);
}

/**
 * What is made of an account's list of ticket fields, made once for each list and prefix: an adapter keeps a list from one
 * ticket to the next. The list must not be changed afterwards.
 */
export function oncePerList<Row extends object, Made>(
  make: (list: readonly Row[], prefix: string) => Made,
): (list: readonly Row[], prefix: string) => Made {
  const made = new WeakMap<readonly Row[], { readonly prefix: string; readonly value: Made }>();
  return (list, prefix) => {
    const known = made.get(list);
    if (known?.prefix === prefix) return known.value;
    const value = make(list, prefix);
    made.set(list, { prefix, value });
    return value;
  };
}
