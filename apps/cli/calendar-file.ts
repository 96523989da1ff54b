import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { UseError } from './use-error.ts';

/**
 * A calendar's source from a YAML or JSON file; what is in it is checked by whoever compiles it.
 *
 * @throws {UseError} no such file, or no YAML
 */
export async function readCalendarFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UseError(`the calendar file ${path} cannot be read`, cause);
  }
  try {
    return parse(text, { maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw new UseError(`the calendar file ${path} is not YAML`, cause);
  }
}
