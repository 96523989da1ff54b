import { listingTexts, type Locale } from '../listing.ts';
import { zendeskParameters } from './app-manifest.ts';

/**
 * `translations/LOCALE.json`: what the marketplace and the installation page show, and the panel's own words.
 *
 * @param panelWords  the panel's strings in the same language; empty where it has none of its own
 */
export function zendeskTranslation(locale: Locale, panelWords: unknown, ourHost: string | undefined) {
  const texts = listingTexts[locale];
  const named: Readonly<Record<string, { readonly label: string; readonly helpText: string }>> = {
    account: { label: texts.account_label, helpText: texts.account_help },
    server: { label: texts.server_label, helpText: texts.server_help },
    policy: { label: texts.policy_label, helpText: texts.policy_help },
    slack_url: { label: texts.slack_url_label, helpText: texts.slack_url_help },
  };
  return {
    app: {
      name: texts.name,
      short_description: texts.short_description,
      long_description: texts.long_description,
      installation_instructions: texts.installation_instructions,
      parameters: Object.fromEntries(zendeskParameters(ourHost).map(({ name }) => [name, named[name]])),
    },
    panel: panelWords,
  };
}
