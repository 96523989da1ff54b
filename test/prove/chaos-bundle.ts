import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product as one file, so that a process of it starts in a third of the time; answers the file. */
export async function bundleReplica(folder: string, cacheFolder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node22',
      minify: false,
      rollupOptions: {
        input: { replica: fileURLToPath(new URL('chaos-replica.ts', import.meta.url)) },
        external: ['pg-native'],
        output: { entryFileNames: '[name].mjs', format: 'es', codeSplitting: false },
      },
    },
  });
  const program = join(folder, 'replica.mjs');
  // Who is killed keeps nothing of what was compiled: one process ends by itself, before there is any world.
  const first = fork(program, [], {
    env: { NODE_COMPILE_CACHE: cacheFolder, NODE_NO_WARNINGS: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(first, 'exit');
  first.disconnect();
  await ended;
  return program;
}
