/** One decoded call of a Web API method: form bodies and JSON bodies read alike. */
export interface Call {
  readonly method: string;
  /** Bearer token, or the `token` argument of old; `undefined` where there is none. */
  readonly token: string | undefined;
  /** Arguments without the token. From a form every value is text; from JSON it is what was sent. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** What could not be read as a call; the value is Slack's error code for it. */
export type CallProblem = 'invalid_form_data' | 'invalid_post_type' | 'missing_post_type';

/** The arguments of a body, or why there are none. An empty body has no arguments. */
export function readArguments(contentType: string | undefined, body: string): Record<string, unknown> | CallProblem {
  if (body === '') return {};
  if (contentType === undefined) return 'missing_post_type';
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (type === 'application/json') return readObject(body) ?? 'invalid_form_data';
  return 'invalid_post_type';
}

/** The token of an `Authorization: Bearer` header. */
export function readBearer(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
}

/** JSON text as an object; `undefined` for anything else. */
export function readObject(text: string): Record<string, unknown> | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

/** Whether a JSON value is an object; a list is none. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text argument; numbers of a JSON body are read as text, as Slack does. */
export function textOf(call: Call, name: string): string | undefined {
  const value = call.args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** `true`, `"true"` and `1` are true; everything else is not. */
export function flagOf(call: Call, name: string): boolean {
  const value = textOf(call, name);
  return value === 'true' || value === '1';
}

/** An argument that is structured: JSON text in a form, the thing itself in JSON. `null` says that it cannot be read. */
export function structureOf(call: Call, name: string): unknown {
  const value = call.args[name];
  if (typeof value !== 'string') return value;
  return value === '' ? undefined : (parseJson(value) ?? null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
