import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SimulatedTime } from './simulated-time.ts';
import { leadTime } from './time-link.ts';

/** Beside this file, in the form this file itself has: TypeScript in a clone, JavaScript in a package. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './product.ts' : './product.js', import.meta.url),
);
/** A cold machine takes some seconds to start Node and read the policy. */
const startLimitMs = 60_000;

export interface ProductProcess {
  readonly pid: number | undefined;
  readonly port: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** SIGKILL: nothing is finished, nothing is saved. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM: what is in hand is finished. */
  end(): Promise<void>;
}

/**
 * Starts the product with nothing but an environment and a policy. Time stands still until it listens.
 *
 * @throws {Error} when it ends, or says nothing, before it listens
 */
export async function startProduct(options: {
  readonly time: SimulatedTime;
  readonly environment: Readonly<Record<string, string>>;
  readonly policyPath: string;
}): Promise<ProductProcess> {
  const child = fork(program, [options.policyPath], {
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...options.environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { time } = options;
  const exited = once(child, 'exit');
  const port = await time.task(async () => {
    const unlink = leadTime(time, child);
    try {
      return await listening(child);
    } catch (error) {
      unlink();
      child.kill('SIGKILL');
      throw error;
    }
  });
  return {
    pid: child.pid,
    port,
    ended: exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async end() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not start in time')), startLimitMs);
    const over = (): void => {
      clearTimeout(timer);
      child.off('message', hear);
    };
    const hear = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !('say' in message) || message.say !== 'listening') return;
      over();
      resolve('port' in message ? Number(message.port) : 0);
    };
    child.on('message', hear);
    child.once('exit', (code) => {
      over();
      reject(new Error(`the server ended before it listened (${code ?? 'killed'})`));
    });
  });
}
