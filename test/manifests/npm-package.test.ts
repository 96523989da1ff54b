import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../imports.ts';

const run = promisify(execFile);
let folder: string;
const bin = (): string => join(folder, 'node_modules/.bin/recourse');

beforeAll(async () => {
  await run(process.execPath, ['manifests/build-npm.ts'], { cwd: root, timeout: 120_000 });
  folder = await mkdtemp(join(tmpdir(), 'recourse-package-'));
  await run('npm', ['pack', `${root}dist/npm`, '--pack-destination', folder], { cwd: folder, timeout: 60_000 });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  await writeFile(join(folder, 'package.json'), '{"name":"somebody","private":true}');
  await run('npm', ['install', '--no-audit', '--no-fund', `./${tarball ?? ''}`], { cwd: folder, timeout: 180_000 });
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the npm package', () => {
  it('installs in an empty folder and says its version', async () => {
    const { stdout } = await run(bin(), ['--version'], { cwd: folder });
    expect(stdout.trim()).toBe(manifest.version);
  });

  it('checks the policy it ships', async () => {
    const { stdout } = await run(bin(), ['check', 'node_modules/recourse/fernhill.policy.yaml', '--json'], {
      cwd: folder,
    });
    expect(JSON.parse(stdout)).toMatchObject({ valid: true });
  });

  it('packs the marketplace packages with what it brought along', async () => {
    const policy = 'node_modules/recourse/fernhill.policy.yaml';
    const { stdout } = await run(bin(), ['package', '--all', '--policy', policy, '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ packed: true, findings: [] });
    expect((await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.zip'))).toHaveLength(5);
  });

  it('holds no TypeScript, no browser and no runtime of its own', async () => {
    const names = await readdir(join(folder, 'node_modules'));
    expect(names.filter((name) => /^(node-(linux|darwin|win|bin)|vite|typescript|playwright)/u.test(name))).toEqual([]);
    const files = await readdir(join(folder, 'node_modules/recourse'), { recursive: true });
    expect(files.filter((name) => name.endsWith('.ts'))).toEqual([]);
  });

  it('runs the sandbox, product and page included', async () => {
    const child = spawn(bin(), ['sandbox', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (text: Buffer) => {
          const found = /http:\/\/\S+/u.exec(String(text));
          if (found !== null) resolve(found[0]);
        });
        child.once('exit', () => reject(new Error('the sandbox ended')));
      });
      expect(await (await fetch(url)).text()).toContain('<title>');
      const state = (await (await fetch(`${url}/sandbox/state`)).json()) as {
        server: { state: string };
        tickets: unknown[];
      };
      expect(state.server.state).toBe('up');
      expect(state.tickets.length).toBeGreaterThan(5);
    } finally {
      child.kill('SIGTERM');
    }
  }, 120_000);
});
