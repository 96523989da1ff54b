import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consentLimitMs, runConnect } from '#apps/cli/connect.ts';
import { openLoopback } from '#apps/cli/loopback.ts';
import { UseError } from '#apps/cli/use-error.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { zendeskCredentials, zendeskShelf } from '#apps/runtime/zendesk-credentials.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { createStillTime, until } from '#test/contract/still-time.ts';
import { never } from '#test/contract/helpdesk.ts';

const vaultKey = Buffer.alloc(32, 7).toString('base64');
const stops: (() => Promise<void> | void)[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-connect-'));
  stops.push(() => rmSync(folder, { recursive: true }));
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function begun(change: Record<string, string | undefined> = {}) {
  const time = createStillTime();
  const auth = { email: 'recourse@acme.example', token: 'token-canary' };
  const fake = createFakeZendesk({ time, account: 'acme', auth, provisioned: true });
  const { baseUrl, close } = await fake.listen();
  stops.push(close);
  const port = await freePort();
  const redirectUris = [`http://127.0.0.1:${port}/callback`];
  fake.access.oauth.addClient({ id: 'recourse', secret: 'client-canary', redirectUris });
  const variables: Record<string, string | undefined> = {
    RECOURSE_TEST_HOSTS: '1',
    ZENDESK_ACCOUNT: 'acme',
    ZENDESK_BASE_URL: baseUrl,
    ZENDESK_CLIENT_ID: 'recourse',
    ZENDESK_CLIENT_SECRET: 'client-canary',
    RECOURSE_VAULT_KEY: vaultKey,
    RECOURSE_STORE: folder,
    ...change,
  };
  let printed = '';
  const on = { time, variables, write: (text: string) => void (printed += text) };
  const run = (given = String(port), account?: string): Promise<0 | 1> =>
    runConnect({ platform: 'zendesk', port: given, account }, on);
  const start = async (): Promise<string> => {
    await until(() => printed.includes('It is good for'));
    return /^ {2}(http\S+)$/mu.exec(printed)![1]!;
  };
  return { fake, time, variables, port, run, start, printed: () => printed };
}

/** A browser: it keeps cookies for the loopback and presses the button of the consent page. */
async function consent(
  start: string,
  decision: 'allow' | 'deny',
): Promise<{ readonly back: string; readonly cookie: string }> {
  const first = await fetch(start, { redirect: 'manual' });
  expect(first.status).toBe(302);
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  const asked = first.headers.get('location')!;
  expect(await (await fetch(asked)).text()).toContain('recourse would like to use acme');
  const pressed = await fetch(asked, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `decision=${decision}`,
  });
  return { back: pressed.headers.get('location')!, cookie };
}

const visit = (address: string, cookie?: string): Promise<Response> =>
  fetch(address, { headers: cookie === undefined ? {} : { cookie } });

/** An administrator consents, and the command ends well. */
async function allowed(running: Promise<0 | 1>, start: () => Promise<string>): Promise<void> {
  const { back, cookie } = await consent(await start(), 'allow');
  await visit(back, cookie);
  expect(await running).toBe(0);
}

