import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examineAll } from '#apps/runtime/doctor.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createSlackExaminations } from '#integrations/slack/examine.ts';
import { slackAppToken, slackToken } from '#test/integrations/setup-accounts.ts';
import { ills, onlyIll, provisionedAccounts } from './provisioned-accounts.ts';

const { accounts, doctor } = provisionedAccounts();

describe('recourse doctor finds of Slack', () => {
  it('a token that was taken away', async () => {
    accounts().slack.revokeToken();
    const found = ills(await doctor());
    expect(found[0]).toMatchObject({ state: 'fail', check: 'slack credentials' });
    expect(new Set(found.slice(1).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('each scope that is missing, and what it is for', async () => {
    const scopes = ['chat:write', 'commands', 'users:read', 'channels:read', 'groups:read', 'groups:history'];
    accounts().slack.configure({ scopes });
    const found = ills(await doctor());
    expect(found.filter(({ check }) => check === 'slack scopes').map(({ state, what }) => `${state} ${what}`)).toEqual([
      'fail the token lacks users:read.email, which it needs to find in the helpdesk who pressed a button',
      'warn the token lacks links:read, which it needs to hear of links to the helpdesk that people share',
      'warn the token lacks links:write, which it needs to show what is behind them, where all who read along may know',
      'warn the token lacks channels:history, which it needs to look for a message in a public channel after a crash',
    ]);
    expect(found.filter(({ check }) => check === 'slack #complaints')).toMatchObject([{ state: 'warn' }]);
  });

  it('a channel the bot is not in, one that is archived, and one there is not', async () => {
    accounts().slack.kickBot('complaints');
    accounts().slack.archiveChannel('complaints-leads');
    const found = ills(await doctor());
    expect(found.map(({ state, check, what }) => `${state} ${check}: ${what}`)).toEqual([
      'fail slack #complaints: the bot is not in it',
      'fail slack #complaints-leads: it is archived',
    ]);
  });

  it('a channel that is not there', async () => {
    const policy = (await readFile(policyPath, 'utf8')).replaceAll('complaints-leads', 'nowhere');
    const folder = await mkdtemp(join(tmpdir(), 'recourse-doctor-'));
    await writeFile(join(folder, 'policy.yaml'), policy);
    const examined = await doctor({}, { policy: join(folder, 'policy.yaml') });
    await rm(folder, { recursive: true });
    expect(onlyIll(examined)).toContain('fail slack #nowhere: there is no such channel that the bot can see');
  });
});

it('recourse doctor does not say that a channel is not there where it cannot see them all', async () => {
  const slack = createFakeSlack({ time: createRealTime(), botToken: slackToken, signingSecret: 'signing-canary' });
  for (let n = 0; n < 20_000; n += 1) slack.addChannel({ name: `team-${n}` });
  slack.addChannel({ name: 'complaints' });
  const { baseUrl, close } = await slack.listen();
  const on = { token: slackToken, slackApiUrl: baseUrl, channels: ['complaints', 'team-1'], time: createRealTime() };
  const found = await examineAll(createSlackExaminations(on), { ...on, limitMs: 60_000 }, new AbortController().signal);
  await close();
  const states = found
    .filter(({ check }) => check.startsWith('slack #'))
    .map(({ check, state }) => `${check}: ${state}`);
  expect(states).toEqual(['slack #complaints: unknown', 'slack #team-1: ok']);
});

describe('recourse doctor finds, where Slack is heard over a connection of ours,', () => {
  const heard = { SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: slackAppToken };

  it('that it opens, and all is in order', async () => {
    const examined = await doctor({ variables: heard });
    expect(ills(examined)).toEqual([]);
    expect(examined.findings.filter(({ check }) => check === 'slack socket mode')).toMatchObject([{ state: 'ok' }]);
    expect(examined.printed).not.toContain('xapp-1');
  });

  it('a token that Slack does not know, and how to get another', async () => {
    const examined = await doctor({ variables: { ...heard, SLACK_APP_TOKEN: 'xapp-1-canary-of-another' } });
    expect(onlyIll(examined)).toBe(
      'fail slack socket mode: Slack does not accept the app-level token (invalid_auth) → make one under api.slack.com/apps > Basic Information > App-Level Tokens, with connections:write, and give it as SLACK_APP_TOKEN',
    );
    expect(examined.printed).not.toContain('canary');
  });

  it('a token without the right to open connections', async () => {
    accounts().slack.faults.set({ match: { method: 'apps.connections.open' }, kind: 'missing_scope' });
    expect(onlyIll(await doctor({ variables: heard }))).toContain('may not open connections → make another under');
  });

  it('an app whose Socket Mode is off', async () => {
    const { sockets } = accounts().slack;
    if (sockets !== undefined) sockets.isOn = false;
    expect(onlyIll(await doctor({ variables: heard }))).toContain('→ turn Socket Mode on');
  });

  it('another kind of token in its place', async () => {
    const examined = await doctor({ variables: { ...heard, SLACK_APP_TOKEN: slackToken } });
    expect(ills(examined)[0]).toMatchObject({ state: 'fail', check: 'settings' });
    expect(ills(examined)[0]?.what).toContain('SLACK_APP_TOKEN is no app-level token, which begins with xapp-');
  });
});
