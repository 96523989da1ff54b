import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A package's files by their path in it: forward slashes, no slash first. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** More than any package of ours holds. */
const mostFiles = 2_000;

/** Text as bytes, with a line's end last. */
export function textFile(text: string): Uint8Array {
  return new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`);
}

/** A value as JSON for people: two spaces, keys in the order they were written. */
export function jsonFile(value: unknown): Uint8Array {
  return textFile(JSON.stringify(value, undefined, 2));
}

/** What a file says; `undefined` where there is none. */
export function textOf(files: PackageFiles, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

/** The value of a JSON file; `undefined` where there is none, or it is no JSON. */
export function jsonOf(files: PackageFiles, path: string): unknown {
  try {
    return JSON.parse(textOf(files, path) ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** All files below a folder, in the order of their paths; empty where there is no such folder. Links are not followed. */
export async function readFolder(folder: string): Promise<PackageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/').replace(/^\//u, ''))
    .sort();
  const files = new Map<string, Uint8Array>();
  for (const path of paths.slice(0, mostFiles)) files.set(path, new Uint8Array(await readFile(join(folder, path))));
  return files;
}

/** The same files below a folder. */
export function under(folder: string, files: PackageFiles): PackageFiles {
  return new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
}
