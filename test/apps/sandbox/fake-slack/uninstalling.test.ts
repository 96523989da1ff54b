import { afterEach, expect, test } from 'vitest';
import { createFakeSlackWorkspaces } from '#apps/sandbox/fake-slack/workspaces.ts';
import { createStillTime } from '#test/contract/still-time.ts';

const redirectUri = 'https://recourse.example/slack/oauth_redirect';
const app = { id: '11.22', secret: 'client-secret', redirectUris: [redirectUri], rotates: false };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Answer = Readonly<Record<string, unknown>>;

/** Two workspaces with the app in them; `call` asks Slack in the name of one of them. */
async function installed() {
  const slacks = createFakeSlackWorkspaces({ time: createStillTime(), app, signingSecret: 'signing' });
  const { baseUrl, close } = await slacks.listen();
  closing.push(close);
  const call = async (method: string, form: Readonly<Record<string, string>>, token?: string): Promise<Answer> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(`${baseUrl}${method}`, { method: 'POST', body: new URLSearchParams(form), headers });
    return (await answer.json()) as Answer;
  };
  const install = async (team: string): Promise<string> => {
    const by = slacks.add({ teamId: team, name: team }).addUser({ name: 'Ada', email: 'a@b.example', username: 'ada' });
    const query = new URLSearchParams({
      client_id: app.id,
      scope: 'chat:write',
      redirect_uri: redirectUri,
      state: 's',
    });
    const consented = await fetch(new URL(`/oauth/v2/authorize?${query.toString()}`, baseUrl), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision: 'allow', team, by }),
    });
    const code = new URL(consented.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const client = { client_id: app.id, client_secret: app.secret };
    const { access_token: token } = await call('oauth.v2.access', { ...client, code, redirect_uri: redirectUri });
    return String(token);
  };
  return { call, tokens: [await install('T0ONE'), await install('T0TWO')] as const };
}

test('the app takes itself out of one workspace, whose token is good no more, and of no other', async () => {
  const { call, tokens } = await installed();
  const [one, two] = tokens;
  const client = { client_id: app.id, client_secret: app.secret };
  expect(await call('apps.uninstall', client, one)).toEqual({ ok: true });
  expect(await call('auth.test', {}, one)).toMatchObject({ ok: false, error: 'account_inactive' });
  expect(await call('auth.test', {}, two)).toMatchObject({ ok: true });
  expect(await call('apps.uninstall', client, one)).toMatchObject({ ok: false, error: 'account_inactive' });
});

test('who does not know the app’s secret, or has no token, takes it out of nothing', async () => {
  const { call, tokens } = await installed();
  const [one] = tokens;
  const refusals = [
    ['bad_client_secret', { client_id: app.id, client_secret: 'another' }, one],
    ['invalid_client_id', { client_id: '1', client_secret: app.secret }, one],
    ['invalid_auth', { client_id: app.id, client_secret: app.secret }, 'xoxb-another'],
  ] as const;
  for (const [error, form, token] of refusals) {
    expect(await call('apps.uninstall', form, token)).toMatchObject({ ok: false, error });
  }
  expect(await call('auth.test', {}, one)).toMatchObject({ ok: true });
});
