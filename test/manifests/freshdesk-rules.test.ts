import { beforeAll, describe, expect, it, test } from 'vitest';
import { templates } from '#apps/freshdesk-sidebar/templates.ts';
import { ownFieldNames } from '#integrations/read-own-fields.ts';
import { jsonOf, textFile, textOf } from '../../manifests/package-files.ts';
import { freshdeskRules } from '../../manifests/freshdesk/freshdesk-rules.ts';
import type { BuiltPackage } from '../../manifests/package-rule.ts';
import { buildAll } from '../../manifests/pack.ts';
import { panelPages } from '../../manifests/panel.ts';
import { codesAfter, type Breakages, type Spoilt } from './broken-package.ts';
import { contentBreakages } from './content-breakages.ts';
import { png, sampleSources } from './sample-sources.ts';

let good: BuiltPackage;
beforeAll(async () => {
  good = buildAll(await sampleSources()).find(({ one }) => one.name === 'freshdesk')!.one;
});

const manifest = 'manifest.json';
const requests = 'config/requests.json';
const iparams = 'config/iparams.json';
const server = 'server/server.js';
const page = `app/${panelPages.freshdesk}`;

const code =
  (line: string) =>
  ({ text }: Spoilt): void =>
    text(server, (was) => `${was}\nfunction more(args) {\n  ${line}\n}\n`);

/** By the code of the rule that must notice. */
const breakages: Breakages = {
  ...contentBreakages({ folder: 'app', page: panelPages.freshdesk }),
  FRESHDESK_MANIFEST_MISSING: [({ files }) => files.delete(manifest)],
  FRESHDESK_PLATFORM: [({ json }) => json(manifest, (value) => (value['platform-version'] = '2.3'))],
  FRESHDESK_KEY_GONE: ['name', 'product', 'whitelisted-domains'].map(
    (key) =>
      ({ json }) =>
        json(manifest, (value) => (value[key] = {})),
  ),
  FRESHDESK_MODULES: [({ json }) => json(manifest, (value) => delete value.modules.support_ticket)],
  FRESHDESK_EMPTY_PART: ['requests', 'functions', 'events'].map(
    (part) =>
      ({ json }) =>
        json(manifest, (value) => (value.modules.common[part] = {})),
  ),
  FRESHDESK_LOCATION: [
    ({ files }) => files.delete('app/styles/images/icon.svg'),
    ({ json }) => json(manifest, (value) => (value.modules.support_ticket.location.ticket_sidebar.url = 'none.html')),
  ],
  FRESHDESK_HANDLER: [
    ({ text }) => text(server, (was) => was.replace('onTicketCreateHandler', 'onTicketMadeHandler')),
    ({ json }) => json(manifest, (value) => delete value.modules.common.events.onAppInstall.handler),
  ],
  FRESHDESK_TEST_DATA: [({ files }) => files.delete('server/test_data/onTicketUpdate.json')],
  FRESHDESK_ENGINES: [
    ({ json }) => json(manifest, (value) => (value.engines.node = '>=24')),
    ({ json }) => json(manifest, (value) => (value.engines.fdk = '9.7.0')),
  ],
  FRESHDESK_UNIT_TESTS: [
    ({ json }) => json(manifest, (value) => delete value.scripts),
    ({ files }) => files.delete('vitest.config.js'),
    ({ files }) => ['tests/server.test.js', 'tests/iparams.test.js'].forEach((path) => files.delete(path)),
  ],
  FRESHDESK_REQUEST_DECLARED: [
    ({ json }) => json(manifest, (value) => delete value.modules.common.requests.tellServer),
    ({ json }) => json(requests, (value) => delete value.tellServer),
  ],
  FRESHDESK_REQUEST_ADDRESS: [
    ({ json }) => json(requests, (value) => (value.tellServer.schema.protocol = 'http')),
    ({ json }) => json(requests, (value) => (value.tellServer.schema.host = 'https://acme.test')),
    ({ json }) => json(requests, (value) => (value.tellServer.schema.host = 'acme.test/hook')),
    ({ json }) => json(requests, (value) => (value.tellServer.schema.path = 'hook')),
    ({ json }) => json(requests, (value) => (value.tellServer.schema.method = 'SEND')),
  ],
  FRESHDESK_REQUEST_OPTIONS: [
    ({ json }) => json(requests, (value) => (value.tellServer.options.maxAttempts = 6)),
    ({ json }) => json(requests, (value) => (value.tellServer.options.maxAttempts = 0)),
    ({ json }) => json(requests, (value) => (value.tellServer.options.retryDelay = 2_000)),
  ],
  FRESHDESK_REQUEST_COUNT: [
    ({ json }) =>
      json(requests, (value) => {
        for (let i = 0; i < 100; i += 1) value[`more${i}`] = value.tellServer;
      }),
  ],
  FRESHDESK_REQUEST_IPARAM: [({ json }) => json(iparams, (value) => delete value.server)],
  FRESHDESK_REQUEST_HOST: [
    ({ json }) => json(requests, (value) => (value.getTicket.schema.host = 'acme.freshdesk.com')),
  ],
  FRESHDESK_IPARAMS_ONE: [
    ({ files }) => files.set('config/iparams.html', textFile('<p>x</p>')),
    ({ files }) => files.delete(iparams),
  ],
  FRESHDESK_IPARAM_PARTS: [
    ({ json }) => json(iparams, (value) => delete value.account.description),
    ({ json }) => json(iparams, (value) => (value.account.type = 'domain')),
  ],
  FRESHDESK_IPARAM_SECURE: [
    ({ json }) => json(iparams, (value) => delete value.api_key.secure),
    ({ json }) => json(iparams, (value) => (value.webhook_secret.secure = false)),
  ],
  FRESHDESK_IPARAM_DEFAULT: [
    ({ json }) => json(iparams, (value) => (value.api_key.default_value = 'known to all')),
    ({ json }) =>
      json(iparams, (value) => Object.assign(value.account, { type: 'dropdown', options: ['a'], default_value: 'b' })),
  ],
  FRESHDESK_IPARAM_CHECK: [
    ({ json }) => json(iparams, (value) => delete value.account.events),
    ({ text }) => text('config/assets/iparams.js', (was) => was.replaceAll('checkPolicy', 'lookAtPolicy')),
  ],
  FRESHDESK_SERVER_CODE: [
    'eval("1");',
    'var x = 1;',
    'alert("x");',
    'debugger;',
    'return args == 1;',
    'return process.env.HOME;',
    'setTimeout(more, 5);',
    "require('fs');",
    '$request.get("https://acme.test");',
    'try { more(); } catch (error) {}',
    'console.info(JSON.stringify(args));',
  ].map(code),
  FRESHDESK_SERVER_EXPORTS: [
    ({ text }) => text(server, (was) => `${was}\nexports = {\n};\n`),
    ({ text }) => text(server, (was) => was.replace('exports = {', 'module.exports = {')),
  ],
  FRESHDESK_INSTALL_ANSWER: [
    ({ text }) => text(server, (was) => was.replaceAll('renderData()', 'done()')),
    code('renderData({ message: error.message });'),
  ],
  FRESHDESK_CLIENT: [({ text }) => text(page, (was) => was.replace('{{{appclient}}}', 'client.js'))],
  FRESHDESK_FOREIGN_SCRIPT: [
    ({ text }) => text(page, (was) => was.replace('</head>', '<script src="https://unpkg.com/x"></script></head>')),
  ],
  FRESHDESK_APP_NAME: [
    ({ listing }) => listing.set('listing.md', textFile('**Recourse**\n\nShort.\n\nprivacy terms a@b')),
    ({ listing }) => listing.set('listing.md', textFile(`**Two Words**\n\n${'long '.repeat(30)}\n\nprivacy terms a@b`)),
  ],
  FRESHDESK_LISTING: [
    ({ listing }) => listing.delete('listing.md'),
    ({ listing }) => listing.set('listing.md', textFile('**Two Words**\n\nShort.\n\nterms a@b')),
  ],
  FRESHDESK_ICON: [
    ({ listing }) => listing.delete('icon.png'),
    ({ listing }) => listing.set('icon.png', png(400, 300)),
  ],
  FRESHDESK_SCREENSHOTS: [
    ({ listing }) => listing.delete('freshdesk-screenshot-3.png'),
    ({ listing }) => listing.set('freshdesk-screenshot-1.png', png(1024, 768)),
  ],
  FRESHDESK_PACKAGE_JSON: [({ json }) => json('package.json', (value) => delete value.devDependencies.vitest)],
};

