import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectSlack } from '#apps/cli/connect-slack.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { createSlackTies } from '#apps/runtime/slack-ties.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';

const key = Buffer.alloc(32, 3).toString('base64');
const zendesk = { ZENDESK_ACCOUNT: 'acme', ZENDESK_OAUTH_TOKEN: 'token' };
const freshdesk = { FRESHDESK_ACCOUNT: 'acme-help', FRESHDESK_API_KEY: 'key' };
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

async function run(account: string | undefined, variables: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'recourse-'));
  folders.push(folder);
  const said: string[] = [];
  const own = {
    RECOURSE_STORE: folder,
    RECOURSE_VAULT_KEY: key,
    RECOURSE_URL: 'https://recourse.example',
    ...variables,
  };
  await connectSlack(account, { time: createRealTime(), variables: own, write: (text) => void said.push(text) });
  return { text: said.join(''), folder };
}

test('a code is printed with where to bring it, and ties that account alone', async () => {
  const { text, folder } = await run('freshdesk/acme-help', { ...zendesk, ...freshdesk });
  expect(text).toContain('https://recourse.example/slack/install');
  expect(text).toContain(`kept in ${folder}, for the user who ran this alone`);
  const [code = ''] = /(?:[2-9A-Z]{5}-){5}[2-9A-Z]/u.exec(text) ?? [];
  const store = await openStore(folder);
  const ties = createSlackTies(createVault(store, readVaultKeys(key)), createRealTime());
  const [acme, help] = [
    { platform: 'zendesk', account: 'acme' },
    { platform: 'freshdesk', account: 'acme-help' },
  ] as const;
  expect(await ties.redeem(code, [acme], { team: 'T1', by: 'U1' })).toBeUndefined();
  expect(await ties.redeem(code, [acme, help], { team: 'T1', by: 'U1' })).toMatchObject({ account: help });
  expect([await ties.of(acme), (await ties.of(help))?.team]).toEqual([undefined, 'T1']);
  await store.close();
});

test('a server of one account needs not say which', async () => {
  expect((await run(undefined, zendesk)).text).toContain('zendesk/acme');
});

test('a server that posts with a bot token of its own is told that there is nothing to tie', async () => {
  const refused = run(undefined, { ...zendesk, SLACK_BOT_TOKEN: 'xoxb-canary' });
  await expect(refused).rejects.toThrow(/SLACK_BOT_TOKEN.*SLACK_CLIENT_ID/u);
  await expect(refused).rejects.not.toThrow('canary');
});

test.each([undefined, 'zendesk/other', 'acme'])(
  'with two accounts %s is none of them, and it is said which there are',
  async (account) => {
    await expect(run(account, { ...zendesk, ...freshdesk })).rejects.toThrow(/zendesk\/acme, freshdesk\/acme-help/u);
  },
);

test('no code is given that the server could not know, as nothing is kept in memory', async () => {
  await expect(run(undefined, { ...zendesk, RECOURSE_STORE: 'memory:' })).rejects.toThrow(
    /^RECOURSE_STORE is memory:/u,
  );
});
