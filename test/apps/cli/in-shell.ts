import { execFile } from 'node:child_process';
import { root } from '../../imports.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A line of a shell in which `recourse` is the command line of these sources. */
export function inShell(line: string, where: { readonly cwd: string }): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', NODE: process.execPath, MAIN: `${root}apps/cli/main.ts` };
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['-c', `recourse() { "$NODE" "$MAIN" "$@"; }; ${line}`],
      { ...where, env, timeout: 30_000 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}
