import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, root, sourceFiles, type Import } from './imports.ts';

const topFolders = ['core', 'integrations', 'apps', 'manifests', 'test'];
const isOurs = (path: string): boolean => topFolders.some((folder) => path.startsWith(`${folder}/`));

/** Libraries the core may use, each in one named file. */
const coreLibraries: Readonly<Record<string, RegExp>> = {
  zod: /^core\/policy\/schema/u,
  'eld/extrasmall': /^core\/complaint\/language\.ts$/u,
};

/** What is wrong about an import, or nothing. */
function wrongAbout(one: Import): string | undefined {
  const [folder = ''] = one.from.split('/');
  const [target = ''] = one.to.split('/');
  if (folder === 'test' || folder === 'manifests') return undefined;
  if (target === 'test') return 'nothing imports tests';
  if (target === 'manifests')
    return /^apps\/cli\/package(?:-text)?\.ts$/u.test(one.from) ? undefined : 'only its command imports packaging';
  return rules[folder]?.(one, target);
}

const rules: Readonly<Record<string, (one: Import, target: string) => string | undefined>> = {
  core: ({ from, to }, target) => {
    if (isOurs(to)) return target === 'core' ? undefined : 'the core imports the core only';
    return coreLibraries[to]?.test(from) === true ? undefined : 'a library in the core, or in the wrong file of it';
  },
  integrations: ({ from, to }, target) => {
    if (target === 'apps') return 'integrations never import apps';
    const [, platform, file] = to.split('/');
    const isOther = target === 'integrations' && file !== undefined && platform !== from.split('/')[1];
    return isOther ? 'no platform sees another' : undefined;
  },
  apps: ({ from, to }, target) => {
    const [app = '', used = ''] = [from, to].map((path) => path.split('/')[1]);
    if (target !== 'apps' || used === app || mayUse[app]?.includes(used) === true) return undefined;
    return `apps/${app} does not use apps/${used}`;
  },
};

/** Which app may use which other: the shell and the shared panel serve all; a program may start what it names. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  runtime: [],
  slack: ['runtime'],
  server: ['runtime', 'slack'],
  'zendesk-sidebar': ['sidebar'],
  'freshdesk-sidebar': ['sidebar'],
  // It hosts the panels, and bundles them beside its page.
  sandbox: ['runtime', 'server', 'sidebar', 'freshdesk-sidebar'],
  cli: ['runtime', 'server', 'sandbox'],
};

describe('imports point one way', () => {
  const imports = sourceFiles(topFolders).flatMap((file) => importsOf(file));

  it('in every file', () => {
    const wrong = imports.flatMap((one) => {
      const why = wrongAbout(one);
      return why === undefined ? [] : [`${one.from} -> ${one.to}: ${why}`];
    });
    expect(wrong).toEqual([]);
    expect(imports.length).toBeGreaterThan(500);
  });

  it.each([
    ['core/pipeline.ts', "import { run } from '#apps/runtime/run.ts';"],
    ['core/sla/clock.ts', "import type { Http } from '#integrations/http.ts';"],
    ['core/ticket.ts', "import { readFile } from 'node:fs/promises';"],
    ['core/ticket.ts', "import { z } from 'zod';"],
    ['integrations/zendesk/source.ts', "import { limits } from '../slack/limits.ts';"],
    ['integrations/zendesk/source.ts', "import { run } from '#apps/runtime/run.ts';"],
    ['apps/runtime/run.ts', "import { serve } from '#apps/server/serve.ts';"],
    ['apps/server/serve.ts', "import { it } from '#test/imports.ts';"],
    ['apps/slack/app.ts', "import {\n  createFakeSlack,\n} from '#apps/sandbox/fake-slack/fake-slack.ts';"],
  ])('a planted wrong import in %s is found: %s', (file, line) => {
    expect(importsOf(file, line).map(wrongAbout)).toEqual([expect.any(String)]);
  });

  it('and only to files that exist', () => {
    const missing = imports.filter(({ to }) => isOurs(to) && !existsSync(`${root}${to}`));
    expect(missing).toEqual([]);
  });
});

describe('the core', () => {
  it('knows no clock, no chance and no platform', () => {
    const bare = /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bfetch\(|\bsetTimeout\b|\bprocess\./u;
    const platform = /['"`](zendesk|freshdesk|slack)['"`]/iu;
    for (const file of sourceFiles(['core'])) {
      const text = readFileSync(`${root}${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, '');
      expect(text, file).not.toMatch(bare);
      expect(text, file).not.toMatch(platform);
    }
  });
});

describe('the repository', () => {
  it('keeps its top level', () => {
    const allowed = [...topFolders, 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'];
    const found = readdirSync(root).filter(
      (name) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist',
    );
    expect(found.toSorted()).toEqual(allowed.toSorted());
  });

  it('has no barrels, and names no file by what files are', () => {
    const vague = /\/(index|utils?|helpers?|service|manager|handler|types|misc|common)\.tsx?$/u;
    expect(sourceFiles(topFolders).filter((file) => vague.test(file))).toEqual([]);
  });

  it('locks packages without naming whose host they came from', () => {
    const lock = readFileSync(`${root}package-lock.json`, 'utf8');
    expect(lock).not.toContain('"resolved"');
  });

  it('names a concrete adapter only where the parts are put together', () => {
    const adapters =
      /^integrations\/(zendesk|freshdesk|slack)\/(desk|source|actions|ledger|backlog|alert-channel)\.ts$/u;
    const setup = /^integrations\/(zendesk|freshdesk|slack)\/(provision|examine)\.ts$/u;
    const usersOf = (named: RegExp): readonly string[] => {
      const imports = sourceFiles(['apps'])
        .filter((file) => !file.startsWith('apps/sandbox/'))
        .flatMap((file) => importsOf(file));
      return [...new Set(imports.filter(({ to }) => named.test(to)).map(({ from }) => from))];
    };
    expect(usersOf(adapters)).toEqual(['apps/runtime/compose.ts']);
    expect(usersOf(setup)).toEqual(['apps/runtime/compose-setup.ts']);
  });
});
