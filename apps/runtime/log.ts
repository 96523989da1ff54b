import { pino, type DestinationStream } from 'pino';
import { vaultCodeOf } from './vault-error.ts';

/** What may be said of an event: names, counts, codes, instants. Never a ticket's text, an address or a secret. */
export interface LogFacts {
  readonly ticket?: string | undefined;
  readonly key?: string | undefined;
  readonly desk?: string | undefined;
  readonly code?: string | undefined;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  readonly count?: number | undefined;
  readonly total?: number | undefined;
  readonly perMinute?: number | undefined;
  readonly leftMs?: number | undefined;
  readonly port?: number | undefined;
  readonly action?: string | undefined;
  readonly retryAt?: string | undefined;
  readonly ageMs?: number | undefined;
  readonly detail?: string | undefined;
}

/**
 * Structured lines, one an event. The facts are a closed set, so that nothing slips in with a spread object; our own
 * errors carry no text of a ticket, and an error of somebody else's is logged by its name alone.
 */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

/**
 * A full disk or a reader who is gone costs lines, and nothing else. Pino's own destination waits at the end of the process
 * for room that does not come, and with it a whole server.
 */
const standardError: DestinationStream = {
  write: (line) => {
    if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined);
    process.stderr.write(line);
  },
};

/** @param level  `silent` for none */
export function createLog(level: string, destination?: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? standardError);
  const write =
    (say: 'info' | 'warn' | 'error') =>
    (event: string, facts: LogFacts = {}) => {
      logger[say](facts, event);
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/**
 * What can be said of an error without quoting anybody: its code where it has one, else its class. Where a platform was
 * not asked because of the vault or the store, their code.
 */
export function codeOf(error: unknown): string {
  const ofVault = vaultCodeOf(error);
  if (ofVault !== undefined) return ofVault;
  if (error instanceof Error) {
    return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  }
  return typeof error;
}

/** Where an error that nobody expected came from: its first frames, without its message, which may quote anything. */
export function whereOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || 'code' in error) return undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return frames
    .slice(0, 3)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?[^ (]*\/((?:core|integrations|apps|dist|node_modules)\/)/u, '($1'),
    )
    .join(' | ');
}
