import { RefusedError, type Answer } from '#apps/sidebar/asking.ts';
import { isObject } from '#apps/sidebar/host-values.ts';
import type { TemplateName } from './templates.ts';

/** What we use of Freshworks' app client. @see https://developers.freshworks.com/docs/app-sdk/v3.0/support_ticket/front-end-apps/ */
export interface FreshClient {
  readonly data: { get(name: string): Promise<unknown> };
  readonly events: { on(name: string, handler: () => void): void };
  readonly iparams: { get(): Promise<unknown> };
  readonly instance: { resize(size: { readonly height: string }): Promise<unknown> };
  readonly interface: { trigger(action: string, options: object): Promise<unknown> };
  readonly request: {
    invokeTemplate(name: string, options: { readonly context: object; readonly body?: string }): Promise<unknown>;
  };
}

declare global {
  interface Window {
    readonly app?: { initialized(): Promise<FreshClient> };
  }
}

/** Makes one of the package's requests. @throws {RefusedError} */
export async function call(
  client: FreshClient,
  name: TemplateName,
  how: { readonly context: Readonly<Record<string, string>>; readonly body?: object },
): Promise<Answer> {
  let answer: unknown;
  try {
    answer = await client.request.invokeTemplate(name, {
      context: how.context,
      ...(how.body === undefined ? {} : { body: JSON.stringify(how.body) }),
    });
  } catch (refusal) {
    throw refusedAs(refusal);
  }
  if (!isObject(answer)) throw new RefusedError('busy', 0);
  const { status, headers, response } = answer;
  if (typeof status === 'number' && (status < 200 || status > 299)) throw refusedAs(answer);
  const date = isObject(headers)
    ? Object.entries(headers).find(([name]) => name.toLowerCase() === 'date')?.[1]
    : undefined;
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return { body: bodyOf(response), at: Number.isNaN(at) ? undefined : at };
}

/** The answer comes as the text of JSON. */
function bodyOf(response: unknown): unknown {
  if (typeof response !== 'string') return response;
  if (response === '') return undefined;
  try {
    return JSON.parse(response) as unknown;
  } catch {
    throw new RefusedError('busy', 0);
  }
}

function refusedAs(refusal: unknown): RefusedError {
  const status = isObject(refusal) ? Number(refusal['status']) || 0 : 0;
  if (status === 0) return new RefusedError('offline', 0);
  if (status === 401 || status === 403) return new RefusedError('forbidden', status);
  if (status === 404) return new RefusedError('gone', status);
  if (status === 405) return new RefusedError('closed', status);
  return new RefusedError(status === 400 ? 'rejected' : 'busy', status);
}
