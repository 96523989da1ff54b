import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Script, createContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll } from '../../manifests/pack.ts';
import { sampleEvents } from '../../manifests/freshdesk/sample-events.ts';
import { root } from '../imports.ts';
import { sampleSources } from './sample-sources.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-freshdesk-'));
  const { one } = buildAll(await sampleSources()).find((built) => built.one.name === 'freshdesk')!;
  for (const [path, bytes] of one.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  await symlink(`${root}node_modules`, join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Covered {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
  }[];
}

/** How much of a script ran: of its named functions, and of its characters; the best of all processes that ran it. */
function shareOf(runs: readonly Covered[], length: number): { functions: number; characters: number } {
  const names = new Set(runs.flatMap(({ functions }) => functions.map(({ functionName }) => functionName)));
  names.delete('');
  const ran = new Set<string>();
  const missed = Array.from({ length }, () => true);
  for (const { functions } of runs) {
    const counts = Array.from({ length }, () => 1);
    for (const { functionName, ranges } of functions) {
      if (ranges[0]!.count > 0) ran.add(functionName);
      // Ranges come outermost first: an inner one says more of its own place.
      for (const { startOffset, endOffset, count } of ranges) counts.fill(count, startOffset, endOffset);
    }
    counts.forEach((count, i) => count > 0 && (missed[i] = false));
  }
  ran.delete('');
  return {
    functions: ran.size / names.size,
    characters: missed.filter((is) => !is).length / length,
  };
}

describe('the Freshdesk app’s own unit tests', () => {
  it('pass in the folder as it is packed, and cover more of the handlers than the marketplace asks for', async () => {
    const coverage = join(folder, 'v8');
    const { stdout } = await run(
      process.execPath,
      [`${root}node_modules/vitest/vitest.mjs`, 'run', '--config', 'vitest.config.js', '--pool', 'threads'],
      { cwd: folder, env: { ...process.env, NODE_V8_COVERAGE: coverage, NO_COLOR: '1' }, timeout: 50_000 },
    );
    expect(stdout).toMatch(/Test Files {2}2 passed/u);
    const reports = await Promise.all(
      (await readdir(coverage)).map(async (name) => JSON.parse(await readFile(join(coverage, name), 'utf8'))),
    );
    const runs = reports
      .flatMap(({ result }: { result: readonly Covered[] }) => result)
      .filter(({ url }) => url.endsWith('/server/server.js'));
    expect(runs.length).toBeGreaterThan(0);
    const share = shareOf(runs, readFileSync(join(folder, 'server/server.js'), 'utf8').length);
    expect(share.functions).toBeGreaterThan(0.8);
    expect(share.characters).toBeGreaterThan(0.8);
  }, 60_000);
});

type Handler = (args?: unknown) => Promise<void>;

/** The handlers as the platform runs them, and the numbers of tickets they tell of. */
function handlers(): { readonly handle: Readonly<Record<string, Handler>>; readonly told: unknown[] } {
  const told: unknown[] = [];
  const context = createContext({
    exports: {} as Record<string, Handler>,
    renderData: () => undefined,
    console,
    $request: {
      invokeTemplate: (_name: string, { body }: { body: string }) => Promise.resolve(void told.push(JSON.parse(body))),
    },
  });
  new Script(readFileSync(join(folder, 'server/server.js'), 'utf8')).runInContext(context);
  return { handle: context['exports'] as Record<string, Handler>, told };
}

const iparams = { account: 'acme', server: 'recourse.acme.test' };

describe('the handlers', () => {
  it('understand the events that are packed for trying them out', async () => {
    const { handle, told } = handlers();
    for (const [name, event] of Object.entries(sampleEvents).filter(([one]) => /^on(Ticket|Conversation)/u.test(one))) {
      await handle[`${name}Handler`]!({ ...event, iparams });
    }
    expect(told).toEqual([165, 165, 165, 165].map((id) => ({ ticket_id: id })));
  });

  const events = `${root}../shared/data/freshdesk/freshworks-events/support_ticket`;

  it.runIf(existsSync(events))('understand the vendor’s own samples of events', async () => {
    const { handle, told } = handlers();
    const wanted: number[] = [];
    for (const name of ['onTicketCreate', 'onTicketUpdate', 'onConversationCreate', 'onConversationUpdate']) {
      const event = JSON.parse(readFileSync(`${events}/${name}.json`, 'utf8')) as {
        data: { ticket?: { id: number }; conversation?: { ticket_id: number } };
      };
      wanted.push(Number(event.data.ticket?.id ?? event.data.conversation?.ticket_id));
      await handle[`${name}Handler`]!({ ...event, iparams });
    }
    expect(told).toEqual(wanted.map((id) => ({ ticket_id: id })));
    expect(wanted.every((id) => id > 0)).toBe(true);
  });

  it.skipIf(existsSync(events))('the vendor’s samples are not here: only our own were tried', () => {
    expect(Object.keys(sampleEvents)).toContain('onTicketCreate');
  });
});
