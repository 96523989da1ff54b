#!/usr/bin/env node
import { createProgram } from './program.ts';
import { exitCodeOf } from './exit-code.ts';

// Whoever reads may have read enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error, (text) => process.stderr.write(text));
}
