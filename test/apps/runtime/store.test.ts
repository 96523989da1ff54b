import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Log } from '#apps/runtime/log.ts';
import { StoreError } from '#apps/runtime/store-error.ts';
import { defaultStoreFolder, openStore } from '#apps/runtime/store.ts';
import { createStillTime, until } from '#test/contract/still-time.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-store-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function failure(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof StoreError)) throw new Error(`no StoreError but ${String(error)}`);
  return error;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function remembers(address: string): Promise<void> {
  const first = await openStore(address);
  expect(await first.get('cursor:acme')).toBeUndefined();
  await first.set('cursor:acme', 'MTY5|');
  await first.set('cursor:other', 'ümlaut 🙂');
  await first.set('cursor:acme', 'later');
  await first.delete('nobody');
  await first.close();
  const second = await openStore(address);
  expect(await second.get('cursor:acme')).toBe('later');
  expect(await second.get('cursor:other')).toBe('ümlaut 🙂');
  await second.delete('cursor:acme');
  expect(await second.get('cursor:acme')).toBeUndefined();
  expect(await second.get('cursor:other')).toBe('ümlaut 🙂');
  await second.close();
}

test('a folder keeps what it was given until it is opened again', async () => {
  await remembers(join(folder, 'plain'));
  await remembers(`file://${join(folder, 'by-address')}`);
});

test('only its owner can read what is in the folder, and nothing half-written lies about', async () => {
  const path = join(folder, 'mine');
  const store = await openStore(path);
  await Promise.all(Array.from({ length: 40 }, (_, count) => store.set('token', `value ${count}`)));
  expect(statSync(path).mode & 0o777).toBe(0o700);
  const files = readdirSync(path);
  expect(files).toHaveLength(1);
  expect(statSync(join(path, files[0]!)).mode & 0o777).toBe(0o600);
});

test('two processes in one folder do not undo each other', async () => {
  const path = join(folder, 'shared');
  const [server, command] = [await openStore(path), await openStore(path)];
  await server.set('cursor', '1');
  await command.set('token', 'fresh');
  await server.set('cursor', '2');
  expect(await server.get('token')).toBe('fresh');
  expect(await command.get('cursor')).toBe('2');
});

test('values set at the same time as others are all kept', async () => {
  const path = join(folder, 'busy');
  const store = await openStore(path);
  const names = Array.from({ length: 60 }, (_, count) => `key ${count}`);
  await Promise.all(names.map((name) => store.set(name, name)));
  const again = await openStore(path);
  expect(await Promise.all(names.map((name) => again.get(name)))).toEqual(names);
});

test.each(['', '{"key":"token","val', 'null', '{"key":"another","value":"x"}'])(
  'an entry that cannot be read (%j) is set aside, not lost, and can be written anew',
  async (broken) => {
    const path = mkdtempSync(join(folder, 'broken-'));
    const said: unknown[] = [];
    const note: Log['warn'] = (event, facts) => void said.push(event, facts?.path);
    const store = await openStore(path, { log: { info: note, warn: note, error: note } });
    await store.set('token', 'secret');
    const file = join(path, readdirSync(path)[0]!);
    writeFileSync(file, broken);
    expect(await store.get('token')).toBeUndefined();
    const aside = readdirSync(path).filter((name) => name.endsWith('.broken'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(path, aside[0]!), 'utf8')).toBe(broken);
    expect(said).toEqual(['a store entry could not be read and is set aside', join(path, aside[0]!)]);
    await store.set('token', 'again');
    expect(await store.get('token')).toBe('again');
  },
);

test('a folder that cannot be made is said by its code', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const error = await failure(openStore(join(file, 'below')));
  expect(error.code).toBe('STORE_UNAVAILABLE');
  expect(error.message).toContain('ENOTDIR');
});

test('memory: forgets', async () => {
  const store = await openStore('memory:');
  await store.set('token', 'x');
  expect(await store.get('token')).toBe('x');
  expect(await (await openStore('memory:')).get('token')).toBeUndefined();
});

test('an address that is no store of ours is refused, without its password', async () => {
  const unknown = await failure(openStore('mysql://me:hunter2@db.example/recourse'));
  expect(unknown.code).toBe('STORE_ADDRESS_INVALID');
  const invalid = await failure(openStore('redis://me:hunter2@:notaport:/'));
  expect(invalid.code).toBe('STORE_ADDRESS_INVALID');
  expect(JSON.stringify([unknown, unknown.message, unknown.stack, invalid.message, invalid.stack])).not.toContain(
    'hunter2',
  );
});

