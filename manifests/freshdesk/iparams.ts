import { listingTexts } from '../listing.ts';

const texts = listingTexts.en;

/**
 * `config/iparams.json`: what an administrator is asked while installing. Each answer is checked as it is typed, by the
 * functions of `config/assets/iparams.js`; secrets are `secure`, so that no browser ever sees them again.
 */
export const freshdeskIparams = {
  account: {
    display_name: texts.account_label,
    description: texts.freshdesk_account_help,
    type: 'text',
    required: true,
    events: [{ change: 'checkAccount' }],
  },
  api_key: {
    display_name: texts.api_key_label,
    description: texts.api_key_help,
    type: 'text',
    required: true,
    secure: true,
    events: [{ change: 'checkApiKey' }],
  },
  server: {
    display_name: texts.server_label,
    description: 'Host name of your Recourse server, such as recourse.acme.com. Leave it empty without a server.',
    type: 'text',
    required: false,
    events: [{ change: 'checkServer' }],
  },
  webhook_secret: {
    display_name: texts.webhook_secret_label,
    description: texts.webhook_secret_help,
    type: 'text',
    required: false,
    secure: true,
    events: [{ change: 'checkSecret' }],
  },
  slack_url: {
    display_name: texts.slack_url_label,
    description: texts.slack_url_help,
    type: 'text',
    required: false,
    events: [{ change: 'checkSlackUrl' }],
  },
  policy: {
    display_name: texts.policy_label,
    description: texts.policy_help,
    type: 'paragraph',
    required: false,
    events: [{ change: 'checkPolicy' }],
  },
} as const;
