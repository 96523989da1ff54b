import { readFile } from 'node:fs/promises';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file, without the mark of byte order that some editors begin with. Bytes that are no UTF-8 are not guessed
 * at: a name would become another one, without a word.
 *
 * @throws what `whyUnread` puts into words
 */
export async function readTextFile(path: string): Promise<string> {
  return utf8.decode(await readFile(path));
}

/** Why `readTextFile` has read nothing, to go on after the file's name. */
export function whyUnread(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'is not there';
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8: save it as that' : 'cannot be read';
}
