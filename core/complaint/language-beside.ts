import type { Recognition } from './recognition.ts';

/**
 * In which language people may write beside English: that of the complaint, or the one that the helpdesk knows of the
 * complainant. ISO 639-1.
 *
 * @param known  the helpdesk's: BCP 47
 */
export function languageBeside(
  { language = 'en' }: Pick<Recognition, 'language'>,
  known: string | undefined,
): string | undefined {
  return language === 'en' || language === 'unknown' ? known?.slice(0, 2).toLowerCase() : language;
}
