import {
  freeSlackMethods,
  slackCommand,
  slackEvents,
  slackGoneEvents,
  slackLinkDomains,
  slackScopes,
  slackShortcut,
} from '#integrations/slack/scopes.ts';
import { jsonOf, textOf } from '../package-files.ts';
import { groupOf, listOf, partOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';
import { pngSize } from '../png.ts';

const paths = ['manifest-http.json', 'manifest-many-workspaces.json', 'manifest-socket.json'] as const;

/** Faults of each of the manifests. */
function inEach(find: (manifest: unknown, isSocket: boolean) => readonly string[]): PackageRule['find'] {
  return ({ files }) =>
    paths.flatMap((path) =>
      find(jsonOf(files, path), path === 'manifest-socket.json').map((what): Fault => ({ path, what })),
    );
}

/** Texts of a manifest, and the fewest and most signs Slack allows them. */
const lengths: readonly (readonly [string, readonly string[], number, number])[] = [
  ['the name', ['display_information', 'name'], 1, 35],
  ['the description', ['display_information', 'description'], 1, 140],
  ['the long description', ['display_information', 'long_description'], 175, 4_000],
  ['the bot’s name', ['features', 'bot_user', 'display_name'], 1, 80],
];

const commandLengths = [
  ['command', 32],
  ['description', 2_000],
  ['usage_hint', 1_000],
] as const;

const knownParts = ['_metadata', 'display_information', 'features', 'oauth_config', 'settings', 'app_directory'];
/** What the marketplace refuses outright, or reads every word of a person with. */
const refusedScopes =
  /^(?:read|post|client|search:read|admin(?:[.:].*)?|identity\..*|chat:write\.customize|im:history|mpim:history)$/u;

/** What Slack's schema of manifests, its marketplace and our own table of scopes ask for. */
export const slackRules: readonly PackageRule[] = [
  {
    code: 'SLACK_MANIFEST_MISSING',
    mend: 'make a manifest for each way in which Slack reaches the server',
    find: ({ files }) => paths.filter((path) => !files.has(path)).map((path) => ({ path, what: 'there is none' })),
  },
  {
    code: 'SLACK_PART_UNKNOWN',
    mend: `a manifest has ${knownParts.join(', ')}`,
    find: inEach((manifest) =>
      Object.keys(groupOf(manifest))
        .filter((part) => !knownParts.includes(part))
        .map((part) => `${part} is no part of a manifest`),
    ),
  },
  {
    code: 'SLACK_TEXT_LENGTH',
    mend: 'keep to what Slack shows: name 35, description 140, long description 175 to 4000, bot’s name 80 characters',
    find: inEach((manifest) =>
      lengths.flatMap(([what, keys, fewest, most]) => {
        const { length } = wordsOf(manifest, ...keys);
        return length < fewest || length > most ? [`${what} has ${length} characters`] : [];
      }),
    ),
  },
  {
    code: 'SLACK_COLOUR',
    mend: 'write the colour as #17494d',
    find: inEach((manifest) =>
      /^#(?:[0-9a-f]{3}){1,2}$/iu.test(wordsOf(manifest, 'display_information', 'background_color'))
        ? []
        : ['the background colour is none'],
    ),
  },
  {
    code: 'SLACK_SCOPE_REASON',
    mend: 'ask for the scopes of integrations/slack/scopes.ts, where each has its reason, and for no other',
    find: inEach((manifest) => {
      const asked = scopesOf(manifest, 'bot');
      const known: readonly string[] = slackScopes.map(({ name }) => name);
      return [
        ...asked.filter((scope) => !known.includes(scope)).map((scope) => `nothing says why ${scope} is asked for`),
        ...known.filter((scope) => !asked.includes(scope)).map((scope) => `${scope} is called for and not asked for`),
      ];
    }),
  },
  {
    code: 'SLACK_SCOPE_OPTIONAL',
    mend: 'make optional what alerts come without, and nothing else',
    find: inEach((manifest) => {
      const optional = scopesOf(manifest, 'bot_optional');
      return slackScopes
        .filter(({ name, isNeeded }) => optional.includes(name) === isNeeded)
        .map(({ name, isNeeded }) => `${name} is ${isNeeded ? 'needed' : 'not needed'}`);
    }),
  },
  {
    code: 'SLACK_SCOPE_REFUSED',
    mend: 'do without it: the marketplace refuses it',
    find: inEach((manifest) =>
      [...scopesOf(manifest, 'bot'), ...scopesOf(manifest, 'user')]
        .filter((scope) => refusedScopes.test(scope))
        .map((scope) => `${scope} is refused`),
    ),
  },
  {
    code: 'SLACK_USER_SCOPE',
    mend: 'let the bot do it: nobody’s own rights are needed',
    find: inEach((manifest) => scopesOf(manifest, 'user').map((scope) => `it asks for ${scope} of a person`)),
  },
  {
    code: 'SLACK_ADDRESS',
    mend: 'write it as https://HOST/slack/events, where browsers come back to as https://HOST/slack/oauth_redirect, one host for all',
    find: inEach((manifest) => {
      const addresses = addressesOf(manifest);
      const hosts = new Set(addresses.map((address) => URL.parse(address)?.host));
      const wrong = addresses.filter((address) => !/^https:\/\/[^/?#@]+\/[^?#]*$/u.test(address));
      return [
        ...wrong.map((address) => `${address} is no address for Slack`),
        ...(hosts.size > 1 ? ['they name several hosts'] : []),
      ];
    }),
  },
  {
    code: 'SLACK_TRANSPORT',
    mend: 'by HTTP each address is given; in Socket Mode none is, and it is switched on',
    find: inEach((manifest, isSocket) => {
      const isOn = partOf(manifest, 'settings', 'socket_mode_enabled') === true;
      const places = [
        wordsOf(manifest, 'settings', 'interactivity', 'request_url'),
        wordsOf(manifest, 'settings', 'event_subscriptions', 'request_url'),
        ...listOf(manifest, 'features', 'slash_commands').map((one) => wordsOf(one, 'url')),
      ];
      const fits = isOn === isSocket && places.every((address) => (address === '') === isSocket);
      return fits ? [] : ['what it says of Socket Mode and addresses does not fit'];
    }),
  },
  {
    code: 'SLACK_LISTENS',
    mend: 'name the slash command, the events, the shortcut, the domains of links and the Home of integrations/slack/scopes.ts, and no others',
    find: inEach((manifest) => {
      const commands = listOf(manifest, 'features', 'slash_commands').map((one) => wordsOf(one, 'command'));
      const shortcuts = listOf(manifest, 'features', 'shortcuts').map(
        (one) => `${wordsOf(one, 'type')} ${wordsOf(one, 'callback_id')}`,
      );
      const events = listOf(manifest, 'settings', 'event_subscriptions', 'bot_events').map(String);
      const domains = listOf(manifest, 'features', 'unfurl_domains').map(String);
      const hasHome = partOf(manifest, 'features', 'app_home', 'home_tab_enabled') === true;
      const isForMany = partOf(manifest, 'settings', 'token_rotation_enabled') === true;
      const expected = [...slackEvents, ...(isForMany ? slackGoneEvents : [])];
      return [
        ...(commands.join() === slackCommand.command ? [] : ['its slash commands are not those that are answered']),
        ...(events.join() === expected.join() ? [] : ['its events are not those that are listened to']),
        ...(shortcuts.join() === `message ${slackShortcut.callbackId}`
          ? []
          : ['its shortcuts are not those that are answered']),
        ...(domains.join() === slackLinkDomains.join() && domains.length <= 5
          ? []
          : ['its domains of links are not those that are looked at']),
        ...(hasHome === events.includes('app_home_opened') ? [] : ['its Home stays empty']),
      ];
    }),
  },
  {
    code: 'SLACK_COMMAND_TEXT',
    mend: 'keep to what Slack shows: command 32, description 2000, hint 1000 characters, none empty',
    find: inEach((manifest) =>
      listOf(manifest, 'features', 'slash_commands')
        .filter((one) =>
          commandLengths.some(([part, most]) => {
            const { length } = wordsOf(one, part);
            return length < 2 || length > most;
          }),
        )
        .map((one) => `the texts of ${wordsOf(one, 'command') || 'a command'} are empty or too long`),
    ),
  },
  {
    code: 'SLACK_BUTTONS',
    mend: 'switch interactivity on: without it no button works',
    find: inEach((manifest) =>
      partOf(manifest, 'settings', 'interactivity', 'is_enabled') === true ? [] : ['buttons are switched off'],
    ),
  },
  {
    code: 'SLACK_SCOPE_TABLE',
    mend: 'say in scopes.md of each scope what it is for and which calls need it',
    find: ({ files }) => {
      const table = textOf(files, 'scopes.md') ?? '';
      return slackScopes
        .filter(({ name, methods }) => ![name, ...methods].every((word) => table.includes(`\`${word}\``)))
        .map(({ name }) => ({ path: 'scopes.md', what: `${name} is not explained` }));
    },
  },
  {
    code: 'SLACK_ICON',
    mend: 'draw icon.png, square, of 512 to 2000 pixels',
    find: ({ files }) => {
      const size = pngSize(files.get('icon.png'));
      const isGood = size !== undefined && size.width === size.height && size.width >= 512 && size.width <= 2_000;
      return isGood ? [] : [{ path: 'icon.png', what: 'it is no square picture of 512 pixels or more' }];
    },
  },
];

function scopesOf(manifest: unknown, kind: string): readonly string[] {
  return listOf(manifest, 'oauth_config', 'scopes', kind).map(String);
}

/** Every address a manifest names. */
function addressesOf(manifest: unknown): readonly string[] {
  const called = [...JSON.stringify(manifest ?? {}).matchAll(/"(?:[a-z_]*url)":"([^"]*)"/gu)];
  return [
    ...called.map(([, address = '']) => address),
    ...listOf(manifest, 'oauth_config', 'redirect_urls').map(String),
  ];
}

/** Calls of the Web API that no scope of ours covers. */
export function uncoveredMethods(called: Iterable<string>): readonly string[] {
  const covered = new Set<string>([...slackScopes.flatMap(({ methods }) => methods), ...freeSlackMethods]);
  return [...called].filter((method) => !covered.has(method));
}
