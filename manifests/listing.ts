import de from './translations/de.json' with { type: 'json' };
import en from './translations/en.json' with { type: 'json' };
import es from './translations/es.json' with { type: 'json' };
import fr from './translations/fr.json' with { type: 'json' };
import pt from './translations/pt.json' with { type: 'json' };

/** The languages of the panel and of its listings, English first. */
export const locales = ['en', 'de', 'fr', 'es', 'pt'] as const;
export type Locale = (typeof locales)[number];

/** What an administrator reads about the app before and while installing it. */
export type ListingTexts = typeof en;

/** By language. All have the same keys; a test holds that. */
export const listingTexts: Readonly<Record<Locale, ListingTexts>> = { en, de, fr, es, pt };
