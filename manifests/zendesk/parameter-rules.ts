import { jsonOf, textOf, type PackageFiles } from '../package-files.ts';
import { listOf, type Fault, type PackageRule } from '../package-rule.ts';

const path = 'manifest.json';
const manifestOf = (files: PackageFiles): unknown => jsonOf(files, path);
const fault = (what: string): readonly Fault[] => [{ path, what }];
const none: readonly Fault[] = [];

const parameterTypes = ['text', 'checkbox', 'url', 'number', 'multiline', 'hidden', 'oauth'];
const scopes = ['header', 'body', 'url', 'jwt_secret_key', 'jwt_claim', 'basic_auth_username', 'basic_auth_password'];

interface Parameter {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly secure?: unknown;
  readonly scopes?: unknown;
  readonly default?: unknown;
}

const parametersOf = (files: PackageFiles): readonly Parameter[] =>
  listOf(manifestOf(files), 'parameters').filter((one): one is Parameter => typeof one === 'object' && one !== null);
const isSecure = ({ secure }: Parameter): boolean => secure === true;
/** Names that promise a secret. */
const secretName = /token|secret|password|api_?key/iu;

function eachParameter(files: PackageFiles, isWrong: (one: Parameter) => boolean, what: string): readonly Fault[] {
  return parametersOf(files)
    .filter(isWrong)
    .map(({ name }) => ({ path, what: `the setting ${String(name)} ${what}` }));
}

/** What Zendesk's validator and its review ask of the settings of an app, and of the secrets among them. */
export const zendeskParameterRules: readonly PackageRule[] = [
  {
    code: 'ZENDESK_PARAMETER_NAME',
    mend: 'give each setting a name of its own, and none the name "name"',
    find: ({ files }) => {
      const names = parametersOf(files).map(({ name }) => name);
      return eachParameter(
        files,
        ({ name }) => typeof name !== 'string' || name === 'name' || names.filter((one) => one === name).length > 1,
        'has a name that it cannot have',
      );
    },
  },
  {
    code: 'ZENDESK_PARAMETER_TYPE',
    mend: `choose one of ${parameterTypes.join(', ')}`,
    find: ({ files }) =>
      eachParameter(files, ({ type }) => !parameterTypes.includes(String(type)), 'is of a type that there is not'),
  },
  {
    code: 'ZENDESK_SECRET_OPEN',
    mend: 'make it "secure": true, so that browsers never see it',
    find: ({ files }) =>
      eachParameter(files, (one) => secretName.test(String(one.name)) && !isSecure(one), 'looks like a secret'),
  },
  {
    code: 'ZENDESK_SECURE_SCOPES',
    mend: `say where it may be put in: "scopes" with some of ${scopes.join(', ')}`,
    find: ({ files }) =>
      eachParameter(
        files,
        (one) => {
          const given = Array.isArray(one.scopes) ? one.scopes : [];
          const isKnown = given.every((scope) => scopes.includes(String(scope)));
          return isSecure(one) ? given.length === 0 || !isKnown : !isKnown;
        },
        'is not bound to the places where it is needed',
      ),
  },
  {
    code: 'ZENDESK_SECURE_DOMAINS',
    mend: 'list the hosts that may get it in "domainWhitelist"; names only, without *',
    find: ({ files }) => {
      if (!parametersOf(files).some(isSecure)) return none;
      const hosts = listOf(manifestOf(files), 'domainWhitelist');
      if (hosts.length === 0) return fault('there are secure settings, and no host is named that may get them');
      return hosts.every((host) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(String(host)))
        ? none
        : fault('domainWhitelist holds what is no host’s name');
    },
  },
  {
    code: 'ZENDESK_SECURE_DEFAULT',
    mend: 'leave its default out: everybody can read it in the package',
    find: ({ files }) => eachParameter(files, (one) => isSecure(one) && one.default !== undefined, 'has a default'),
  },
  {
    code: 'ZENDESK_SETTING_UNKNOWN',
    mend: 'add it to "parameters", or use one that is there',
    find: ({ files }) => {
      const names = new Set(parametersOf(files).map(({ name }) => name));
      return [path, 'requirements.json'].flatMap((file) =>
        [...(textOf(files, file) ?? '').matchAll(/\{\{setting\.([\w-]+)\}\}/gu)]
          .filter(([, name]) => !names.has(name))
          .map(([, name]) => ({ path: file, what: `it uses the setting ${name}, which there is not` })),
      );
    },
  },
];
