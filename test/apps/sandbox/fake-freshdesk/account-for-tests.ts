import { onTestFinished } from 'vitest';
import type { FakeFreshdesk, FakeFreshdeskOptions } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';

export const startAt = Date.parse('2026-03-02T09:00:00Z');
export const apiKey = 'key-of-ours';
export const basicFor = (key: string): string => `Basic ${Buffer.from(`${key}:X`).toString('base64')}`;
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
  readonly desk: FakeFreshdesk;
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
export async function openAccount(options: Partial<FakeFreshdeskOptions> = {}): Promise<TestAccount> {
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
  const desk = createFakeFreshdesk({ time, account: 'acme', apiKey, provisioned: true, ...options });
  desk.addAgent(priya);
  const { baseUrl, close } = await desk.listen();
  onTestFinished(close);
  const ask: TestAccount['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${baseUrl}/api/v2${path}`, {
      method,
      headers: { authorization: basicFor(apiKey), 'content-type': 'application/json', ...headers },
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

/** Resolves when a request has arrived that waits. */
export async function someoneSleeps({ asleep }: Pick<TestAccount, 'asleep'>): Promise<void> {
  for (let turns = 0; turns < 100_000 && asleep() === 0; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The ids of the tickets an answer lists. */
export const idsOf = ({ body }: Heard): number[] => body.map(({ id }: { readonly id: number }) => id);

/** `field: code` of everything an answer finds wrong. */
export function wrongIn({ status, body }: Heard): unknown[] {
  const errors = (body.errors ?? []) as readonly { readonly field: string; readonly code: string }[];
  return [status, ...errors.map(({ field, code }) => `${field}: ${code}`)];
}
