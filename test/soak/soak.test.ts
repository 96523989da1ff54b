import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { breakages } from './breakages.ts';

const run = promisify(execFile);
const main = new URL('main.ts', import.meta.url).pathname;
const small = ['--tickets', '200', '--per-minute', '300', '--kill-every', '3', '--seed', '1'];

/** The last line of a soak, in a process of its own: its timers and its way out are not everybody's. */
async function soaked(...args: readonly string[]): Promise<{ readonly said: string; readonly held: boolean }> {
  const last = (text = ''): string => text.trim().split('\n').at(-1) ?? '';
  try {
    const { stdout } = await run(process.execPath, [main, ...small, ...args], { maxBuffer: 64 * 1_024 * 1_024 });
    return { said: last(stdout), held: true };
  } catch (error) {
    const { stdout, code } = error as { readonly stdout?: string; readonly code?: unknown };
    if (code !== 1) throw error;
    return { said: last(stdout), held: false };
  }
}

it.each(['zendesk', 'freshdesk'])(
  'every ticket of a busy %s is judged on its last state, whatever goes wrong, and nothing foreign is touched',
  { timeout: 240_000 },
  async (platform) => {
    const { said } = await soaked('--platform', platform, '--changes', '1500');
    expect(said).toBe(`${platform} changes 1500 stale 0 forgotten 0 undone 0 foreign 0 doubled 0`);
  },
);

it.each(breakages.map((breakage) => [breakage.name, breakage.platform ?? 'zendesk'] as const))(
  'a soak fails where the product forgets %s (%s)',
  { timeout: 240_000 },
  async (name, platform) => {
    // What is forgotten only upon a restart takes some restarts, and something that changes while nobody listens.
    const changes = name === 'where it was' ? '1500' : '400';
    const { said, held } = await soaked('--platform', platform, '--changes', changes, '--without', name);
    expect(held, said).toBe(false);
    expect(said).toContain(`changes ${changes} stale`);
  },
);
