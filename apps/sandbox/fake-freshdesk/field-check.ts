import type { FieldError } from './call.ts';
import type { DeskField, FieldValue } from './fields.ts';

/** What a custom field makes of a value: the value it will hold, `null` to empty it, or what is wrong with it. */
export type Checked =
  | { readonly value: FieldValue | null; readonly error?: undefined }
  | { readonly error: FieldError };

/** @param longestText  characters a field of one line takes */
export function checkValue(field: DeskField, value: unknown, longestText: number): Checked {
  if (value === null || value === '') return { value: null };
  switch (field.type) {
    case 'custom_checkbox':
      return typeof value === 'boolean' ? { value } : mismatch(field, value, 'Boolean');
    case 'custom_number':
      return Number.isInteger(value) ? { value: value as number } : mismatch(field, value, 'Integer');
    case 'custom_decimal':
      return typeof value === 'number' ? { value } : mismatch(field, value, 'Number');
    default:
      return typeof value === 'string' ? checkText(field, value, longestText) : mismatch(field, value, 'String');
  }
}

function checkText(field: DeskField, value: string, longestText: number): Checked {
  switch (field.type) {
    case 'custom_date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? { value } : wrong(field, "It should be in the 'YYYY-MM-DD' format");
    case 'custom_dropdown':
    case 'nested_field':
      return field.choices.includes(value)
        ? { value }
        : wrong(field, `It should be one of these values: '${field.choices.join(',')}'`);
    case 'custom_text':
      return value.length <= longestText
        ? { value }
        : wrong(field, `Has ${value.length} characters, it can have maximum of ${longestText} characters`);
    default:
      return { value };
  }
}

function mismatch(field: DeskField, value: unknown, type: string): Checked {
  const message = `Value set is of type ${typeName(value)}.It should be a/an ${type}`;
  return { error: { field: field.name, message, code: 'datatype_mismatch' } };
}

function wrong(field: DeskField, message: string): Checked {
  return { error: { field: field.name, message, code: 'invalid_value' } };
}

/** How Freshdesk calls the type of a value. */
export function typeName(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return { string: 'String', boolean: 'Boolean' }[typeof value as 'string' | 'boolean'] ?? 'Key/Value Pair';
}
