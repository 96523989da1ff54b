/** A request's body: an event for Bolt, perhaps sent as a form, or the status that refuses it. */
export type ReadBody =
  | { readonly kind: 'json'; readonly event: Record<string, unknown> }
  | { readonly kind: 'form'; readonly event: Record<string, unknown>; readonly form: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly status: 400 | 415 };

const unreadable = { kind: 'refused', status: 400 } as const;

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function readForm(text: string): ReadBody {
  const form = Object.fromEntries(new URLSearchParams(text));
  const { payload } = form;
  if (payload === undefined) return { kind: 'form', event: form, form };
  const event = readObject(payload);
  return event === undefined ? unreadable : { kind: 'form', event, form };
}

/**
 * What Slack sends: JSON for events, a form for commands, a form with JSON in `payload` for interactivity. A charset
 * beside the type may only be UTF-8.
 */
export function readBody(contentType: string | undefined, bytes: Buffer): ReadBody {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (parameters.some((one) => one.startsWith('charset=') && !/^charset="?utf-8"?$/.test(one))) {
    return { kind: 'refused', status: 415 };
  }
  if (type === 'application/x-www-form-urlencoded') return readForm(bytes.toString('utf8'));
  if (type !== 'application/json') return { kind: 'refused', status: 415 };
  const event = readObject(bytes.toString('utf8'));
  return event === undefined ? unreadable : { kind: 'json', event };
}
