import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { freeSlackMethods, slackCommand, slackEvents, slackScopes, slackShortcut } from '#integrations/slack/scopes.ts';
import { jsonOf, textFile, textOf } from '../../manifests/package-files.ts';
import type { BuiltPackage } from '../../manifests/package-rule.ts';
import { buildAll } from '../../manifests/pack.ts';
import { slackManifest } from '../../manifests/slack/app-manifest.ts';
import { slackRules, uncoveredMethods } from '../../manifests/slack/slack-rules.ts';
import { root, sourceFiles } from '../imports.ts';
import { codesAfter, type Breakages } from './broken-package.ts';
import { png, sampleSources } from './sample-sources.ts';

let good: BuiltPackage;
beforeAll(async () => {
  good = buildAll(await sampleSources({ origin: 'https://recourse.acme.test' })).find(
    ({ one }) => one.name === 'slack',
  )!.one;
});

const http = 'manifest-http.json';
const socket = 'manifest-socket.json';
const many = 'manifest-many-workspaces.json';

/** By the code of the rule that must notice. */
const breakages: Breakages = {
  SLACK_MANIFEST_MISSING: [({ files }) => files.delete(http), ({ files }) => files.delete(socket)],
  SLACK_PART_UNKNOWN: [({ json }) => json(http, (value) => (value.permissions = {}))],
  SLACK_TEXT_LENGTH: [
    ({ json }) => json(http, (value) => (value.display_information.name = 'R'.repeat(36))),
    ({ json }) => json(http, (value) => (value.display_information.description = 'R'.repeat(141))),
    ({ json }) => json(socket, (value) => (value.display_information.long_description = 'short')),
    ({ json }) => json(socket, (value) => (value.features.bot_user.display_name = '')),
  ],
  SLACK_COLOUR: [({ json }) => json(http, (value) => (value.display_information.background_color = 'teal'))],
  SLACK_SCOPE_REASON: [
    ({ json }) => json(http, (value) => value.oauth_config.scopes.bot.push('files:read')),
    ({ json }) => json(socket, (value) => value.oauth_config.scopes.bot.shift()),
  ],
  SLACK_SCOPE_OPTIONAL: [
    ({ json }) => json(http, (value) => value.oauth_config.scopes.bot_optional.push('chat:write')),
    ({ json }) => json(http, (value) => value.oauth_config.scopes.bot_optional.pop()),
  ],
  SLACK_SCOPE_REFUSED: ['admin.users:read', 'search:read', 'client', 'identity.basic', 'im:history'].map(
    (scope) =>
      ({ json }) =>
        json(http, (value) => value.oauth_config.scopes.bot.push(scope)),
  ),
  SLACK_USER_SCOPE: [({ json }) => json(http, (value) => (value.oauth_config.scopes.user = ['chat:write']))],
  SLACK_ADDRESS: [
    ({ json }) => json(http, (value) => (value.settings.interactivity.request_url = 'http://acme.test/slack/events')),
    ({ json }) => json(http, (value) => (value.settings.interactivity.request_url = 'https://me@acme.test/')),
    ({ json }) =>
      json(http, (value) => (value.settings.event_subscriptions = { request_url: 'https://other.test/slack/events' })),
    ({ json }) =>
      json(many, (value) => (value.oauth_config.redirect_urls = ['https://other.test/slack/oauth_redirect'])),
    ({ json }) => json(many, (value) => (value.oauth_config.redirect_urls[0] = 'http://recourse.acme.test/slack/x')),
  ],
  SLACK_TRANSPORT: [
    ({ json }) => json(http, (value) => (value.settings.socket_mode_enabled = true)),
    ({ json }) => json(http, (value) => delete value.settings.interactivity.request_url),
    ({ json }) => json(socket, (value) => (value.settings.interactivity.request_url = 'https://acme.test/x')),
  ],
  SLACK_LISTENS: [
    ({ json }) => json(http, (value) => value.features.slash_commands.push({ command: '/more', description: 'More' })),
    ({ json }) => json(socket, (value) => value.settings.event_subscriptions.bot_events.push('message.channels')),
    ({ json }) => json(http, (value) => (value.features.app_home.home_tab_enabled = false)),
    ({ json }) => json(http, (value) => (value.features.shortcuts[0].type = 'global')),
    ({ json }) => json(http, (value) => value.features.unfurl_domains.push('acme.test')),
    ({ json }) => json(socket, (value) => delete value.features.unfurl_domains),
  ],
  SLACK_COMMAND_TEXT: [
    ({ json }) => json(http, (value) => (value.features.slash_commands[0].description = '')),
    ({ json }) => json(http, (value) => (value.features.slash_commands[0].command = `/${'c'.repeat(32)}`)),
  ],
  SLACK_BUTTONS: [({ json }) => json(http, (value) => (value.settings.interactivity.is_enabled = false))],
  SLACK_SCOPE_TABLE: [
    ({ files }) => files.delete('scopes.md'),
    ({ text }) => text('scopes.md', (was) => was.replaceAll('`users.info`', '')),
  ],
  SLACK_ICON: [
    ({ files }) => files.delete('icon.png'),
    ({ files }) => files.set('icon.png', png(512, 500)),
    ({ files }) => files.set('icon.png', png(256, 256)),
  ],
};

