import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
const folders: Readonly<Record<string, string>> = { '#core/': 'core/', '#integrations/': 'integrations/' };

/** Every module a file needs when it runs, itself among them; types are gone by then. */
function needed(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!existsSync(file)) return seen;
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s(?!type\s)[^;]*?from\s+'([^']+)'/gm,
  )) {
    const folder = Object.keys(folders).find((prefix) => from.startsWith(prefix));
    if (folder !== undefined) needed(`${root}${folders[folder]}${from.slice(folder.length)}`, seen);
    else if (from.startsWith('.')) needed(resolve(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

test('what the sidebar reads tickets with runs in a browser: no Node, no network', () => {
  for (const file of [
    'normalise.ts',
    'payload.ts',
    'limits.ts',
    'account.ts',
    'vocabulary.ts',
    'history.ts',
    'notes.ts',
  ]) {
    const modules = [...needed(`${root}integrations/freshdesk/${file}`)].filter((module) => !module.startsWith(root));
    expect([file, modules.filter((module) => module !== 'zod')]).toEqual([file, []]);
  }
  expect([...needed(`${root}integrations/freshdesk/signature.ts`)]).toContain('node:crypto');
});
