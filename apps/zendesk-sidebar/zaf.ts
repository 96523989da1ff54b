import { isObject } from '#apps/sidebar/host-values.ts';

/** What we use of Zendesk's app client, `ZAFClient.init()`. @see https://developer.zendesk.com/api-reference/apps/apps-core-api/client_api/ */
export interface ZafClient {
  get(paths: readonly string[]): Promise<unknown>;
  set(path: string, value: string): Promise<unknown>;
  invoke(action: string, ...args: readonly unknown[]): Promise<unknown>;
  on(event: string, handler: (message: unknown) => void): void;
  context(): Promise<unknown>;
  metadata(): Promise<unknown>;
  request(options: ZafRequest): Promise<unknown>;
}

export interface ZafRequest {
  readonly url: string;
  readonly type: 'GET' | 'PUT';
  readonly dataType: 'json';
  readonly contentType?: 'application/json';
  readonly data?: string;
  /** Answers with status and headers, too. */
  readonly httpCompleteResponse: true;
}

declare global {
  interface Window {
    readonly ZAFClient?: { init(): ZafClient | false };
  }
}

/** The client, or `undefined` outside Zendesk. */
export function zafClient(): ZafClient | undefined {
  const client = window.ZAFClient?.init();
  return client === false ? undefined : client;
}

/**
 * The values of several paths. A path that failed, and a time-out, which the client hands over as if it were a value, are
 * left out.
 */
export async function values(client: ZafClient, paths: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const answer = await client.get(paths).catch((): undefined => undefined);
  if (!isObject(answer)) return {};
  return Object.fromEntries(paths.flatMap((path) => (Object.hasOwn(answer, path) ? [[path, answer[path]]] : [])));
}
