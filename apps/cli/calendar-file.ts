import { parse } from 'yaml';
import { readTextFile, whyUnread } from '#apps/runtime/text-file.ts';
import { UseError } from './use-error.ts';

/**
 * A calendar's source from a YAML or JSON file; what is in it is checked by whoever compiles it.
 *
 * @throws {UseError} no such file, or no YAML
 */
export async function readCalendarFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readTextFile(path);
  } catch (cause) {
    throw new UseError(`the calendar file ${path} ${whyUnread(cause)}`, cause);
  }
  try {
    return parse(text, { maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    // Its first line says what and where; the others show the place.
    const [why = ''] = cause instanceof Error ? cause.message.split('\n') : [];
    throw new UseError(`the calendar file ${path} is not YAML: ${why.replace(/:$/u, '')}`, cause);
  }
}
