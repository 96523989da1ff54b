import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A store in Keyv's sense: text under a key. */
export interface FolderStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
}

const entry = z.object({ key: z.string(), value: z.string() });
const onlyMine = { folder: 0o700, file: 0o600 } as const;

/**
 * A folder with a file for each key, readable by its owner alone.
 *
 * A file is replaced whole or not at all, and holds one key, so that two processes (a server, and a command beside it)
 * never undo each other's entries. A file that cannot be read is set aside as `….broken`, not deleted: it may hold a
 * credential; its key is then unset.
 *
 * keyv-file is not used: it writes in place, drops a value set while the file is being written, and keeps all keys in
 * one process's memory.
 *
 * @param nonce  a fresh word for each write, for the name of the file before it is renamed
 * @param onBroken  told the path of the file that was set aside
 */
export async function openFolderStore(
  folder: string,
  nonce: () => string,
  onBroken: (path: string) => void,
): Promise<FolderStore> {
  await mkdir(folder, { recursive: true, mode: onlyMine.folder });
  const pathOf = (key: string): string => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  const setAside = async (path: string): Promise<undefined> => {
    const aside = `${path}.${nonce()}.broken`;
    await rename(path, aside);
    onBroken(aside);
  };
  return {
    async get(key) {
      const path = pathOf(key);
      const text = await textIn(path);
      if (text === undefined) return undefined;
      const read = entry.safeParse(json(text));
      return read.success && read.data.key === key ? read.data.value : await setAside(path);
    },
    async set(key, value) {
      const path = pathOf(key);
      const draft = `${path}.${nonce()}.new`;
      try {
        await write(draft, JSON.stringify({ key, value }));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
      return true;
    },
    clear: () => Promise.resolve(),
  };
}

/** On the disk before it takes the old one's place: a power cut leaves the one or the other. */
async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', onlyMine.file);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function textIn(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