describe('of the Slack app', () => {
  it('ours is in order', () => {
    expect(codesAfter(good, slackRules, () => undefined)).toEqual([]);
  });

  it('every rule is proven on a manifest that breaks it', () => {
    expect(Object.keys(breakages).toSorted()).toEqual(slackRules.map(({ code }) => code).toSorted());
    expect(slackRules.every(({ mend }) => mend.length > 5)).toBe(true);
  });

  it.each(Object.entries(breakages).flatMap(([code, ways]) => ways.map((spoil, i) => ({ code, i, spoil }))))(
    '$code is found ($i)',
    ({ code, spoil }) => {
      expect(codesAfter(good, slackRules, spoil)).toContain(code);
    },
  );
});

describe('scopes', () => {
  /** What the sources call, by the names Slack gives its methods. */
  const called = new Set(
    sourceFiles(['integrations/slack', 'apps/slack']).flatMap((file) =>
      [
        ...readFileSync(`${root}${file}`, 'utf8')
          .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, '')
          .matchAll(
            /'((?:apps|auth|bots|chat|conversations|files|links|oauth|pins|reactions|team|users|views)\.[a-zA-Z.]+)'/gu,
          ),
      ]
        .map(([, method = '']) => method)
        .filter(() => !file.endsWith('/scopes.ts')),
    ),
  );
  const listener = readFileSync(`${root}apps/slack/app.ts`, 'utf8');
  if (/bolt\.command\(/u.test(listener)) called.add(slackCommand.command);
  if (listener.includes('bolt.shortcut(')) called.add(slackShortcut.name);
  if (listener.includes("bolt.event('link_shared'")) called.add('link_shared');

  it('and what Slack is to tell of by itself are what is listened to', () => {
    const heard = [...listener.matchAll(/bolt\.event\('([a-z_]+)'/gu)].map(([, name]) => name);
    expect(heard).toEqual([...slackEvents]);
    expect(called).toContain(slackCommand.command);
  });

  it('cover every method that is called', () => {
    expect(called).toContain('chat.postMessage');
    expect(uncoveredMethods(called)).toEqual([]);
    expect(uncoveredMethods(['files.upload'])).toEqual(['files.upload']);
  });

  it('are asked for only where a method that is called needs them', () => {
    for (const { name, methods } of slackScopes) {
      expect(
        methods.some((method) => called.has(method)),
        name,
      ).toBe(true);
    }
  });

  it('each have their reason in the table that goes with the app', () => {
    const table = textOf(good.files, 'scopes.md') ?? '';
    for (const { name, purpose } of slackScopes) expect(table).toMatch(new RegExp(`\`${name}\` .*${purpose}`, 'u'));
  });

  it('of methods that any bot may call are none', () => {
    const named: readonly string[] = slackScopes.flatMap(({ methods }) => methods);
    expect(freeSlackMethods.filter((method) => named.includes(method))).toEqual([]);
  });
});

test('one setting fills every address in', () => {
  const text = JSON.stringify(slackManifest('http', 'https://recourse.acme.test'));
  expect(new Set(text.match(/https?:\/\/[^"/]+/gu))).toEqual(new Set(['https://recourse.acme.test']));
  expect(JSON.stringify(slackManifest('socket', 'https://recourse.acme.test'))).not.toContain('http');
});

const schemas = `${root}../shared/data/slack/manifest-schema`;

describe.runIf(existsSync(schemas))('by Slack’s own schema of manifests', () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(`${schemas}/${path}`, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  // What is skipped is collected all the same, and must not read what is not there.
  const versions = existsSync(schemas) ? ['1.0.0', '2.0.0'] : [];
  const validators = versions.map((version) => ajv.compile(read(`schemas/manifest.schema.${version}.json`) as object));

  it.each([http, socket])('%s is in order', (path) => {
    for (const validate of validators) {
      expect(validate(jsonOf(good.files, path)) ? [] : validate.errors).toEqual([]);
    }
  });

  it('a manifest that our rules refuse for its form is refused by the schema too', () => {
    const [validate] = validators;
    const wrong = jsonOf(good.files, http) as { display_information: { name: string } };
    wrong.display_information.name = 'R'.repeat(36);
    expect(validate!(wrong)).toBe(false);
  });

  it('its own examples are judged as it says, so that the schema is read as it is meant', () => {
    expect(validators[0]!(read('tests/v1/manifest.valid.json'))).toBe(true);
    expect(validators[0]!(read('tests/v1/manifest.invalid.json'))).toBe(false);
  });
});

test.skipIf(existsSync(schemas))('Slack’s schema of manifests is not here: only our own rules were applied', () => {
  expect(textFile('x').length).toBe(2);
});
