import { IntegrationError } from '#integrations/errors.ts';
import type { Http, HttpOptions } from '#integrations/http.ts';
import { createHttp } from '#integrations/http.ts';
import type { TokenKeeper } from './token-keeper.ts';

/** An agent's address with an API token, an OAuth access token, or tokens that are renewed. */
export type ZendeskCredentials =
  | { readonly email: string; readonly token: string }
  | { readonly bearer: string }
  | { readonly tokens: TokenKeeper };

/** The `Authorization` header of these credentials. */
export async function authorizationOf(credentials: ZendeskCredentials): Promise<string> {
  if ('tokens' in credentials) return `Bearer ${await credentials.tokens.bearer()}`;
  if ('bearer' in credentials) return `Bearer ${credentials.bearer}`;
  return `Basic ${Buffer.from(`${credentials.email}/token:${credentials.token}`).toString('base64')}`;
}

/** HTTP that bears these credentials. A 401 to a token that can be renewed is answered by one more try with a new one. */
export function createHttpWith(credentials: ZendeskCredentials, options: Omit<HttpOptions, 'authorization'>): Http {
  const http = createHttp({ ...options, authorization: () => authorizationOf(credentials) });
  if (!('tokens' in credentials)) return http;
  const { tokens } = credentials;
  return {
    async send(request, signal) {
      const bearer = signal.aborted ? undefined : await tokens.bearer();
      try {
        return await http.send(request, signal);
      } catch (cause) {
        // A request that was refused was not done: it may be sent again, whatever it is.
        const isRefused = cause instanceof IntegrationError && cause.status === 401;
        if (!isRefused || bearer === undefined || !(await tokens.refused(bearer))) throw cause;
        return http.send(request, signal);
      }
    },
  };
}
