import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Keyv } from 'keyv';
import type { Timekeeper } from '#integrations/contract.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import type { Log } from './log.ts';
import { createRealTime } from './real-time.ts';
import { StoreError } from './store-error.ts';
import { openFolderStore } from './store-folder.ts';

/**
 * Text under keys, kept between starts: cursors and the vault's entries. Everything in it is a cache or a credential
 * that can be had again; nothing about a complaint is in it.
 *
 * All methods reject with StoreError only.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Lets go of connections. Nothing is lost: every `set` that resolved is kept. */
  close(): Promise<void>;
}

interface StoreSurroundings {
  readonly time?: Timekeeper;
  readonly log?: Log;
}

/** How long a connection and each call may take. */
const limitMs = 5_000;
/** A SHA-256 of 64 characters and a few words fit well below what every store takes as a key. */
const longestKey = 200;

/**
 * Opens the store that RECOURSE_STORE names, and asks it something, so that a wrong address is known at once.
 *
 * @param address  a folder's path (`file://` too), `redis://…`, `rediss://…`, `postgres://…`, `memory:` which forgets;
 *   none for `defaultStoreFolder`
 * @throws {StoreError} STORE_ADDRESS_INVALID; STORE_UNAVAILABLE when it does not answer within 5 seconds, or refuses
 */