describe('recourse connect zendesk', () => {
  test('an administrator consents, the tokens are in the vault, and a desk reads with them', async () => {
    const { fake, time, variables, run, start, printed } = await begun();
    const running = run();
    const { back, cookie } = await consent(await start(), 'allow');
    const page = await visit(back, cookie);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await running).toBe(0);
    expect(printed()).toMatch(/Connected to acme\.zendesk\.com as user \d+ \(admin\)\./u);
    expect(printed()).toContain(`kept in ${folder}, for the user who ran this alone`);
    expect(printed()).not.toContain('canary');

    const store = await openStore(folder);
    const vault = createVault(store, readVaultKeys(vaultKey));
    const tokens = await zendeskShelf(vault, 'acme').load();
    expect(tokens?.refresh).toBeDefined();
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain(tokens!.access);
    }
    const client = { id: 'recourse', secret: undefined };
    const baseUrl = variables['ZENDESK_BASE_URL'];
    const credentials = zendeskCredentials({ account: 'acme', baseUrl, credentials: { client } }, { time, vault });
    const desk = createZendeskDesk({ account: 'acme', credentials, baseUrl, prefix: 'recourse_', time });
    const id = fake.customerWrites({ subject: 'Kettle', text: 'It leaks.', from: { name: 'M', email: 'm@x.example' } });
    expect((await desk.source.read({ platform: 'zendesk', account: 'acme', id }, never)).subject).toBe('Kettle');
  });

  test('who declines connects nothing', async () => {
    const { run, start, printed } = await begun();
    const running = run();
    const { back, cookie } = await consent(await start(), 'deny');
    await visit(back, cookie);
    expect(await running).toBe(1);
    expect(printed()).toContain('Nothing is connected: access_denied.');
  });

  test('nobody who consents within ten minutes connects nothing, and the door is shut', async () => {
    const { run, start, time, printed } = await begun();
    const running = run();
    const address = await start();
    await time.moveTo(time.now() + consentLimitMs);
    expect(await running).toBe(1);
    expect(printed()).toContain('nobody consented within 10 minutes');
    await expect(visit(address)).rejects.toThrow();
  });

  test('another user than before is told', async () => {
    const { run, start, printed } = await begun();
    const store = await openStore(folder);
    await createVault(store, readVaultKeys(vaultKey)).put('zendesk/acme', 'connected-by', '12345');
    await allowed(run(), start);
    expect(printed()).toContain('Until now this was user 12345.');
  });

  test('connected anew, it works again where the key of the vault was lost', async () => {
    const { run, start, printed } = await begun();
    const lost = createVault(await openStore(folder), readVaultKeys(Buffer.alloc(32, 8).toString('base64')));
    await lost.put('zendesk/acme', 'connected-by', '12345');
    await lost.put('zendesk/acme', 'oauth', 'sealed');
    await allowed(run(), start);
    expect(printed()).toContain('Connected to acme.zendesk.com');
    const vault = createVault(await openStore(folder), readVaultKeys(vaultKey));
    expect(await zendeskShelf(vault, 'acme').load()).toBeDefined();
  });

  test('a code that Zendesk does not take is an error without the code', async () => {
    const { run, start } = await begun();
    const running = run().catch((error: unknown) => error);
    const { back, cookie } = await consent(await start(), 'allow');
    const wrong = new URL(back);
    wrong.searchParams.set('code', 'code-canary');
    await visit(wrong.href, cookie);
    const error = (await running) as Error;
    expect(error).toMatchObject({ code: 'ZENDESK_AUTH' });
    expect(`${error.message}${error.stack}`).not.toContain('canary');
  });

  test.each([
    ['ZENDESK_CLIENT_ID', { ZENDESK_CLIENT_ID: undefined }],
    ['RECOURSE_VAULT_KEY', { RECOURSE_VAULT_KEY: undefined }],
    ['ZENDESK_OAUTH_TOKEN', { ZENDESK_OAUTH_TOKEN: 'x' }],
  ])('what is wrong with %s is said before anything is opened', async (name, change) => {
    const { run, printed } = await begun(change);
    const error = await run().catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(UseError);
    expect(String(error)).toContain(name);
    expect(printed()).toBe('');
  });

  test('of several accounts it is said which, and the tokens are that one’s alone', async () => {
    const { run, start, variables, port, printed } = await begun();
    for (const name of ['BASE_URL', 'CLIENT_ID', 'CLIENT_SECRET']) {
      variables[`ZENDESK_${name}_ACME`] = variables[`ZENDESK_${name}`];
      variables[`ZENDESK_${name}_GLOBEX`] = variables[`ZENDESK_${name}`];
      variables[`ZENDESK_${name}`] = undefined;
    }
    variables['ZENDESK_ACCOUNT'] = 'globex,acme';
    await expect(run()).rejects.toThrow(/--account takes one of .*: zendesk\/globex, zendesk\/acme/u);
    await allowed(run(String(port), 'zendesk/acme'), start);
    expect(printed()).toContain('Connected to acme.zendesk.com');
    const vault = createVault(await openStore(folder), readVaultKeys(vaultKey));
    expect(await zendeskShelf(vault, 'acme').load()).toBeDefined();
    expect(await zendeskShelf(vault, 'globex').load()).toBeUndefined();
  });

  test('nobody is asked to consent to what would be forgotten', async () => {
    const { run, printed } = await begun({ RECOURSE_STORE: ' memory: ' });
    await expect(run()).rejects.toThrow(/^RECOURSE_STORE is memory:, which forgets/u);
    expect(printed()).toBe('');
  });

  test('a port that is taken, or is none, is wrong use', async () => {
    const { run } = await begun();
    const server = createServer();
    const taken = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    );
    stops.push(() => void server.close());
    await expect(run(String(taken))).rejects.toThrow(UseError);
    await expect(run('x')).rejects.toThrow(UseError);
    await expect(run('70000')).rejects.toThrow(UseError);
  });
});

