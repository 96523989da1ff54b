import type { Readable } from 'node:stream';

/** 10 MiB, after decompression: more of an answer than any call of ours needs. */
export const maxBodyBytes = 10 * 1024 * 1024;
/** No payload we read nests deeper than some ten levels. */
export const maxJsonDepth = 64;

/** `unreadable`: too long, too deep, or not JSON. */
export type JsonBody = { readonly readable: true; readonly value: unknown } | { readonly readable: false };

const unreadable: JsonBody = { readable: false };

/**
 * Reads a body to its end, bounded in bytes and in depth. An empty one is `undefined`.
 *
 * @throws what the stream throws: a cut connection, an abort
 */
export async function readJsonBody(stream: Readable): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    // Leaving the loop destroys the stream, and the connection with it.
    if (bytes > maxBodyBytes) return unreadable;
    chunks.push(chunk as Buffer);
  }
  if (bytes === 0) return { readable: true, value: undefined };
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isDeeper(value, maxJsonDepth) ? unreadable : { readable: true, value };
  } catch {
    return unreadable;
  }
}

/** Whether a value nests more than `depth` levels; goes level by level, so that depth costs no stack. */
export function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let at = 0; at <= depth; at += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}
