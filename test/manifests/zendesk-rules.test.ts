import { beforeAll, describe, expect, it, test } from 'vitest';
import { ownFieldNames } from '#integrations/read-own-fields.ts';
import { jsonOf, textFile } from '../../manifests/package-files.ts';
import type { BuiltPackage } from '../../manifests/package-rule.ts';
import { buildAll } from '../../manifests/pack.ts';
import { panelPages } from '../../manifests/panel.ts';
import { zendeskRules } from '../../manifests/zendesk/zendesk-rules.ts';
import { codesAfter, type Breakages } from './broken-package.ts';
import { contentBreakages } from './content-breakages.ts';
import { png, sampleSources } from './sample-sources.ts';

let good: BuiltPackage;
let own: BuiltPackage;
beforeAll(async () => {
  const built = buildAll(await sampleSources()).map(({ one }) => one);
  own = built.find(({ name }) => name === 'zendesk-private')!;
  good = built.find(({ name }) => name === 'zendesk-marketplace')!;
});

const manifest = 'manifest.json';
const secret = { name: 'token', type: 'text', required: true, secure: true, scopes: ['header'] };

/** By the code of the rule that must notice. */
const breakages: Breakages = {
  ...contentBreakages({ folder: 'assets', page: panelPages.zendesk }),
  ZENDESK_MANIFEST_MISSING: [({ files }) => files.delete(manifest)],
  ZENDESK_AUTHOR: [
    ({ json }) => json(manifest, (value) => delete value.author),
    ({ json }) => json(manifest, (value) => (value.author.name = '')),
    ({ json }) => json(manifest, (value) => (value.author.email = 'nobody')),
    ({ json }) => json(manifest, (value) => (value.author.url = 'recourse')),
  ],
  ZENDESK_FRAMEWORK: [
    ({ json }) => json(manifest, (value) => (value.frameworkVersion = 2)),
    ({ json }) => json(manifest, (value) => (value.frameworkVersion = '1.0')),
  ],
  ZENDESK_VERSION: [({ json }) => json(manifest, (value) => (value.version = '99.0'))],
  ZENDESK_VARIANT: [({ json }) => json(manifest, (value) => (value.private = true))],
  ZENDESK_NAME: [
    ({ json }) => json(manifest, (value) => (value.name = 'Recourse for Zendesk')),
    ({ json }) => json(manifest, (value) => (value.name = 'R'.repeat(41))),
    ({ json }) => json(manifest, (value) => (value.name = '')),
  ],
  ZENDESK_LOCATION: [
    ({ json }) => json(manifest, (value) => (value.location.support.ticket_sidebar.url = 'assets/none.html')),
    ({ json }) => json(manifest, (value) => (value.location.support.ticket_sidebar.url = 'http://acme.test/')),
    ({ json }) => json(manifest, (value) => (value.location = {})),
  ],
  ZENDESK_PARAMETER_NAME: [
    ({ json }) => json(manifest, (value) => value.parameters.push({ name: 'name', type: 'text' })),
    ({ json }) => json(manifest, (value) => value.parameters.push({ ...value.parameters[0] })),
    ({ json }) => json(manifest, (value) => value.parameters.push({ type: 'text' })),
  ],
  ZENDESK_PARAMETER_TYPE: [({ json }) => json(manifest, (value) => (value.parameters[0].type = 'password'))],
  ZENDESK_SECRET_OPEN: [
    ({ json }) => json(manifest, (value) => value.parameters.push({ name: 'api_token', type: 'text' })),
  ],
  ZENDESK_SECURE_SCOPES: [
    ({ json }) => json(manifest, (value) => value.parameters.push({ ...secret, scopes: undefined })),
    ({ json }) => json(manifest, (value) => value.parameters.push({ ...secret, scopes: ['everywhere'] })),
    ({ json }) => json(manifest, (value) => (value.parameters[0].scopes = ['everywhere'])),
  ],
  ZENDESK_SECURE_DOMAINS: [
    ({ json }) => json(manifest, (value) => value.parameters.push(secret)),
    ({ json }) =>
      json(manifest, (value) => {
        value.parameters.push(secret);
        value.domainWhitelist = ['*.acme.test'];
      }),
  ],
  ZENDESK_SECURE_DEFAULT: [
    ({ json }) => json(manifest, (value) => value.parameters.push({ ...secret, default: 'known to all' })),
  ],
  ZENDESK_SETTING_UNKNOWN: [
    ({ text }) => text('requirements.json', (was) => was.replace('setting.account', 'setting.subdomain')),
  ],
  ZENDESK_REQUIREMENT_TYPE: [
    ({ json }) => json('requirements.json', (value) => (value.sla_policies = { one: { title: 'SLA' } })),
  ],
  ZENDESK_REQUIREMENT_TITLE: [
    ({ json }) => json('requirements.json', (value) => delete value.triggers.recourse_trigger.title),
    ({ json }) => json('requirements.json', (value) => delete value.ticket_fields.recourse_ledger.title),
  ],
  ZENDESK_WEBHOOK_PART: ['name', 'status', 'endpoint', 'http_method', 'request_format'].map(
    (part) =>
      ({ json }) =>
        json('requirements.json', (value) => delete value.webhooks.recourse_webhook[part]),
  ),
  ZENDESK_WEBHOOK_ADDRESS: [
    ({ text }) => text('requirements.json', (was) => was.replace('https://{{setting', 'http://{{setting')),
  ],
  ZENDESK_TRIGGER_WEBHOOK: [
    ({ json }) => json('requirements.json', (value) => (value.webhooks = { other: value.webhooks.recourse_webhook })),
  ],
  ZENDESK_REQUIREMENT_COUNT: [
    ({ json }) =>
      json('requirements.json', (value) => {
        value.macros = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`m${i}`, { title: 'x' }]));
      }),
  ],
  ZENDESK_DEFAULT_LOCALE: [({ json }) => json(manifest, (value) => (value.defaultLocale = 'nl'))],
  ZENDESK_LISTING_TEXT: ['name', 'short_description', 'long_description', 'installation_instructions'].map(
    (part) =>
      ({ json }) =>
        json('translations/fr.json', (value) => (value.app[part] = ' ')),
  ),
  ZENDESK_PARAMETER_TEXT: [
    ({ json }) => json('translations/de.json', (value) => delete value.app.parameters.policy.helpText),
    ({ json }) => json('translations/es.json', (value) => delete value.app.parameters.account),
  ],
  ZENDESK_TRANSLATION_KEYS: [
    ({ json }) => json('translations/pt.json', (value) => delete value.panel.title),
    ({ json }) => json('translations/pt.json', (value) => (value.panel.extra = 'x')),
  ],
  ZENDESK_LOGO: [
    ({ files }) => files.delete('assets/logo.png'),
    ({ files }) => files.set('assets/logo-small.png', png(127, 128)),
    ({ files }) => files.set('assets/logo.png', textFile('not a picture, but long enough to be taken for one')),
  ],
  ZENDESK_BANNER: [({ files }) => files.set('assets/banner.png', png(800, 200))],
  ZENDESK_SCREENSHOTS: [
    ({ listing }) => listing.delete('zendesk-screenshot-2.png'),
    ({ listing }) => listing.set('zendesk-screenshot-1.png', png(1280, 720)),
  ],
  ZENDESK_DRAWING_UNCLEAN: [
    '<script>x</script>',
    '<path onload="x"/>',
    '<a href="https://acme.test/x"/>',
    '<foreignObject/>',
  ].map((part) => ({ files }) => {
    files.set('assets/mark.svg', textFile(`<svg xmlns="http://www.w3.org/2000/svg">${part}</svg>`));
  }),
  ZENDESK_SDK: [
    ({ text }) => text(`assets/${panelPages.zendesk}`, (was) => was.replace('static.zdassets.com', 'cdn.acme.test')),
  ],
  ZENDESK_TERMS: [({ json }) => json(manifest, (value) => delete value.termsConditionsURL)],
};

