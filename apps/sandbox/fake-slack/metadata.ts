import { isObject } from './call.ts';
import type { MessageMetadata } from './message.ts';

/** Characters of the payload as JSON. The limit is not documented; this is our choice. */
const mostMetadata = 8_000;

/**
 * What the `metadata` argument of a post or an update asks for.
 *
 * `keep`: it was not given. `remove`: an empty object, or a type with characters other than letters, digits and
 * underscore: Slack takes such a message and its metadata is silently missing. Otherwise the metadata, or an error code.
 */
export type MetadataArgument =
  | { readonly kind: 'keep' | 'remove' }
  | { readonly kind: 'set'; readonly metadata: MessageMetadata }
  | {
      readonly kind: 'refused';
      readonly error: 'invalid_metadata_format' | 'invalid_metadata_schema' | 'metadata_too_large';
    };

/** Reads the argument; `undefined` is one that was not given. */
export function readMetadata(value: unknown): MetadataArgument {
  if (value === undefined) return { kind: 'keep' };
  if (!isObject(value)) return { kind: 'refused', error: 'invalid_metadata_format' };
  if (Object.keys(value).length === 0) return { kind: 'remove' };
  const type = value['event_type'];
  const payload = value['event_payload'];
  if (typeof type !== 'string' || type === '' || !isObject(payload))
    return { kind: 'refused', error: 'invalid_metadata_schema' };
  if (JSON.stringify(payload).length > mostMetadata) return { kind: 'refused', error: 'metadata_too_large' };
  if (!/^\w+$/.test(type)) return { kind: 'remove' };
  return { kind: 'set', metadata: { event_type: type, event_payload: payload } };
}