describe('of a package for Freshdesk', () => {
  it('ours is in order', () => {
    expect(codesAfter(good, freshdeskRules, () => undefined)).toEqual([]);
  });

  it('every rule is proven on a package that breaks it', () => {
    expect(Object.keys(breakages).toSorted()).toEqual(freshdeskRules.map(({ code }) => code).toSorted());
    expect(freshdeskRules.every(({ mend }) => mend.length > 5)).toBe(true);
  });

  it.each(Object.entries(breakages).flatMap(([name, ways]) => ways.map((spoil, i) => ({ name, i, spoil }))))(
    '$name is found ($i)',
    ({ name, spoil }) => {
      expect(codesAfter(good, freshdeskRules, spoil)).toContain(name);
    },
  );
});

test('every request of the panel is a template of the package, with the key put in by the platform', () => {
  const made = jsonOf(good.files, requests) as Record<string, { schema: { path: string; headers: object } }>;
  for (const [name, template] of Object.entries(templates)) {
    expect(made[name]?.schema.path).toBe(template.path);
    expect(JSON.stringify(made[name]?.schema.headers)).toContain('encode(iparam.api_key');
  }
});

test('a write is never repeated by the platform: what may have been done is not done twice', () => {
  const made = jsonOf(good.files, requests) as Record<string, { schema: { method: string }; options?: object }>;
  const writes = Object.entries(made).filter(([name, { schema }]) => schema.method !== 'GET' && name !== 'tellServer');
  expect(writes.length).toBeGreaterThan(2);
  expect(writes.filter(([, { options }]) => options !== undefined)).toEqual([]);
});

test('the handlers create the fields that provision creates', () => {
  const [, list = '[]'] = /const ownFields = (\[[\s\S]*?\n\]);/u.exec(textOf(good.files, server) ?? '') ?? [];
  const labels = (JSON.parse(list) as readonly { label: string }[]).map(({ label }) => label);
  expect(labels).toEqual(ownFieldNames.map((name) => `recourse_${name}`));
});

test('the one step that only a person can do is said plainly', () => {
  expect(textOf(good.files, 'PACKING.md')).toMatch(/only a person can do it/u);
});