test.each(['redis:/db.example', 'redis:db.example:6379', 'postgres:db.example', 'file://elsewhere/store', 'memory://'])(
  'a slip in an address becomes no folder: %s',
  async (address) => {
    try {
      expect(await failure(openStore(address))).toMatchObject({ code: 'STORE_ADDRESS_INVALID' });
      expect(existsSync(address)).toBe(false);
    } finally {
      rmSync(address, { recursive: true, force: true });
    }
  },
);

test.each(['redis', 'rediss', 'postgres', 'postgresql'])(
  '%s that nobody answers is said by its code',
  async (scheme) => {
    const error = await failure(openStore(`${scheme}://me:hunter2@127.0.0.1:${await freePort()}/0`));
    expect(error.code).toBe('STORE_UNAVAILABLE');
    expect(error.message).toContain(`${scheme}://127.0.0.1:`);
    expect(`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain('hunter2');
  },
);

test.each(['redis', 'postgres'])('%s that accepts and then says nothing is given up in time', async (scheme) => {
  const silent = createServer();
  let called = 0;
  silent.on('connection', (socket) => {
    called += 1;
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const time = createStillTime();
  const opening = failure(openStore(`${scheme}://127.0.0.1:${(silent.address() as AddressInfo).port}`, { time }));
  await until(() => called > 0);
  time.expire();
  // And what it does to close the connection is given up, too.
  let done = false;
  void opening.finally(() => (done = true));
  await until(() => {
    time.expire();
    return done;
  });
  expect((await opening).message).toContain('no answer within 5 seconds');
  silent.close();
});

test('without a setting the store is where the system keeps such things', () => {
  const at = (variables: Record<string, string>, platform: NodeJS.Platform): string =>
    defaultStoreFolder(variables, platform, '/home/me');
  expect(at({ STATE_DIRECTORY: '/var/lib/recourse' }, 'linux')).toBe('/var/lib/recourse/store');
  expect(at({}, 'linux')).toBe('/home/me/.local/share/recourse/store');
  expect(at({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/recourse/store');
  expect(at({}, 'darwin')).toBe('/home/me/Library/Application Support/recourse/store');
});

const redisServer = '/usr/bin/redis-server';
describe.skipIf(!existsSync(redisServer))(`a real Redis (skipped where there is no ${redisServer})`, () => {
  let server: ChildProcess;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    server = spawn(redisServer, ['--port', String(port), '--save', '', '--requirepass', 'hunter2']);
    await new Promise<void>((resolve) =>
      server.stdout?.on('data', (data: Buffer) => {
        if (data.includes('Ready to accept')) resolve();
      }),
    );
  });
  afterAll(() => server.kill());

  test('keeps what it was given, and a wrong password is said without it', async () => {
    await remembers(`redis://:hunter2@127.0.0.1:${port}`);
    const error = await failure(openStore(`redis://:hunter3@127.0.0.1:${port}`));
    expect(`${error.message}${error.stack}`).not.toContain('hunter3');
  });
});

/** Postgres refuses to run as root: then it is nobody who starts it. */
const [initdb, postgres] = ['/usr/local/bin/initdb', '/usr/local/bin/postgres'];
const nobody = Number(spawnSync('id', ['-u', 'nobody']).stdout?.toString() ?? Number.NaN);
const as = process.getuid?.() === 0 ? { uid: nobody } : {};
const hasPostgres = existsSync(initdb) && existsSync(postgres) && !('uid' in as && Number.isNaN(as.uid));
describe.skipIf(!hasPostgres)(`a real Postgres (skipped where there is no ${postgres})`, () => {
  let data: string;
  let port: number;
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const options = ['-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1'];
    const started = spawn(postgres, ['-D', join(data, 'db'), ...options], as);
    server = started;
    await new Promise<void>((resolve) =>
      started.stderr.on('data', (text: Buffer) => {
        if (text.includes('ready to accept')) resolve();
      }),
    );
  };
  const stop = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const over = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGINT');
    await over;
  };
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'recourse-postgres-'));
    if (as.uid !== undefined) chownSync(data, as.uid, 0);
    const made = spawnSync(initdb, ['-D', join(data, 'db'), '-U', 'me', '-A', 'trust', '--no-sync'], as);
    expect(made.status).toBe(0);
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('keeps what it was given, and is there again after it was away', async () => {
    const address = `postgres://me:hunter2@127.0.0.1:${port}/postgres`;
    await remembers(address);
    const store = await openStore(address);
    await store.set('token', 'kept');
    await stop();
    const error = await failure(store.get('token'));
    expect(error.code).toBe('STORE_UNAVAILABLE');
    expect(`${error.message}${error.stack}`).not.toContain('hunter2');
    await start();
    expect(await store.get('token')).toBe('kept');
    await store.close();
  });
});
