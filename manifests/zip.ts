import { zipSync, type Zippable } from 'fflate';
import type { PackageFiles } from './package-files.ts';

/** A zip knows no time before this, and of ours none shall tell when it was made. Read on the wall, in whatever zone. */
const noTime = new Date(1980, 0, 1);

/** A zip file. The same files give the same bytes, on any day and machine: sorted, without times, evenly compressed. */
export function zipOf(files: PackageFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) entries[path] = bytes;
  return zipSync(entries, { level: 9, mtime: noTime, os: 3, attrs: 0o644 << 16 });
}
