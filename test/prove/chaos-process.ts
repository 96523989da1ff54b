import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { leadTime } from '#apps/sandbox/time-link.ts';

/** So long a start never takes, even on a busy machine. */
const startLimitMs = 120_000;

/** A process that is loaded and waits for the word to begin. */
export interface Spare {
  readonly pid: number | undefined;
  /** Lets it begin; answers the port at which it listens, `undefined` where it was killed before. */
  begin(time: SimulatedTime): Promise<number | undefined>;
  /** SIGKILL, to this process only. Resolves when it is gone. @throws {Error} where it had ended by itself */
  kill(): Promise<void>;
}

/** Starts a process of the product; what it loads is loaded while others work. */
export function startSpare(options: {
  /** What `bundleReplica` made. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly policyPath: string;
  /** Where Node keeps what it compiled. */
  readonly cacheFolder: string;
}): Spare {
  const child = fork(options.program, [options.policyPath], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_NO_WARNINGS: '1',
      NODE_COMPILE_CACHE: options.cacheFolder,
      ...options.environment,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let gone = false;
  const exited = once(child, 'exit').then(() => {
    gone = true;
  });
  return {
    pid: child.pid,
    begin: (time) =>
      time.task(async () => {
        leadTime(time, child);
        return await Promise.race([listening(child), exited.then(() => undefined)]);
      }),
    async kill() {
      if (!gone) child.kill('SIGKILL');
      await exited;
      if (child.signalCode !== 'SIGKILL') throw new Error(`a replica ended by itself (${child.exitCode ?? 'killed'})`);
    },
  };
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a replica did not start in time')), startLimitMs);
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
    child.once('exit', over);
  });
}