describe('of a package for Zendesk', () => {
  it('both variants are in order', () => {
    expect(codesAfter(good, zendeskRules, () => undefined)).toEqual([]);
    expect(codesAfter(own, zendeskRules, () => undefined)).toEqual([]);
  });

  it('every rule is proven on a package that breaks it', () => {
    expect(Object.keys(breakages).toSorted()).toEqual(zendeskRules.map(({ code }) => code).toSorted());
    expect(zendeskRules.every(({ mend }) => mend.length > 5)).toBe(true);
  });

  it.each(Object.entries(breakages).flatMap(([code, ways]) => ways.map((spoil, i) => ({ code, i, spoil }))))(
    '$code is found ($i)',
    ({ code, spoil }) => {
      expect(codesAfter(good, zendeskRules, spoil)).toContain(code);
    },
  );

  it('a secret setting that is bound to a scope and a host is in order', () => {
    const codes = codesAfter(own, zendeskRules, ({ json }) => {
      json(manifest, (value) => {
        value.parameters.push(secret);
        value.domainWhitelist = ['recourse.acme.test'];
      });
      for (const locale of ['en', 'de', 'fr', 'es', 'pt']) {
        json(`translations/${locale}.json`, (value) => (value.app.parameters.token = { label: 'x', helpText: 'y' }));
      }
    });
    expect(codes).toEqual([]);
  });
});

test('the variants differ in whom they are for, and in nothing that runs', () => {
  const paths = (built: BuiltPackage) => [...built.files.keys()];
  expect(paths(own)).toEqual(paths(good));
  for (const path of paths(own).filter((one) => one !== manifest)) {
    expect(Buffer.from(own.files.get(path)!), path).toEqual(Buffer.from(good.files.get(path)!));
  }
});

test('the requirements are what provision makes: each field by its key, the webhook, the trigger that calls it', () => {
  const required = jsonOf(good.files, 'requirements.json') as Record<string, Record<string, Record<string, unknown>>>;
  expect(Object.keys(required['ticket_fields']!)).toEqual(ownFieldNames.map((name) => `recourse_${name}`));
  expect(required['ticket_fields']!['recourse_ledger']).toMatchObject({ type: 'textarea', key: 'recourse_ledger' });
  const [[key, webhook]] = Object.entries(required['webhooks']!) as [[string, Record<string, unknown>]];
  expect(webhook).toMatchObject({
    endpoint: 'https://{{setting.server}}/webhooks/zendesk/{{setting.account}}',
    subscriptions: ['conditional_ticket_events'],
  });
  expect(required['triggers']!['recourse_trigger']).toMatchObject({
    actions: [{ field: 'notification_webhook', value: [key, '{"ticket_id": "{{ticket.id}}"}'] }],
  });
});

test('another prefix of the policy is that of the required fields', async () => {
  const sources = await sampleSources();
  const [first] = buildAll({ ...sources, policy: { ...sources.policy, prefix: 'cmp_' } });
  const fields = (jsonOf(first!.one.files, 'requirements.json') as { ticket_fields: object }).ticket_fields;
  expect(Object.keys(fields).every((key) => key.startsWith('cmp_'))).toBe(true);
});
