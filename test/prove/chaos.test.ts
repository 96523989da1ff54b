import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const chaos = new URL('chaos.ts', import.meta.url).pathname;

it(
  'processes killed at any moment, and what they kept taken away, lose and double no alert',
  { timeout: 240_000 },
  async () => {
    const { stdout } = await run(process.execPath, [chaos, '--kills', '12', '--seed', '3']);
    expect(stdout.trim().split('\n').at(-1)).toBe('schedules 12 lost 0 doubled 0');
  },
);
