import type { Command } from 'commander';
import { UseError } from './use-error.ts';

/**
 * That nothing was given empty, as a shell gives a variable that is not set: it would be read as a name of no letters.
 *
 * @throws {UseError} naming the option
 */
export function requireValues(command: Command): void {
  if (command.args.includes(''))
    throw new UseError(`${command.name()} was given an empty argument: is a variable not set?`);
  const values: Readonly<Record<string, unknown>> = command.opts();
  const empty = command.options.find((option) => values[option.attributeName()] === '');
  if (empty !== undefined)
    throw new UseError(`${empty.long} is empty: is a variable not set? Give it a value, or leave it out`);
}
