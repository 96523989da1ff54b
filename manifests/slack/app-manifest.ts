import {
  slackCommand,
  slackEvents,
  slackGoneEvents,
  slackLinkDomains,
  slackScopes,
  slackShortcut,
} from '#integrations/slack/scopes.ts';

/** How Slack reaches the server: it calls an address; or the server keeps a connection open, and needs no address. */
export type Transport = 'http' | 'socket';

/** What Slack shows of the app to whoever thinks of installing it. */
const longDescription = [
  'Recourse watches over the promises you make to people who complain, in the helpdesk you already have.',
  'Each complaint gets one card in its channel, edited in place. A warning comes before a promise is broken, the breach after it,',
  'in the thread of the card; where nobody answers, the next level hears of it.',
  'Acknowledge, take, snooze or escalate with a button: what you press is written to the ticket, and nothing is kept elsewhere.',
  'Of what a ticket says, little is shown. ISO 10002 certifies nobody and neither do we: the targets are those of your own policy.',
].join(' ');

/** Where the server takes what Slack sends. */
const slackPath = '/slack/events';
/** Where it sends the browsers of people who install the app. */
const redirectPath = '/slack/oauth_redirect';

/**
 * The manifest of the Slack app: paste it under api.slack.com/apps > Create New App > From a manifest.
 *
 * Scopes are those of `slackScopes`; a workspace may grant all but the needed ones or none. Every address is made from the
 * one setting.
 *
 * @param origin  where Slack reaches the server: `https://HOST`
 * @param isForMany  many workspaces install it by OAuth, and their tokens end after twelve hours and are renewed
 * @see https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest(transport: Transport, origin: string, isForMany = false) {
  const address = (key: 'url' | 'request_url'): Readonly<Record<string, string>> =>
    transport === 'http' ? { [key]: `${origin}${slackPath}` } : {};
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Recourse',
      description: 'Warns before a promise made to a complainant is broken, with the button that is needed.',
      long_description: longDescription,
      background_color: '#17494d',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: false, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Recourse', always_online: true },
      shortcuts: [
        {
          name: slackShortcut.name,
          type: 'message',
          callback_id: slackShortcut.callbackId,
          description: slackShortcut.description,
        },
      ],
      unfurl_domains: [...slackLinkDomains],
      slash_commands: [
        {
          command: slackCommand.command,
          description: slackCommand.description,
          usage_hint: slackCommand.usageHint,
          should_escape: false,
          ...address('url'),
        },
      ],
    },
    oauth_config: {
      ...(isForMany ? { redirect_urls: [`${origin}${redirectPath}`] } : {}),
      scopes: {
        bot: slackScopes.map(({ name }) => name),
        bot_optional: slackScopes.filter(({ isNeeded }) => !isNeeded).map(({ name }) => name),
      },
    },
    settings: {
      event_subscriptions: {
        bot_events: [...slackEvents, ...(isForMany ? slackGoneEvents : [])],
        ...address('request_url'),
      },
      interactivity: { is_enabled: true, ...address('request_url') },
      org_deploy_enabled: false,
      socket_mode_enabled: transport === 'socket',
      token_rotation_enabled: isForMany,
    },
  };
}
