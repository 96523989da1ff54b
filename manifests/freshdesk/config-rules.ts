import { jsonOf, textOf, type PackageFiles } from '../package-files.ts';
import { groupOf, listOf, partOf, wordsOf, type Fault, type PackageRule } from '../package-rule.ts';

const requestsPath = 'config/requests.json';
const iparamsPath = 'config/iparams.json';
const callbacksPath = 'config/assets/iparams.js';
/** The platform's own bound. */
const mostTemplates = 100;

const requestsOf = (files: PackageFiles) => Object.entries(groupOf(jsonOf(files, requestsPath)));
const iparamsOf = (files: PackageFiles) => Object.entries(groupOf(jsonOf(files, iparamsPath)));
const ofRequest = (what: string): Fault => ({ path: requestsPath, what });
const ofIparam = (what: string): Fault => ({ path: iparamsPath, what });
const inputTypes = [
  'text',
  'paragraph',
  'email',
  'number',
  'phone_number',
  'url',
  'date',
  'checkbox',
  'radio',
  'dropdown',
  'multiselect',
];
const secretName = /key|token|secret|password/iu;

/** What `fdk validate` and the code review ask of request templates and of the installation page. */
export const freshdeskConfigRules: readonly PackageRule[] = [
  {
    code: 'FRESHDESK_REQUEST_DECLARED',
    mend: 'name every template in modules.common.requests of the manifest, and no other',
    find: ({ files }) => {
      const declared = new Set(Object.keys(groupOf(jsonOf(files, 'manifest.json'), 'modules', 'common', 'requests')));
      const made = new Set(requestsOf(files).map(([name]) => name));
      return [
        ...[...made].filter((name) => !declared.has(name)).map((name) => ofRequest(`${name} is not declared`)),
        ...[...declared]
          .filter((name) => !made.has(name))
          .map((name) => ofRequest(`${name} is declared and not there`)),
      ];
    },
  },
  {
    code: 'FRESHDESK_REQUEST_ADDRESS',
    mend: 'write protocol https, a host without scheme and path, and a path that begins with /',
    find: ({ files }) =>
      requestsOf(files).flatMap(([name, request]) => {
        const host = wordsOf(request, 'schema', 'host').replaceAll(/<%=[^%]*%>/gu, 'x');
        const isGood =
          wordsOf(request, 'schema', 'protocol') === 'https' &&
          /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u.test(host) &&
          wordsOf(request, 'schema', 'path').startsWith('/') &&
          /^(?:GET|POST|PUT|PATCH|DELETE)$/u.test(wordsOf(request, 'schema', 'method'));
        return isGood ? [] : [ofRequest(`${name} goes to no address that a template may have`)];
      }),
  },
  {
    code: 'FRESHDESK_REQUEST_OPTIONS',
    mend: 'try 1 to 5 times, 1500 ms apart at most; a write to the helpdesk once',
    find: ({ files }) =>
      requestsOf(files)
        .filter(([, request]) => {
          const { maxAttempts = 1, retryDelay = 0 } = groupOf(request, 'options');
          const isCount = Number.isInteger(maxAttempts) && Number(maxAttempts) >= 1 && Number(maxAttempts) <= 5;
          return !isCount || !(Number(retryDelay) >= 0 && Number(retryDelay) <= 1_500);
        })
        .map(([name]) => ofRequest(`${name} is repeated in a way that there is not`)),
  },
  {
    code: 'FRESHDESK_REQUEST_COUNT',
    mend: `keep to ${mostTemplates} templates`,
    find: ({ files }) =>
      requestsOf(files).length > mostTemplates ? [ofRequest(`there are ${requestsOf(files).length} templates`)] : [],
  },
  {
    code: 'FRESHDESK_REQUEST_IPARAM',
    mend: 'ask for it in config/iparams.json, or use one that is asked for',
    find: ({ files }) => {
      const asked = new Set(iparamsOf(files).map(([name]) => name));
      const used = [...(textOf(files, requestsPath) ?? '').matchAll(/iparam\.(\w+)/gu)].map(([, name = '']) => name);
      return [...new Set(used)]
        .filter((name) => !asked.has(name))
        .map((name) => ofRequest(`${name} is asked of nobody`));
    },
  },
  {
    code: 'FRESHDESK_REQUEST_HOST',
    mend: 'put the account’s name in with <%= iparam.account %>',
    find: ({ files }) =>
      requestsOf(files)
        .filter(([, request]) => /^[\w-]+\.freshdesk\.com$/u.test(wordsOf(request, 'schema', 'host')))
        .map(([name]) => ofRequest(`${name} is bound to one account`)),
  },
  {
    code: 'FRESHDESK_IPARAMS_ONE',
    mend: 'keep exactly one of config/iparams.json and config/iparams.html',
    find: ({ files }) => {
      const count = ['config/iparams.json', 'config/iparams.html'].filter((path) => files.has(path)).length;
      return count === 1 ? [] : [ofIparam(`there are ${count} installation pages`)];
    },
  },
  {
    code: 'FRESHDESK_IPARAM_PARTS',
    mend: `give it display_name, description and a type: ${inputTypes.join(', ')}`,
    find: ({ files }) =>
      iparamsOf(files)
        .filter(([, one]) => {
          const isNamed = ['display_name', 'description'].every((part) => wordsOf(one, part) !== '');
          return !isNamed || !inputTypes.includes(wordsOf(one, 'type'));
        })
        .map(([name]) => ofIparam(`${name} cannot be shown`)),
  },
  {
    code: 'FRESHDESK_IPARAM_SECURE',
    mend: 'write "secure": true, so that no browser gets it',
    find: ({ files }) =>
      iparamsOf(files)
        .filter(([name, one]) => secretName.test(name) && partOf(one, 'secure') !== true)
        .map(([name]) => ofIparam(`${name} would be readable in the browser`)),
  },
  {
    code: 'FRESHDESK_IPARAM_DEFAULT',
    mend: 'choose the default among the options, and none for a secret',
    find: ({ files }) =>
      iparamsOf(files)
        .filter(([, one]) => {
          const value = partOf(one, 'default_value');
          if (value === undefined) return false;
          const options = listOf(one, 'options');
          return partOf(one, 'secure') === true || (wordsOf(one, 'type') === 'dropdown' && !options.includes(value));
        })
        .map(([name]) => ofIparam(`the default of ${name} cannot be`)),
  },
  {
    code: 'FRESHDESK_IPARAM_CHECK',
    mend: 'name a function of config/assets/iparams.js in "events": [{ "change": … }]',
    find: ({ files }) => {
      const script = textOf(files, callbacksPath) ?? '';
      return iparamsOf(files).flatMap(([name, one]) => {
        const checks = listOf(one, 'events').map((event) => wordsOf(event, 'change'));
        if (checks.length === 0) return [ofIparam(`what is typed for ${name} is not checked`)];
        return checks
          .filter((check) => !new RegExp(`^(?:async )?function ${check || '-'}\\(`, 'mu').test(script))
          .map((check) => ofIparam(`there is no ${check || 'check'} for ${name}`));
      });
    },
  },
];
