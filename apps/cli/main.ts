#!/usr/bin/env node
import { createProgram } from './program.ts';
import { exitCodeOf } from './exit-code.ts';
import { OutputError } from './output-error.ts';

const say = (text: string): unknown => process.stderr.write(text);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads may have read enough, as `head` has.
  if (error.code === 'EPIPE') process.exit();
  process.exit(exitCodeOf(new OutputError(error.code ?? error.name), say));
});
// Where nobody can be told what is wrong, the exit code still says that something is.
process.stderr.on('error', () => undefined);

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error, say);
}
