import { fieldText, oncePerList, ownFieldNames } from '#integrations/read-own-fields.ts';
import type { OwnFieldName } from '#integrations/read-own-fields.ts';
import type { RawTicketField } from './payload.ts';

export { ownFieldNames } from '#integrations/read-own-fields.ts';
export type { OwnFieldName } from '#integrations/read-own-fields.ts';

/** Which of the account's ticket fields are ours: found by key, or by title where the account gives fields no key. */
export const findOwnFields: (fields: readonly RawTicketField[], prefix: string) => ReadonlyMap<OwnFieldName, string> =
  oncePerList((fields, prefix) => {
    const found = new Map<OwnFieldName, string>();
    const usable = fields.filter((field) => field.active !== false);
    for (const name of ownFieldNames) {
      const wanted = `${prefix}${name}`;
      const field =
        usable.find(({ key }) => key === wanted) ??
        // Of the same title and another key it is somebody else's.
        usable.find(
          ({ key, title, raw_title: rawTitle }) => key === undefined && (rawTitle === wanted || title === wanted),
        );
      if (field !== undefined) found.set(name, field.id);
    }
    return found;
  });

/** Our names by the ids the account gave, as text and as the number that tickets bear. */
export const nameOwnFields: (fields: readonly RawTicketField[], prefix: string) => ReadonlyMap<unknown, OwnFieldName> =
  oncePerList(
    (fields, prefix) =>
      new Map<unknown, OwnFieldName>(
        [...findOwnFields(fields, prefix)].flatMap(([name, id]) => [
          [id, name],
          [Number(id), name],
        ]),
      ),
  );

/** What stands in our fields of a ticket; what is empty, left out. */
export type OwnValues = { readonly [name in OwnFieldName]?: string };

export function ownValues(customFields: readonly unknown[], ownFields: ReadonlyMap<unknown, OwnFieldName>): OwnValues {
  const values: { -readonly [name in OwnFieldName]?: string } = {};
  if (ownFields.size === 0) return values;
  for (const field of customFields) {
    if (typeof field !== 'object' || field === null) continue;
    const { id, value } = field as { readonly id?: unknown; readonly value?: unknown };
    if (value === null) continue;
    const name = ownFields.get(id);
    const text = name === undefined ? undefined : fieldText(value);
    if (text !== undefined && name !== undefined) values[name] = text;
  }
  return values;
}
