import { textOf, type PackageFiles } from './package-files.ts';

/** All pages of a package, with their text. */
export function htmlFiles(files: PackageFiles): readonly (readonly [string, string])[] {
  return [...files.keys()].filter((path) => path.endsWith('.html')).map((path) => [path, textOf(files, path) ?? '']);
}

/** Addresses that a page loads scripts and styles from, as they are written. */
export function loadedBy(text: string): readonly string[] {
  const scripts = [...text.matchAll(/<script[^>]+src="([^"]+)"/giu)];
  const styles = [...text.matchAll(/<link[^>]+href="([^"]+)"/giu)].filter(([tag]) =>
    /rel="(?:stylesheet|modulepreload)"/iu.test(tag),
  );
  return [...scripts, ...styles].map(([, address = '']) => address);
}

/** Scripts and styles of the package itself that a page needs before it shows, and what those import; each once. */
export function loadedAtOnce(files: PackageFiles, page: string): readonly string[] {
  const found = new Set<string>();
  const waiting = loadedBy(textOf(files, page) ?? '').flatMap((address) => inside(page, address));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (path.endsWith('.js')) waiting.push(...importedBy(path, textOf(files, path) ?? ''));
  }
  return [...found].sort();
}

/** What a module imports before it runs; what it fetches when needed is not among them. */
function importedBy(path: string, text: string): readonly string[] {
  const imports = [...text.matchAll(/\b(?:import|from)\s*["'](\.{1,2}\/[^"']+)["']/gu)];
  return imports.flatMap(([, address = '']) => inside(path, address));
}

/** The path an address of a file's names, where it is one of the package. */
function inside(from: string, address: string): readonly string[] {
  if (/^(?:[a-z]+:|\/\/|\{\{)/iu.test(address)) return [];
  return [new URL(address, `https://package.example/${from}`).pathname.slice(1)];
}
