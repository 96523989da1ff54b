import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import type { Wire } from '#integrations/wire.ts';
import { ask } from './ask.ts';
import { fateOf, type Dial, type Fate } from './faults.ts';
import type { Machine } from './machine.ts';
import type { Scheduler } from './scheduler.ts';

/** One request as it leaves. */
export interface Letter {
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer as it leaves who was asked. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface NetworkOptions {
  readonly scheduler: Scheduler;
  /** Who answers, by host. */
  readonly hosts: Readonly<Record<string, RequestListener>>;
  /** How things go now. */
  readonly dial: () => Dial;
  /** Says what becomes of a request instead of chance. */
  readonly fateFor?: ((letter: Letter) => Fate | undefined) | undefined;
  /** How long a machine stops upon the answer; chance where nothing is said. */
  readonly pauseFor?: ((letter: Letter, fate: Fate) => number | undefined) | undefined;
  /** How long a request is under way beyond the usual. */
  readonly lateFor?: ((letter: Letter, fate: Fate) => number | undefined) | undefined;
  /** Answers instead of who was asked, who never hears of it. */
  readonly refuse?: ((letter: Letter) => Reply | undefined) | undefined;
  /** Told of every answer as it left who was asked, whatever became of it on its way. */
  readonly answered?: ((letter: Letter, reply: Reply) => void) | undefined;
  /** Told of every request that leaves a machine. */
  readonly leaves?: ((letter: Letter) => void) | undefined;
  /** Told of every answer that reaches the life that asked for it. */
  readonly heard?: ((letter: Letter, reply: Reply, machine: Machine) => void) | undefined;
  /** Told of what became of it, where that is not what usually does. */
  readonly met?: ((what: string) => void) | undefined;
  /** Told of every request: what it was and what became of it. */
  readonly trace: (line: string) => void;
}

/** Carries requests between machines and platforms, and loses, delays and spoils them as the dial says. */
export interface Network {
  wireOf(machine: Machine, life: object): Wire;
}

export function createNetwork(options: NetworkOptions): Network {
  const carry = carrier(options);
  return {
    wireOf: (machine, life) => ({
      http: httpWire((letter, signal) => carry(letter, { machine, life, signal })),
      fetch: fetchWire((letter, signal) => carry(letter, { machine, life, signal })),
    }),
  };
}

interface Sender {
  readonly machine: Machine;
  readonly life: object;
  readonly signal: AbortSignal | undefined;
}

const mostRetryAfterS = 5;

function carrier(options: NetworkOptions) {
  const { scheduler, hosts, dial, trace } = options;
  const { random } = scheduler;
  const under = (): number => random.whole(dial().quickestMs, dial().slowestMs);
  const pauseMs = (letter: Letter, fate: Fate): number =>
    options.pauseFor?.(letter, fate) ?? (random.chance(dial().pause) ? random.whole(0, dial().longestPauseMs) : 0);

  return (letter: Letter, { machine, life, signal }: Sender): Promise<Reply> => {
    if (machine.life !== life) return new Promise(() => undefined);
    const fate = options.fateFor?.(letter) ?? fateOf(dial(), random);
    const say = (what: string | number): void =>
      trace(
        `${scheduler.now()} ${machine.name} ${letter.host} ${letter.method} ${letter.path} ${digest(letter.body)} ${what}`,
      );
    if (fate !== 'well') {
      say(fate);
      options.met?.(fate);
    }
    if (fate === 'crash-before') {
      machine.crash();
      return new Promise(() => undefined);
    }
    options.leaves?.(letter);
    if (fate === 'crash-during') scheduler.at(scheduler.now() + random.whole(0, 2_000), () => crashIn(machine, life));
    return new Promise<Reply>((resolve, reject) => {
      const giveUp = (): void => {
        kept();
        reject(canceled(signal));
      };
      const kept = machine.atDeath(life, () => signal?.removeEventListener('abort', giveUp));
      signal?.addEventListener('abort', giveUp, { once: true });
      const giveBack = (does: () => void): void => {
        scheduler.at(scheduler.now() + under(), () => {
          if (fate === 'crash-after') crashIn(machine, life);
          const pausedMs = pauseMs(letter, fate);
          if (pausedMs > 0) options.met?.('paused');
          machine.pauseFor(pausedMs);
          machine.reach(life, () => {
            kept();
            signal?.removeEventListener('abort', giveUp);
            does();
          });
        });
      };
      const lateMs =
        options.lateFor?.(letter, fate) ?? (random.chance(dial().late) ? random.whole(0, dial().latestMs) : 0);
      if (lateMs > 0) options.met?.('delivered late');
      scheduler.at(scheduler.now() + under() + lateMs, async () => {
        if (fate === 'request-lost') return;
        const instead = refusal(fate, random.next()) ?? options.refuse?.(letter);
        const reply = instead ?? (await deliver(hosts[letter.host], letter));
        if (instead === undefined) options.answered?.(letter, reply);
        say(reply.status);
        if (fate === 'answer-lost') return;
        if (fate === 'reset-after') giveBack(() => reject(reset()));
        else if (fate === 'broken-after') giveBack(() => resolve(broken));
        else {
          giveBack(() => {
            options.heard?.(letter, reply, machine);
            resolve(reply);
          });
        }
      });
    });
  };
}

function crashIn(machine: Machine, life: object): void {
  if (machine.life === life) machine.crash();
}

const broken: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<h1>Bad Gateway</h1>'),
};

