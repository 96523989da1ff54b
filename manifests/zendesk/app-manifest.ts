import { panelPages } from '../panel.ts';
import { publisher, version } from '../publisher.ts';
import { listingTexts } from '../listing.ts';

/** Whom an app is made for: one account, which uploads it itself; or everybody, through the marketplace. */
export type Variant = 'private' | 'marketplace';

/** A setting that an administrator fills in while installing. */
export interface ZendeskParameter {
  readonly name: string;
  readonly type: 'text' | 'multiline' | 'url';
  readonly required: boolean;
  readonly default?: string;
}

/** The server's host where nobody named one: it belongs to nobody (RFC 2606), so nothing is ever sent anywhere. */
export const noServer = 'recourse.example';

/**
 * The settings of the app. None is a secret: the panel speaks to the helpdesk only, as the agent who looks at it, and the
 * webhook is signed with a secret that Zendesk makes. So nothing has to be stored encrypted, and nothing can leak.
 *
 * @param ourHost  the server's host where it is known when the app is packed; else it is asked for
 */
export function zendeskParameters(ourHost: string | undefined): readonly ZendeskParameter[] {
  return [
    { name: 'account', type: 'text', required: true },
    ...(ourHost === undefined ? ([{ name: 'server', type: 'text', required: true, default: noServer }] as const) : []),
    { name: 'policy', type: 'multiline', required: false },
    { name: 'slack_url', type: 'url', required: false },
  ];
}

/**
 * `manifest.json` of the Zendesk app.
 *
 * @see ZAF v2, manifest reference; rules as the validator `zendesk_apps_support` reads them
 */
export function zendeskManifest(variant: Variant, ourHost: string | undefined) {
  return {
    name: listingTexts.en.name,
    author: publisher,
    version,
    private: variant === 'private',
    defaultLocale: 'en',
    frameworkVersion: '2.0',
    singleInstall: true,
    location: { support: { ticket_sidebar: { url: `assets/${panelPages.zendesk}`, flexible: true } } },
    parameters: zendeskParameters(ourHost),
    ...(variant === 'marketplace' ? { termsConditionsURL: `${publisher.url}/terms` } : {}),
  };
}
