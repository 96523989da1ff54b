// Stands in for the client that Freshdesk puts into its apps' pages: it hands every call on to the page around it. The
// real one's own way of talking to Freshdesk is not documented, and is not imitated.
type Settle = readonly [(value: unknown) => void, (reason: unknown) => void];

const host = new URLSearchParams(location.search).get('origin') ?? '';
const waiting = new Map<number, Settle>();
const handlers = new Map<string, (() => void)[]>();
let calls = 0;

function ask(area: string, name: string, options?: unknown): Promise<unknown> {
  calls += 1;
  const call = calls;
  return new Promise((resolve, reject) => {
    waiting.set(call, [resolve, reject]);
    window.parent.postMessage({ call, area, name, options }, host);
  });
}

window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== window.parent || origin !== host || typeof data !== 'object' || data === null) return;
  const told = data as Told;
  for (const handler of handlers.get(told.event ?? '') ?? []) handler();
  if (told.call !== undefined) settle(told.call, told);
});

interface Told {
  readonly call?: number;
  readonly value?: unknown;
  readonly refusal?: unknown;
  readonly event?: string;
}

function settle(call: number, { value, refusal }: Told): void {
  const [resolve, reject] = waiting.get(call) ?? [];
  waiting.delete(call);
  if (refusal === undefined) resolve?.(value);
  else reject?.(refusal);
}

const client = {
  data: { get: (name: string) => ask('data', name) },
  events: {
    on: (name: string, handler: () => void) => {
      handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    },
  },
  iparams: { get: () => ask('iparams', 'get') },
  instance: { resize: (size: unknown) => ask('instance', 'resize', size) },
  interface: { trigger: (name: string, options: unknown) => ask('interface', name, options) },
  request: { invokeTemplate: (name: string, options: unknown) => ask('request', name, options) },
};

Object.assign(window, { app: { initialized: () => Promise.resolve(client) } });
