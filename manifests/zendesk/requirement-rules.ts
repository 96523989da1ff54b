import { jsonOf, type PackageFiles } from '../package-files.ts';
import { groupOf, listOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';

const path = 'requirements.json';
const known = [
  'automations',
  'channel_integrations',
  'custom_objects',
  'custom_objects_v2',
  'macros',
  'organization_fields',
  'targets',
  'ticket_fields',
  'triggers',
  'user_fields',
  'views',
  'webhooks',
];
/** Zendesk's own bound on one app. */
const mostRequirements = 5_000;
const webhookKeys = ['name', 'status', 'endpoint', 'http_method', 'request_format'];

const typesOf = (files: PackageFiles) => Object.entries(groupOf(jsonOf(files, path)));
const itemsOf = (files: PackageFiles, type: string) => Object.entries(groupOf(jsonOf(files, path), type));
const fault = (what: string): Fault => ({ path, what });

/** What Zendesk's validator asks of an app's requirements, and what makes them work. */
export const zendeskRequirementRules: readonly PackageRule[] = [
  {
    code: 'ZENDESK_REQUIREMENT_TYPE',
    mend: `an app can require ${known.join(', ')}; the rest is made by hand or by recourse provision`,
    find: ({ files }) =>
      typesOf(files)
        .filter(([type]) => !known.includes(type))
        .map(([type]) => fault(`${type} cannot be required`)),
  },
  {
    code: 'ZENDESK_REQUIREMENT_TITLE',
    mend: 'give it a title',
    find: ({ files }) =>
      typesOf(files)
        .filter(([type]) => type !== 'webhooks')
        .flatMap(([type, items]) =>
          Object.entries(groupOf(items))
            .filter(([, item]) => wordsOf(item, 'title') === '')
            .map(([key]) => fault(`${type}.${key} has no title`)),
        ),
  },
  {
    code: 'ZENDESK_WEBHOOK_PART',
    mend: `a webhook has ${webhookKeys.join(', ')}`,
    find: ({ files }) =>
      itemsOf(files, 'webhooks').flatMap(([key, webhook]) =>
        webhookKeys
          .filter((part) => wordsOf(webhook, part) === '')
          .map((part) => fault(`webhooks.${key} has no ${part}`)),
      ),
  },
  {
    code: 'ZENDESK_WEBHOOK_ADDRESS',
    mend: 'let it call an address with https',
    find: ({ files }) =>
      itemsOf(files, 'webhooks')
        .filter(([, webhook]) => !wordsOf(webhook, 'endpoint').startsWith('https://'))
        .map(([key]) => fault(`webhooks.${key} would send ticket numbers unencrypted`)),
  },
  {
    code: 'ZENDESK_TRIGGER_WEBHOOK',
    mend: 'name the key of a webhook among the requirements',
    find: ({ files }) => {
      const webhooks = new Set(itemsOf(files, 'webhooks').map(([key]) => key));
      return itemsOf(files, 'triggers').flatMap(([key, trigger]) =>
        listOf(trigger, 'actions')
          .filter((action) => wordsOf(action, 'field') === 'notification_webhook')
          .filter((action) => !webhooks.has(String(listOf(action, 'value')[0])))
          .map(() => fault(`triggers.${key} calls a webhook that there is not`)),
      );
    },
  },
  {
    code: 'ZENDESK_REQUIREMENT_COUNT',
    mend: `require ${mostRequirements} things at most`,
    find: ({ files }) => {
      const count = typesOf(files).reduce((sum, [, items]) => sum + Object.keys(groupOf(items)).length, 0);
      return count > mostRequirements ? [fault(`${count} things are required`)] : [];
    },
  },
];
