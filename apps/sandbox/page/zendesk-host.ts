import { ask, fit, hear, isObject, type HostedTicket, type PanelHost } from './panel-host.ts';

const appGuid = 'recourse-sandbox';

/**
 * Zendesk's side of the app framework: what its page answers to the client that apps load.
 *
 * Messages come as JSON text: `iframe.handshake`, `{id, request, params}` for get, set and invoke, `iframe.on:EVENT` and
 * `iframe.off:EVENT`, and `request:N`. What else an app says is let pass.
 */
export const zendeskHost: PanelHost = {
  address: (origin) => {
    const query = new URLSearchParams({ origin, app_guid: appGuid, colorScheme: scheme() });
    return `/panels/zendesk/iframe.html?${query.toString()}`;
  },
  connect(hosted) {
    const heard = new Set<string>();
    const say = (message: object): void => hosted.frame.contentWindow?.postMessage(message, hosted.origin);
    const tell = (event: string, message: unknown): void => {
      if (heard.has(event)) say({ key: `zaf.${event}`, message });
    };
    const close = hear(hosted, (data) => {
      const message = parsed(data);
      if (message?.['appGuid'] === appGuid) answer(message, { hosted, heard, say });
    });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const onScheme = (): void => tell('colorScheme.changed', scheme());
    dark.addEventListener('change', onScheme);
    return {
      changed: () => tell('ticket.updated', {}),
      close: () => {
        close();
        dark.removeEventListener('change', onScheme);
      },
    };
  },
};

function scheme(): 'dark' | 'light' {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

type Message = Readonly<Record<string, unknown>>;

interface Side {
  readonly hosted: HostedTicket;
  /** Events that the app subscribed to. */
  readonly heard: Set<string>;
  readonly say: (message: object) => void;
}

function parsed(data: unknown): Message | undefined {
  if (typeof data !== 'string') return isObject(data) ? data : undefined;
  try {
    const message: unknown = JSON.parse(data);
    return isObject(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

function answer(message: Message, side: Side): void {
  const { key } = message;
  if (typeof message['id'] === 'number') void answerCall(message, side);
  else if (typeof key !== 'string') return;
  else if (key === 'iframe.handshake') register(side);
  else if (key.startsWith('iframe.on:')) side.heard.add(key.slice('iframe.on:'.length));
  else if (key.startsWith('iframe.off:')) unsubscribe(key.slice('iframe.off:'.length), message, side);
  else if (key.startsWith('request:')) void request(key, message['message'], side);
}

function register({ hosted, say }: Side): void {
  const { id, account } = hosted.ticket();
  const context = {
    product: 'support',
    location: 'ticket_sidebar',
    instanceGuid: appGuid,
    account: { subdomain: account },
    ticketId: Number(id),
  };
  const metadata = { appId: 1, installationId: 1, name: 'Recourse', version: '0.1.0', settings: {} };
  say({ key: 'zaf.app.registered', message: { metadata, context } });
}

function unsubscribe(event: string, message: Message, { heard }: Side): void {
  const { message: count } = message;
  if (!isObject(count) || count['subscriberCount'] === 0) heard.delete(event);
}

async function answerCall({ id, request: kind, params }: Message, side: Side): Promise<void> {
  const result: Record<string, unknown> = {};
  const errors: Record<string, unknown> = {};
  const calls = Array.isArray(params)
    ? params.map((path) => [String(path), undefined] as const)
    : Object.entries(isObject(params) ? params : {});
  for (const [path, value] of calls) {
    const found = kind === 'get' ? got(path, side) : kind === 'invoke' ? invoked(path, value, side) : setTo(path, side);
    if (found === undefined) errors[path] = { message: `No such Api`, name: 'Error' };
    else result[path] = found;
  }
  side.say({ id, result: { ...result, errors } });
}

function got(path: string, { hosted }: Side): unknown {
  const { id, tags, status, account } = hosted.ticket();
  const values: Readonly<Record<string, unknown>> = {
    currentUser: {
      name: hosted.agent,
      role: 'agent',
      locale: navigator.language,
      timeZone: { ianaName: hosted.zone },
      groups: [{ id: 1, name: 'Customer care' }],
    },
    currentAccount: { subdomain: account },
    colorScheme: scheme(),
    'ticket.id': Number(id),
    'ticket.tags': tags,
    'ticket.status': status,
  };
  return Object.hasOwn(values, path) ? values[path] : undefined;
}

function setTo(path: string, _side: Side): unknown {
  return path === 'comment.type' ? 'publicReply' : undefined;
}

function invoked(action: string, args: unknown, { hosted }: Side): unknown {
  const [first, second] = Array.isArray(args) ? (args as unknown[]) : [];
  if (action === 'comment.appendText' && typeof first === 'string') {
    hosted.draft(first);
    return true;
  }
  if (action === 'routeTo' && first === 'ticket') {
    hosted.open(String(second));
    return true;
  }
  if (action === 'resize' && isObject(first)) {
    fit(hosted.frame, first['height']);
    return true;
  }
  return action === 'notify' ? true : undefined;
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

async function request(key: string, options: unknown, { hosted, say }: Side): Promise<void> {
  const { url, type, data } = isObject(options) ? options : {};
  const { platform } = hosted.ticket();
  const done = (end: 'done' | 'fail', response: object): void =>
    say({ key: `zaf.${key}.${end}`, message: { responseArgs: [response] } });
  try {
    const body: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
    const answer = await ask(platform, {
      method: textOf(type, 'GET'),
      path: textOf(url, ''),
      ...(body ? { body } : {}),
    });
    const response = {
      status: answer.status,
      responseJSON: answer.body,
      responseText: JSON.stringify(answer.body),
      responseHeaders: `date: ${answer.date}\r\n`,
    };
    done(answer.status < 300 ? 'done' : 'fail', response);
  } catch {
    done('fail', { status: 0, statusText: 'error', responseText: '' });
  }
}