export async function openStore(address: string | undefined, around: StoreSurroundings = {}): Promise<Store> {
  const time = around.time ?? createRealTime();
  const where = address?.trim() ?? '';
  requireAddress(where);
  const named = nameOf(where);
  const keyv = await within(time, named, () => kept(where, around.log));
  // Without a listener Keyv's error event is an exception; each call rejects for itself.
  keyv.on('error', () => undefined);
  const ask = <T>(work: () => Promise<T>): Promise<T> => within(time, named, work);
  const store: Store = {
    get: (key) => ask(async () => textOf(await keyv.get<unknown>(checked(key)))),
    set: (key, value) => ask(async () => void (await keyv.set(checked(key), value))),
    delete: (key) => ask(async () => void (await keyv.delete(checked(key)))),
    close: () => ask(() => keyv.disconnect()),
  };
  try {
    await store.get('opened');
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
  return store;
}

/** Where the store is when RECOURSE_STORE says nothing: what systemd gives the service, else the user's own data folder. */
export function defaultStoreFolder(
  variables: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const given = variables['STATE_DIRECTORY']?.split(':')[0];
  if (given !== undefined && given !== '') return join(given, 'store');
  if (platform === 'win32')
    return join(variables['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'recourse', 'store');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'recourse', 'store');
  return join(variables['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'recourse', 'store');
}

/** What stands before the first colon; `undefined` for a path, to which one letter of a drive belongs. */
function schemeOf(address: string): string | undefined {
  return /^([a-z][a-z+]+):/iu.exec(address)?.[1]?.toLowerCase();
}

const schemes: ReadonlySet<string> = new Set(['file', 'redis', 'rediss', 'postgres', 'postgresql']);

/**
 * An address with a slip in it is no path: it would become a folder of that name, which nobody looks for.
 *
 * @throws {StoreError} STORE_ADDRESS_INVALID
 */
function requireAddress(address: string): void {
  const scheme = schemeOf(address);
  if (scheme === undefined || address === 'memory:') return;
  if (!schemes.has(scheme))
    throw new StoreError(
      'STORE_ADDRESS_INVALID',
      `RECOURSE_STORE: ${scheme}: is no store that we know; a path that begins so is written with ./ before it`,
    );
  const url = URL.parse(address);
  const isFile = scheme === 'file';
  if (url !== null && (isFile ? url.host === '' : address.slice(scheme.length).startsWith('://'))) return;
  const right = isFile ? 'file:///PATH, or the path alone' : `${scheme}://HOST`;
  throw new StoreError(
    'STORE_ADDRESS_INVALID',
    `RECOURSE_STORE is no valid ${scheme}:// address: write it as ${right}`,
  );
}

async function kept(address: string, log: Log | undefined): Promise<Keyv> {
  const options = { namespace: 'recourse', throwOnErrors: true, emitErrors: false } as const;
  if (address === 'memory:') return new Keyv({ ...options });
  switch (schemeOf(address)) {
    case 'redis':
    case 'rediss':
      return new Keyv({ ...options, store: await redisAt(address) });
    case 'postgres':
    case 'postgresql':
      return new Keyv({ ...options, store: await postgresAt(address) });
    case 'file':
    case undefined:
    default: {
      const onBroken = (path: string): void => log?.warn('a store entry could not be read and is set aside', { path });
      const store = await openFolderStore(folderOf(address), () => randomUUID().slice(0, 8), onBroken);
      return new Keyv({ ...options, store });
    }
  }
}

/**
 * The folder that an address names; `undefined` where it names another kind of store.
 *
 * @throws {TypeError} for a `file://` address that names none, such as one on another host
 */
export function storeFolder(address: string): string | undefined {
  const scheme = schemeOf(address);
  return address === 'memory:' || (scheme !== undefined && scheme !== 'file') ? undefined : folderOf(address);
}

function folderOf(address: string): string {
  if (address === '') return defaultStoreFolder(process.env, process.platform, homedir());
  return schemeOf(address) === 'file' ? fileURLToPath(address) : resolve(address);
}

/** Imported only here, so that who has no Redis does not load it. Tries again once it was there, but not before. */
async function redisAt(url: string): Promise<object> {
  const { default: KeyvRedis } = await import('@keyv/redis');
  let wasThere = false;
  const reconnectStrategy = (tries: number): number | false => wasThere && Math.min(100 * 2 ** tries, limitMs);
  const redis = new KeyvRedis(
    { url, disableOfflineQueue: true, socket: { connectTimeout: limitMs, reconnectStrategy } },
    { throwOnConnectError: true, throwOnErrors: true, connectionTimeout: limitMs },
  );
  redis.client.on('ready', () => (wasThere = true));
  return redis;
}

/**
 * A connection a call: the pool of the library has no listener for one that breaks while nobody uses it, which would end
 * the process. Nor has it for one that breaks while it is being closed, when the call it served has its answer.
 */
async function postgresAt(uri: string): Promise<object> {
  const [{ KeyvPostgres }, { default: pg }] = await Promise.all([import('@keyv/postgres'), import('pg')]);
  class Client extends pg.Client {
    override end(callback?: (error: Error) => void): Promise<void> {
      this.removeAllListeners('error').on('error', () => undefined);
      if (callback === undefined) return super.end();
      super.end(callback);
      return Promise.resolve();
    }
  }
  const connections = { max: 2, maxUses: 1, connectionTimeoutMillis: limitMs, Client };
  return new KeyvPostgres({ uri, table: 'recourse_store', ...connections });
}

async function within<T>(time: Timekeeper, named: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withinLimit(time, limitMs, new AbortController().signal, (signal) =>
      Promise.race([work(), rejectedOn(signal)]),
    );
  } catch (error) {
    if (error instanceof StoreError || error instanceof RangeError) throw error;
    const why = error === timedOut ? `no answer within ${limitMs / 1_000} seconds` : sayWhy(error);
    throw new StoreError('STORE_UNAVAILABLE', `the store (${named}) cannot be used: ${why}`);
  }
}

function rejectedOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** A system's code, such as ECONNREFUSED or EACCES; never a library's message, which may quote the address. */
function sayWhy(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'it refuses';
}

/** The store for messages: a server's host and port without user, password, path or options. */
function nameOf(address: string): string {
  const scheme = schemeOf(address);
  if (scheme === undefined || scheme === 'file') return address === '' ? 'the default folder' : address;
  return `${scheme}://${new URL(address).host}`;
}

function checked(key: string): string {
  if (key.length === 0 || key.length > longestKey) throw new RangeError('a key has 1 to 200 characters');
  return key;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
