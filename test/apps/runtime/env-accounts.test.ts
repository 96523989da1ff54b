import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { endingOf } from '#apps/runtime/env-accounts.ts';
import { readEnvironment, readParts } from '#apps/runtime/env.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { issuesOf } from './environment-issues.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const several = {
  ...slack,
  ZENDESK_ACCOUNT: 'acme, north-wind',
  ZENDESK_OAUTH_TOKEN_ACME: 'token of acme',
  ZENDESK_WEBHOOK_SECRET_ACME: 'webhooks of acme',
  ZENDESK_CLIENT_ID_NORTH_WIND: 'recourse',
  ZENDESK_CLIENT_SECRET_NORTH_WIND: 'client of north-wind',
  FRESHDESK_ACCOUNT: 'acme',
  FRESHDESK_API_KEY: 'key of acme',
};

describe('several accounts of one helpdesk', () => {
  it('have each their own variables, with their names behind, while one account keeps the plain names', () => {
    const { zendesk, freshdesk } = readEnvironment(several);
    expect(zendesk).toEqual([
      {
        account: 'acme',
        credentials: { bearer: 'token of acme' },
        webhookSecrets: ['webhooks of acme'],
        secretVariable: 'ZENDESK_WEBHOOK_SECRET_ACME',
        baseUrl: undefined,
      },
      {
        account: 'north-wind',
        credentials: { client: { id: 'recourse', secret: 'client of north-wind' } },
        webhookSecrets: [],
        secretVariable: 'ZENDESK_WEBHOOK_SECRET_NORTH_WIND',
        baseUrl: undefined,
      },
    ]);
    expect(freshdesk).toMatchObject([
      { account: 'acme', apiKey: 'key of acme', secretVariable: 'FRESHDESK_WEBHOOK_SECRET' },
    ]);
  });

  it.each([
    [
      'what one of them lacks, by its own name',
      { ZENDESK_OAUTH_TOKEN_ACME: undefined },
      [
        'ZENDESK_OAUTH_TOKEN_ACME is missing: give it, or ZENDESK_CLIENT_ID_ACME and ZENDESK_CLIENT_SECRET_ACME, or ZENDESK_EMAIL_ACME and ZENDESK_API_TOKEN_ACME',
      ],
    ],
    [
      'a secret that does not say whose it is',
      { ZENDESK_API_TOKEN: 'canary', ZENDESK_WEBHOOK_SECRET: 'canary' },
      [
        'ZENDESK_API_TOKEN does not say whose it is, as ZENDESK_ACCOUNT names several: give each account its own, ZENDESK_API_TOKEN_ACME, ZENDESK_API_TOKEN_NORTH_WIND',
        'ZENDESK_WEBHOOK_SECRET does not say whose it is, as ZENDESK_ACCOUNT names several: give each account its own, ZENDESK_WEBHOOK_SECRET_ACME, ZENDESK_WEBHOOK_SECRET_NORTH_WIND',
      ],
    ],
    [
      'a secret of an account that is not there, as after a slip of the pen',
      { ZENDESK_WEBHOOK_SECRET_NORTHWIND: 'canary', ZENDESK_EMAIL_acme: 'canary' },
      [
        'ZENDESK_EMAIL_acme is of no account in ZENDESK_ACCOUNT: their variables end in _ACME, _NORTH_WIND',
        'ZENDESK_WEBHOOK_SECRET_NORTHWIND is of no account in ZENDESK_ACCOUNT: their variables end in _ACME, _NORTH_WIND',
      ],
    ],
    [
      'one that is named twice',
      { ZENDESK_ACCOUNT: 'acme,north-wind,acme' },
      ['ZENDESK_ACCOUNT names an account twice'],
    ],
    ['a comma too many', { ZENDESK_ACCOUNT: 'acme,north-wind,' }, ['ZENDESK_ACCOUNT has a comma too many']],
    [
      'another test host than its own',
      { ZENDESK_BASE_URL_ACME: 'http://127.0.0.1:1' },
      ['ZENDESK_BASE_URL_ACME is for tests: it needs RECOURSE_TEST_HOSTS=1'],
    ],
    [
      'a Freshdesk secret that can be guessed',
      {
        FRESHDESK_ACCOUNT: 'acme,globex',
        FRESHDESK_API_KEY: undefined,
        FRESHDESK_API_KEY_ACME: 'a',
        FRESHDESK_API_KEY_GLOBEX: 'g',
        FRESHDESK_WEBHOOK_SECRET_GLOBEX: 'canary',
      },
      ['FRESHDESK_WEBHOOK_SECRET_GLOBEX can be guessed: 22 random characters or more are needed'],
    ],
  ])('it is said of them: %s', (_what, change, said) => {
    expect(issuesOf({ ...several, ...change }).toSorted()).toEqual(said);
  });

  it('one of them in disorder hides none of the others from the doctor', () => {
    const { zendesk } = readParts({ ...several, ZENDESK_OAUTH_TOKEN_ACME: undefined });
    expect(zendesk.value.map(({ account }) => account)).toEqual(['north-wind']);
  });

  it('an address where a name belongs is told once and repeated nowhere', () => {
    const said = issuesOf({ ...several, ZENDESK_ACCOUNT: 'https://canary.zendesk.com,north-wind' });
    expect(said[0]).toBe('ZENDESK_ACCOUNT is no name of an account: acme of acme.zendesk.com');
    expect(said.join()).not.toMatch(/canary/iu);
  });
});

const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,6}[a-z0-9])?$/u).filter(isAccountName);

test('two accounts never have the same variables', () => {
  fc.assert(fc.property(name, name, (one, other) => (endingOf(one) === endingOf(other)) === (one === other)));
});

test('whatever accounts there are and in which order, each is given its own secrets and nobody else’s', () => {
  const accounts = fc.uniqueArray(name, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(accounts, accounts, (inZendesk, inFreshdesk) => {
      const variables: Record<string, string> = { ...slack };
      variables['ZENDESK_ACCOUNT'] = inZendesk.join(',');
      variables['FRESHDESK_ACCOUNT'] = inFreshdesk.join(' , ');
      for (const one of inZendesk) {
        variables[`ZENDESK_API_TOKEN${endingOf(one)}`] = `zendesk token of ${one}`;
        variables[`ZENDESK_EMAIL${endingOf(one)}`] = `${one}@example.org`;
        variables[`ZENDESK_WEBHOOK_SECRET${endingOf(one)}`] = `zendesk hook of ${one}`;
      }
      for (const one of inFreshdesk) {
        variables[`FRESHDESK_API_KEY${endingOf(one)}`] = `freshdesk key of ${one}`;
        variables[`FRESHDESK_WEBHOOK_SECRET${endingOf(one)}`] = `freshdesk hook long enough and of ${one}`;
      }
      const read = readEnvironment(variables);
      expect(read.zendesk).toMatchObject(
        inZendesk.map((one) => ({
          account: one,
          credentials: { email: `${one}@example.org`, token: `zendesk token of ${one}` },
          webhookSecrets: [`zendesk hook of ${one}`],
        })),
      );
      expect(read.freshdesk).toMatchObject(
        inFreshdesk.map((one) => ({ account: one, apiKey: `freshdesk key of ${one}` })),
      );
    }),
  );
});
