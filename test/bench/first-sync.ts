import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { placeKey, readPlace } from '#apps/runtime/place.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { openStore } from '#apps/runtime/store.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';

/**
 * A first sync of many unsolved tickets by a process that is killed in the middle (SIGKILL) and started again: how long it
 * takes, how many calls, how much is read twice, and how much memory it holds as it goes on. The helpdesk stands in a
 * process of its own, with its limits raised; what is kept between the two lives is a store's folder. Run with node:
 * `node test/bench/first-sync.ts [zendesk|freshdesk] [COUNT]`.
 */
const [platform = 'zendesk', wanted = '100000', role = 'parent', baseUrl = '', folder = ''] = process.argv.slice(2);
const count = Number(wanted);
const account = 'acme';
const credential = 'bench-token';
/** Where in the sync the process is killed. */
const killedAfter = Math.floor(count * 0.35);
const many = 100_000_000;

/** What a life says of itself now and then. */
interface Life {
  readonly runs: number;
  readonly rss: number;
  readonly heap: number;
  readonly line: string;
  readonly warnings: readonly string[];
  readonly isDone: boolean;
}

async function beHelpdesk(): Promise<void> {
  const time = createRealTime();
  const texts = ['Does the wardrobe also come in oak?', 'How do I reset my password?', 'Where is my last invoice?'];
  const crowd = { tickets: count, seed: 7, unsolved: 1, replies: { from: 1, to: 1 }, texts };
  const fake =
    platform === 'zendesk'
      ? createFakeZendesk({ time, account, auth: { email: 'a@b.example', token: credential }, provisioned: true })
      : createFakeFreshdesk({ time, account, apiKey: credential, provisioned: true });
  const ofFreshdesk = {
    perMinute: many,
    ticketCreate: many,
    ticketUpdate: many,
    ticketsList: many,
    contactsList: many,
  };
  const ofZendesk = { accountPerMinute: many, incrementalPerMinute: many, searchExportPerMinute: many };
  fake.setPlan({ ...ofFreshdesk, ...ofZendesk });
  fake.seed(crowd);
  const { baseUrl } = await fake.listen();
  process.send?.({ baseUrl });
  process.on('message', () => process.send?.({ requests: fake.requests() }));
  process.once('disconnect', () => process.exit(0));
}

async function beSync(): Promise<void> {
  const time = createRealTime();
  const prefix = platform.toUpperCase();
  const credentials =
    platform === 'zendesk'
      ? { ZENDESK_EMAIL: 'a@b.example', ZENDESK_API_TOKEN: credential }
      : { FRESHDESK_API_KEY: credential };
  const environment = readEnvironment({
    ...credentials,
    [`${prefix}_ACCOUNT`]: account,
    [`${prefix}_BASE_URL`]: baseUrl,
    RECOURSE_TEST_HOSTS: '1',
    SLACK_BOT_TOKEN: 'xoxb-none',
    SLACK_SIGNING_SECRET: 'none',
    PORT: '0',
  });
  const policy = await loadPolicy(policyPath);
  const store = await openStore(folder, { time });
  let line = '';
  let runs = 0;
  let warnings: string[] = [];
  const log = createLog('warn', { write: (text: string) => void warnings.push(text.trim()) });
  const terminal = {
    show: (_: string, text: string) => void (line = text),
    end: () => undefined,
    print: () => undefined,
    leave: () => undefined,
  };
  const works = compose(environment, policy, { time, log, store, terminal });
  for (const { source } of works.shell.desks) {
    const read = source.read.bind(source);
    Object.assign(source, {
      read: (...given: Parameters<typeof read>) => {
        runs += 1;
        return read(...given);
      },
    });
  }
  const never = new AbortController().signal;
  const loops = works.sweeps.map((sweep) => sweep.keepSweeping(never));
  void Promise.allSettled(loops);
  process.once('disconnect', () => process.exit(0));
  for (let isDone = false; !isDone;) {
    await time.sleepUntil(time.now() + 500);
    const place = readPlace(await store.get(placeKey({ platform, account })));
    isDone = place?.backlog.isDone === true && works.engine.waiting === 0;
    const { rss, heapUsed: heap } = process.memoryUsage();
    process.send?.({ runs, rss, heap, line, warnings, isDone } satisfies Life);
    warnings = [];
  }
}

