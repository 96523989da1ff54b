import { onTestFinished } from 'vitest';
import type { FakeZendesk, FakeZendeskOptions } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';

export const startAt = Date.parse('2026-03-02T09:00:00Z');
export const auth = { email: 'recourse@acme.example', token: 'secret-token' } as const;
export const basic = `Basic ${Buffer.from(`${auth.email}/token:${auth.token}`).toString('base64')}`;
export const priya = { name: 'Priya Nair', email: 'priya@acme.example' } as const;
export const ada = { name: 'Ada Crewe', email: 'ada@customer.example' } as const;
export const late = { from: ada, subject: 'Still no parcel', text: 'I am waiting for three weeks now.' } as const;

/** An answer with its body read. JSON has the type the parser gives it: a test looks where it likes. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface TestAccount {
  readonly desk: FakeZendesk;
  readonly time: SimulatedTime;
  readonly baseUrl: string;
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Heard>;
  readonly get: (path: string) => Promise<Heard>;
  /** How many of the account's waits are under way. */
  readonly asleep: () => number;
  /** Lets time pass and everything due in it happen. */
  readonly pass: (ms: number) => Promise<void>;
}

/** A running account with one agent, Priya, and every field of ours; gone when the test is over. */
export async function openAccount(options: Partial<FakeZendeskOptions> = {}): Promise<TestAccount> {
  let asleep = 0;
  const simulated = createSimulatedTime(startAt);
  const time: SimulatedTime = {
    ...simulated,
    sleepUntil: async (at, signal) => {
      asleep += 1;
      await simulated.sleepUntil(at, signal).finally(() => {
        asleep -= 1;
      });
    },
  };
  const desk = createFakeZendesk({ time, account: 'acme', auth, provisioned: true, ...options });
  desk.addAgent(priya);
  const { baseUrl, close } = await desk.listen();
  onTestFinished(close);
  const ask: TestAccount['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${baseUrl}/api/v2${path}`, {
      method,
      headers: { authorization: basic, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    desk,
    time,
    baseUrl,
    ask,
    get: (path) => ask('GET', path),
    asleep: () => asleep,
    pass: (ms) => time.moveTo(time.now() + ms),
  };
}

/** Somebody who listens for webhooks and answers as told. */
export interface Receiver {
  readonly url: string;
  readonly heard: readonly { readonly headers: Readonly<Record<string, unknown>>; readonly raw: string }[];
  answerWith(status: number, headers?: Readonly<Record<string, string>>): void;
}

export async function openReceiver(): Promise<Receiver> {
  const { createServer } = await import('node:http');
  const heard: { headers: Record<string, unknown>; raw: string }[] = [];
  let answer: { status: number; headers: Readonly<Record<string, string>> } = { status: 200, headers: {} };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers, raw: Buffer.concat(parts).toString() });
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    answerWith: (status, headers = {}) => {
      answer = { status, headers };
    },
  };
}

/** Resolves when a request has arrived that waits. */
export async function someoneSleeps({ asleep }: TestAccount): Promise<void> {
  for (let turns = 0; turns < 100_000 && asleep() === 0; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
