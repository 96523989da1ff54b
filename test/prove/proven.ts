import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const main = new URL('main.ts', import.meta.url).pathname;

/** What a proof printed, and whether it held. */
export async function proven(...args: readonly string[]): Promise<{ readonly said: string; readonly held: boolean }> {
  try {
    const { stdout } = await run(process.execPath, [main, ...args], { maxBuffer: 64 * 1_024 * 1_024 });
    return { said: stdout, held: true };
  } catch (error) {
    const { stdout, code } = error as { readonly stdout?: string; readonly code?: unknown };
    if (code !== 1) throw error;
    return { said: stdout ?? '', held: false };
  }
}
