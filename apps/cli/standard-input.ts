import { fstatSync } from 'node:fs';
import { UseError } from './use-error.ts';

/**
 * What is piped in, or typed.
 *
 * @throws {UseError} for a folder, which would be read as if nothing were in it
 */
export function standardInput(): NodeJS.ReadStream {
  const { stdin } = process;
  if (!stdin.isTTY && fstatSync(stdin.fd).isDirectory()) {
    throw new UseError('standard input is a folder: give a file of lines');
  }
  return stdin;
}
