#!/usr/bin/env node
import { createProgram } from './program.ts';
import { exitCodeOf } from './exit-code.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error, (text) => process.stderr.write(text));
}