function refusal(fate: Fate, chance: number): Reply | undefined {
  if (fate === 'broken-before') return broken;
  if (fate !== 'too-many') return undefined;
  const seconds = Math.floor(chance * (mostRetryAfterS + 1));
  const headers: Record<string, string> = seconds === 0 ? {} : { 'retry-after': String(seconds) };
  return { status: 429, headers, body: Buffer.from('{"ok":false,"error":"ratelimited"}') };
}

async function deliver(listener: RequestListener | undefined, letter: Letter): Promise<Reply> {
  if (listener === undefined) throw new Error(`nobody answers for ${letter.host}`);
  return await ask(listener, letter);
}

type Carry = (letter: Letter, signal: AbortSignal | undefined) => Promise<Reply>;

function httpWire(carry: Carry): AxiosAdapter {
  return async (config: InternalAxiosRequestConfig) => {
    const url = addressOf(config);
    const letter: Letter = {
      host: url.host,
      method: (config.method ?? 'get').toUpperCase(),
      path: url.pathname + url.search,
      headers: textHeaders(Object.entries(config.headers.toJSON())),
      body: typeof config.data === 'string' ? config.data : '',
    };
    const { status, headers, body } = await carry(letter, config.signal as AbortSignal | undefined);
    return { status, statusText: '', headers: { ...headers }, config, data: Readable.from(body) };
  };
}

/** Asking axios for it costs as much as the rest of a request. */
function addressOf({ baseURL, url: path = '', params }: InternalAxiosRequestConfig): URL {
  const url = new URL(path, baseURL);
  const query = (params ?? {}) as Readonly<Record<string, string | number>>;
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
  return url;
}

function fetchWire(carry: Carry): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, signal: null });
    const url = new URL(request.url);
    const letter: Letter = {
      host: url.host,
      method: request.method,
      path: url.pathname + url.search,
      headers: textHeaders([...request.headers.entries()]),
      body: await request.text(),
    };
    const { status, headers, body } = await carry(letter, init?.signal ?? undefined);
    return new Response(new Uint8Array(body), { status, headers });
  };
}

function textHeaders(entries: readonly (readonly [string, unknown])[]): Record<string, string> {
  const kept = entries.filter(
    ([name, value]) => value !== undefined && value !== null && name.toLowerCase() !== 'content-length',
  );
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function canceled(signal: AbortSignal | undefined): Error {
  return Object.assign(new Error('canceled', { cause: signal?.reason }), { code: 'ERR_CANCELED' });
}

function reset(): Error {
  const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  return Object.assign(new TypeError('fetch failed', { cause }), { code: 'ECONNRESET' });
}

function digest(text: string): string {
  return text === '' ? '-' : createHash('sha256').update(text).digest('hex').slice(0, 8);
}
