import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { guards } from './guards.ts';
import { platforms } from './platform.ts';

const run = promisify(execFile);
const main = new URL('main.ts', import.meta.url).pathname;

/** What a proof printed, and whether it held. */
async function proven(...args: readonly string[]): Promise<{ readonly said: string; readonly held: boolean }> {
  try {
    const { stdout } = await run(process.execPath, [main, ...args], { maxBuffer: 64 * 1_024 * 1_024 });
    return { said: stdout, held: true };
  } catch (error) {
    const { stdout, code } = error as { readonly stdout?: string; readonly code?: unknown };
    if (code !== 1) throw error;
    return { said: stdout ?? '', held: false };
  }
}

const lastLine = (said: string): string | undefined => said.trim().split('\n').at(-1);

describe.each(platforms)('alerts of %s, whatever happens to processes, requests and people', (platform) => {
  it('are neither lost nor doubled', { timeout: 240_000 }, async () => {
    const { said } = await proven('--platform', platform, '--schedules', '30', '--seed', '1000');
    expect(said.trim()).toBe('schedules 30 lost 0 doubled 0');
  });

  it('nor are they with any break at any step of the protocol', { timeout: 240_000 }, async () => {
    const { said, held } = await proven('--platform', platform, '--enumerate');
    expect(lastLine(said)).toMatch(/^schedules \d{2,} lost 0 doubled 0$/u);
    expect(held).toBe(true);
  });
});

it('a seed is the same schedule every time, byte for byte', { timeout: 120_000 }, async () => {
  const once = await proven('--schedules', '3', '--seed', '77', '--trace');
  const again = await proven('--schedules', '3', '--seed', '77', '--trace');
  expect(once.said.length).toBeGreaterThan(10_000);
  expect(again.said).toBe(once.said);
});

describe('without a guard of the protocol', () => {
  it.each(guards.map((guard) => [guard.name, guard] as const))(
    'simulations fail: %s',
    { timeout: 240_000 },
    async (name, { directed, platform = 'zendesk' }) => {
      const { said, held } = await proven('--without', name, '--schedules', '60');
      expect(held, said).toBe(false);
      if (directed === undefined) return;
      // What shows the guard must itself be no fault: with the guard all is well.
      const control = await proven('--directed', directed, '--platform', platform, '--schedules', '4');
      expect(control.held, control.said).toBe(true);
    },
  );
});