describe('the door a browser comes back through', () => {
  async function door() {
    const states: string[] = [];
    const opened = await openLoopback(0, ({ state }) => {
      states.push(state);
      return 'https://acme.zendesk.com/oauth/authorizations/new';
    });
    stops.push(() => opened.close());
    const first = await fetch(opened.startAddress, { redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
    const back = (state: string, more = '&code=c'): string => `${opened.redirectUri}?state=${state}${more}`;
    return { opened, state: states[0]!, cookie, back, setCookie: first.headers.get('set-cookie')! };
  }

  test('a state of 256 bits, and a cookie that no script reads and no other path gets', async () => {
    const { state, setCookie } = await door();
    expect(Buffer.from(state, 'base64url').length).toBe(32);
    expect(setCookie).toMatch(/; Path=\/callback; HttpOnly; SameSite=Lax$/u);
  });

  test('another state, or the state in another browser, is turned away, and the right one is still awaited', async () => {
    const { opened, state, cookie, back } = await door();
    const wrong = [
      await visit(back('x'), cookie),
      await visit(back(''), cookie),
      await visit(opened.redirectUri, cookie),
      await visit(back(state)),
      await visit(back(state), 'recourse_connect=x'),
      await visit(back(state.slice(0, -1)), cookie),
    ];
    expect(wrong.map(({ status }) => status)).toEqual(wrong.map(() => 400));
    expect((await visit(back(state), cookie)).status).toBe(200);
    expect(await opened.consent).toEqual({ code: 'c' });
  });

  test('a state is good once', async () => {
    const { opened, state, cookie, back } = await door();
    await visit(back(state), cookie);
    expect((await visit(back(state, '&code=other'), cookie)).status).toBe(400);
    expect((await fetch(opened.startAddress, { redirect: 'manual' })).status).toBe(404);
    expect(await opened.consent).toEqual({ code: 'c' });
  });

  test('nobody finds it who was not told where it begins, and what it says quotes nothing', async () => {
    const { opened, state, cookie, back } = await door();
    const origin = new URL(opened.startAddress).origin;
    for (const path of ['/', '/start', '/favicon.ico', '/callback/x'])
      expect((await visit(`${origin}${path}`)).status).toBe(404);
    expect((await fetch(opened.startAddress, { method: 'POST' })).status).toBe(400);
    await visit(back(state, '&error=%3Cscript%3E'), cookie);
    expect(await opened.consent).toEqual({ refusedBecause: 'no code came back' });
  });

  test('it is on this machine alone, and by its own address', async () => {
    const { opened } = await door();
    expect(new URL(opened.redirectUri).hostname).toBe('127.0.0.1');
    const byName = opened.startAddress.replace('127.0.0.1', 'localhost');
    const answer = await fetch(byName, { redirect: 'manual' }).catch(() => undefined);
    expect(answer?.status ?? 400).toBe(400);
  });
});
