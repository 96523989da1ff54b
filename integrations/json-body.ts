import type { Readable } from 'node:stream';
import { isDeeper } from './read-depth.ts';

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
