import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Desk, DeskUser } from './desk.ts';
import type { Form, OAuthClient } from './oauth-grants.ts';
import { createGrants, textOf, usualScope } from './oauth-grants.ts';

/** OAuth at one account: clients, codes, tokens, and the page on which a person consents. */
export interface OAuth {
  /** Answers below `/oauth/`, and passes everything else on. */
  readonly router: Router;
  addClient(client: OAuthClient): void;
  /** Whom a token speaks for: the account's integration user, who is the one to consent. */
  who(bearer: string): DeskUser | undefined;
  /** What a token may do; `undefined` where it is not good. */
  scopesOf(bearer: string): readonly string[] | undefined;
  /** From now on no token that was given is good, nor can it be renewed. */
  revokeAll(): void;
  /** From now on no access token is good; they can be renewed. */
  expireAll(): void;
  /** How often tokens were asked for. */
  readonly requests: () => number;
}

export function createOAuth(desk: Desk): OAuth {
  const clients = new Map<string, OAuthClient>();
  const grants = createGrants(desk, clients);
  let asked = 0;
  const router = express.Router();
  router.get('/oauth/authorizations/new', (request, response) => {
    const client = clientFor(clients, request.query);
    if (client === undefined) sendPage(response, 400, { title: 'Invalid request', body: '' });
    else sendPage(response, 200, { title: `${client.id} would like to use ${desk.account}`, body: consentForm });
  });
  router.post('/oauth/authorizations/new', express.urlencoded({ extended: false }), (request, response) => {
    const client = clientFor(clients, request.query);
    if (client === undefined) return sendPage(response, 400, { title: 'Invalid request', body: '' });
    const isAllowed = ((request.body ?? {}) as Form)['decision'] === 'allow';
    const challenge = textOf(request.query['code_challenge']) || undefined;
    const redirectUri = textOf(request.query['redirect_uri']);
    const scope = textOf(request.query['scope']) || usualScope;
    const code = isAllowed ? grants.code({ client: client.id, redirectUri, challenge, scope }) : undefined;
    return response.redirect(302, backTo(request, code));
  });
  router.post('/oauth/tokens', express.json({ limit: '64kb' }), (request, response) => {
    asked += 1;
    const { status, body } = grants.token((request.body ?? {}) as Form);
    response.set('date', new Date(desk.time.now()).toUTCString()).status(status).json(body);
  });
  return {
    router,
    addClient: (client) => void clients.set(client.id, client),
    who: (bearer) => (grants.scopesOf(bearer) === undefined ? undefined : desk.integration),
    scopesOf: (bearer) => grants.scopesOf(bearer),
    revokeAll: () => grants.revokeAll(),
    expireAll: () => grants.expireAll(),
    requests: () => asked,
  };
}

/** The client a consent is asked for; none where the request is not as it must be, so that nobody is sent anywhere. */
function clientFor(clients: ReadonlyMap<string, OAuthClient>, query: Form): OAuthClient | undefined {
  const client = clients.get(textOf(query['client_id']));
  const isProof = query['code_challenge_method'] === 'S256' || client?.secret !== undefined;
  const isKnown = client?.redirectUris?.includes(textOf(query['redirect_uri'])) === true;
  return isKnown && isProof && query['response_type'] === 'code' ? client : undefined;
}

function backTo({ query }: Request, code: string | undefined): string {
  const back = new URL(textOf(query['redirect_uri']));
  if (typeof query['state'] === 'string') back.searchParams.set('state', query['state']);
  if (code === undefined) back.searchParams.set('error', 'access_denied');
  else back.searchParams.set('code', code);
  return back.href;
}

const consentForm =
  '<form method="post"><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>';

function sendPage(response: Response, status: number, page: { readonly title: string; readonly body: string }): void {
  const title = page.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const html = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${page.body}</html>`;
  response.status(status).type('html').send(html);
}