function start(as: 'helpdesk' | 'sync', more: readonly string[], heapMb: number): ChildProcess {
  return fork(fileURLToPath(import.meta.url), [platform, wanted, as, ...more], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
}

const mb = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
const spoken = (lives: readonly Life[]): Life => lives.at(-1) ?? { ...nothing };
const nothing: Life = { runs: 0, rss: 0, heap: 0, line: '', warnings: [], isDone: false };

/** One life, until it is done or `until` tickets were read and it is killed. */
async function live(where: { readonly baseUrl: string; readonly folder: string }, until: number): Promise<Life[]> {
  // What needs more memory than this fails.
  const child = start('sync', [where.baseUrl, where.folder], 256);
  const lives: Life[] = [];
  const exited = once(child, 'exit');
  let saidAt = 0;
  child.on('message', (life: Life) => {
    lives.push(life);
    for (const warning of life.warnings) console.log(`    ${warning}`);
    if (performance.now() - saidAt > 20_000) {
      saidAt = performance.now();
      console.log(`    ${life.runs} reads, ${mb(life.rss)} resident, ${mb(life.heap)} heap | ${life.line}`);
    }
    if (life.isDone || life.runs >= until) child.kill('SIGKILL');
  });
  await exited;
  return lives;
}

async function beParent(): Promise<void> {
  const helpdesk = start('helpdesk', [], 8_192);
  const [{ baseUrl }] = (await once(helpdesk, 'message')) as [{ baseUrl: string }];
  const folder = await mkdtemp(join(tmpdir(), 'first-sync-'));
  console.log(`${platform}: first sync of ${count} unsolved tickets, killed after ${killedAfter}`);
  try {
    const beganAt = performance.now();
    const first = await live({ baseUrl, folder }, killedAfter);
    const second = await live({ baseUrl, folder }, Infinity);
    const tookS = (performance.now() - beganAt) / 1_000;
    helpdesk.send('requests');
    const [{ requests }] = (await once(helpdesk, 'message')) as [{ requests: Readonly<Record<string, number>> }];
    const [before, after] = [spoken(first), spoken(second)];
    const shown = requests['GET /tickets/:id'] ?? 0;
    const calls = Object.values(requests).reduce((sum, each) => sum + each, 0);
    console.log(
      `  done ${String(after.isDone)} in ${tookS.toFixed(0)} s, ${Math.round(count / tookS)} tickets a second`,
    );
    console.log(
      `  tickets read ${shown}: ${before.runs} before the kill, ${after.runs} after it, ${shown - count} twice`,
    );
    console.log(`  calls ${calls}, ${(calls / count).toFixed(2)} a ticket: ${JSON.stringify(requests)}`);
    for (const [name, lives] of [
      ['first', first],
      ['second', second],
    ] as const) {
      const tenth = Math.max(1, Math.floor(lives.length / 10));
      const steps = lives.filter((_, index) => index % tenth === tenth - 1);
      console.log(
        `  ${name} life, reads and resident: ${steps.map(({ runs, rss }) => `${runs} ${mb(rss)}`).join(', ')}`,
      );
      const most = (of: 'rss' | 'heap'): string => mb(Math.max(...lives.map((life) => life[of])));
      console.log(`    at most ${most('rss')} resident, ${most('heap')} of heap`);
    }
  } finally {
    helpdesk.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

await ({ helpdesk: beHelpdesk, sync: beSync, parent: beParent }[role] ?? beParent)();
