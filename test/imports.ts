import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** One import of one file, both as paths from the root; a library by its name. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Source files below some top-level folders, as paths from the root. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => `${folder}/${name}`),
  );
}

/** What a source imports, types and re-exports included. */
export function importsOf(file: string, text: string = readFileSync(`${root}${file}`, 'utf8')): Import[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\n[^'"]*?)?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/gu,
  );
  return [...found].map(([, named, dynamic, bare]) => ({
    from: file,
    to: resolve(file, named ?? dynamic ?? bare ?? ''),
  }));
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return specifier;
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}
