import { slackScopes } from '#integrations/slack/scopes.ts';
import { listingTexts } from '../listing.ts';

/** How Slack reaches the server: it calls an address; or the server keeps a connection open, and needs no address. */
export type Transport = 'http' | 'socket';

/** Where the server takes what Slack sends. */
const slackPath = '/slack/events';

/**
 * The manifest of the Slack app: paste it under api.slack.com/apps > Create New App > From a manifest.
 *
 * Scopes are those of `slackScopes`; a workspace may grant all but the needed ones or none. Every address is made from the
 * one setting.
 *
 * @param origin  where Slack reaches the server: `https://HOST`
 * @see https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest(transport: Transport, origin: string) {
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Recourse',
      description: 'Warns before a promise made to a complainant is broken, with the button that is needed.',
      long_description: listingTexts.en.long_description,
      background_color: '#17494d',
    },
    features: { bot_user: { display_name: 'Recourse', always_online: true } },
    oauth_config: {
      scopes: {
        bot: slackScopes.map(({ name }) => name),
        bot_optional: slackScopes.filter(({ isNeeded }) => !isNeeded).map(({ name }) => name),
      },
    },
    settings: {
      interactivity: {
        is_enabled: true,
        ...(transport === 'http' ? { request_url: `${origin}${slackPath}` } : {}),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: transport === 'socket',
      token_rotation_enabled: false,
    },
  };
}
