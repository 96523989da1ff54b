import { describe, expect, it } from 'vitest';
import { environmentVariables } from '#apps/runtime/env-variables.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { issuesOf } from './environment-issues.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const zendesk = { ZENDESK_ACCOUNT: 'acme', ZENDESK_OAUTH_TOKEN: 'token' };
const freshdesk = { FRESHDESK_ACCOUNT: 'acme-help', FRESHDESK_API_KEY: 'key' };
const hard = 'c2VjcmV0LXRoYXQtaXMtbG9uZw';

describe('the environment', () => {
  it.each(['PORT', 'RECOURSE_SWEEP_SECONDS'])(
    '%s is a whole number or left out: nothing else is guessed at',
    (name) => {
      for (const value of ['', ' ']) {
        expect(issuesOf({ ...zendesk, ...slack, [name]: value })).toEqual([
          `${name} is empty; leave it out or give it a value`,
        ]);
      }
      for (const value of ['0x50', '1e3', '80.5', '-1', '99999999']) {
        expect(issuesOf({ ...zendesk, ...slack, [name]: value })).toEqual([
          expect.stringMatching(new RegExp(`^${name} is no whole number from \\d+ to \\d+$`, 'u')),
        ]);
      }
      expect(issuesOf({ ...zendesk, ...slack, [name]: ' 80 ' })).toEqual([]);
    },
  );

  it.each([
    ['RECOURSE_LOG', 'loud', 'is none of error, warn, info and silent'],
    ['RECOURSE_TEST_HOSTS', 'yes', 'is 1 or left out'],
  ])('%s says in our words what it takes', (name, value, message) => {
    expect(issuesOf({ ...zendesk, ...slack, [name]: value })).toEqual([`${name} ${message}`]);
    expect(issuesOf({ ...zendesk, ...slack, [name]: '' })).toEqual([
      `${name} is empty; leave it out or give it a value`,
    ]);
  });

  it('of secrets with a comma too many, or more than two, the variable is named', () => {
    expect(issuesOf({ ...zendesk, ...slack, SLACK_SIGNING_SECRET: 'one,' })).toEqual([
      'SLACK_SIGNING_SECRET has a comma too many',
    ]);
    expect(issuesOf({ ...zendesk, ...slack, ZENDESK_WEBHOOK_SECRET: 'one,two,three' })).toEqual([
      'ZENDESK_WEBHOOK_SECRET holds more than two',
    ]);
  });

  it.each([
    ['Zendesk alone', { ...zendesk }, [['acme'], []]],
    ['Freshdesk alone', { ...freshdesk }, [[], ['acme-help']]],
    ['both', { ...zendesk, ...freshdesk }, [['acme'], ['acme-help']]],
  ])('connects %s', (_what, variables, accounts) => {
    const read = readEnvironment({ ...variables, ...slack });
    expect([read.zendesk, read.freshdesk].map((all) => all.map(({ account }) => account))).toEqual(accounts);
  });

  it('without a helpdesk says that one is needed, and which variables name it', () => {
    expect(issuesOf(slack)).toEqual([
      'ZENDESK_ACCOUNT is missing, and FRESHDESK_ACCOUNT too: at least one helpdesk is needed',
    ]);
  });

  it('a helpdesk of which something is set is wanted whole', () => {
    expect(issuesOf({ ...zendesk, ...slack, FRESHDESK_WEBHOOK_SECRET: hard })).toEqual([
      'FRESHDESK_ACCOUNT is missing',
      'FRESHDESK_API_KEY is missing',
    ]);
    expect(issuesOf({ ...freshdesk, ...slack, ZENDESK_EMAIL: 'a@example.org' })).toEqual([
      'ZENDESK_ACCOUNT is missing',
      'ZENDESK_OAUTH_TOKEN is missing: give it, or ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, or ZENDESK_EMAIL and ZENDESK_API_TOKEN',
    ]);
  });

  it('takes an OAuth client with its secret, or with the vault that a connection stands in', () => {
    const client = { ZENDESK_ACCOUNT: 'acme', ZENDESK_CLIENT_ID: 'recourse', ...slack };
    const key = Buffer.alloc(32, 1).toString('base64');
    expect(readEnvironment({ ...client, ZENDESK_CLIENT_SECRET: 's' }).zendesk[0]?.credentials).toEqual({
      client: { id: 'recourse', secret: 's' },
    });
    const connected = readEnvironment({ ...client, RECOURSE_VAULT_KEY: key });
    expect(connected.zendesk[0]?.credentials).toEqual({ client: { id: 'recourse', secret: undefined } });
    expect(connected.vaultKey).toBe(key);
    expect(issuesOf(client)).toEqual([
      'RECOURSE_VAULT_KEY is missing: a client without its secret needs it, and recourse connect zendesk',
    ]);
    const [issue = ''] = issuesOf({ ...client, RECOURSE_VAULT_KEY: 'canary' });
    expect(issue).toContain('RECOURSE_VAULT_KEY is not 32 bytes in base64');
    expect(issue).not.toContain('canary');
  });

  it('hears Slack over HTTP or over a connection of its own, and says so where it is told of neither', () => {
    const bot = { ...zendesk, SLACK_BOT_TOKEN: 'xoxb-1' };
    const socket = readEnvironment({ ...bot, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 'unused' }).slack;
    expect([socket.appToken, socket.signingSecrets]).toEqual(['xapp-1', []]);
    expect(issuesOf(bot)).toEqual([
      'SLACK_SIGNING_SECRET is missing: give it, or SLACK_APP_TOKEN where Slack cannot reach this server',
    ]);
    expect(issuesOf({ ...bot, SLACK_APP_TOKEN: 'xoxb-canary' })).toEqual([
      'SLACK_APP_TOKEN is no app-level token, which begins with xapp-: make one under Basic Information > App-Level Tokens',
    ]);
  });

  it('takes two Freshdesk secrets while one is changed, and none that can be guessed', () => {
    const both = `${hard}, ${hard}2`;
    const read = readEnvironment({ ...freshdesk, ...slack, FRESHDESK_WEBHOOK_SECRET: both });
    expect(read.freshdesk[0]?.webhookSecrets).toEqual([hard, `${hard}2`]);
    const weak = issuesOf({ ...freshdesk, ...slack, FRESHDESK_WEBHOOK_SECRET: `${hard},hunter2` });
    expect(weak).toEqual(['FRESHDESK_WEBHOOK_SECRET can be guessed: 22 random characters or more are needed']);
  });

  it.each([
    ['ZENDESK_BASE_URL', zendesk],
    ['FRESHDESK_BASE_URL', freshdesk],
    ['SLACK_API_URL', zendesk],
  ])('takes %s only where test hosts are allowed', (name, desk) => {
    const variables = { ...desk, ...slack, [name]: 'http://127.0.0.1:1' };
    expect(issuesOf(variables)).toEqual([`${name} is for tests: it needs RECOURSE_TEST_HOSTS=1`]);
    expect(issuesOf({ ...variables, RECOURSE_TEST_HOSTS: '1' })).toEqual([]);
  });

  it('takes no address for the name of an account', () => {
    const issues = issuesOf({ ...slack, ...zendesk, ...freshdesk, FRESHDESK_ACCOUNT: 'https://acme.freshdesk.com' });
    expect(issues).toEqual(['FRESHDESK_ACCOUNT is no name of an account: acme of acme.freshdesk.com']);
  });

  it('repeats no value in what it says is wrong, whatever is where', () => {
    const canary = 'canary hunter2 ';
    for (const { name } of environmentVariables) {
      const all = { ...zendesk, ...freshdesk, ...slack, [name]: canary };
      expect(issuesOf(all).join('\n')).not.toContain('canary');
    }
  });
});
