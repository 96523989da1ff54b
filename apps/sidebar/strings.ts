import type { Language, Strings } from './words.ts';

/** Each language is a file of its own, fetched when somebody reads it. */
const files: Readonly<Record<Language, () => Promise<{ readonly default: Strings }>>> = {
  en: () => import('./translations/en.json'),
  de: () => import('./translations/de.json'),
  fr: () => import('./translations/fr.json'),
  es: () => import('./translations/es.json'),
  pt: () => import('./translations/pt.json'),
};

/** The strings of a language. */
export async function loadStrings(language: Language): Promise<Strings> {
  return (await files[language]()).default;
}
