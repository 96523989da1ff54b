import { policyPath } from '#apps/sandbox/company-day.ts';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compose } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import { placeKey, readPlace } from '#apps/runtime/place.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { DAY_MS, MINUTE_MS } from '#core/time.ts';

/**
 * A first sync of many unsolved tickets, killed once in the middle: how much memory it takes, how many calls, and that it
 * goes on where it was. The helpdesk stands in a process of its own, with its limits raised. Run with node:
 * `node test/bench/first-sync.ts [zendesk|freshdesk] [COUNT]`; progress goes to the terminal.
 */
const [platform = 'zendesk', wanted = '100000', role = 'parent'] = process.argv.slice(2);
const count = Number(wanted);
const account = 'acme';
const credential = 'bench-token';

async function beHelpdesk(): Promise<void> {
  const real = createRealTime();
  const bornAt = real.now() - 60 * DAY_MS;
  // Tickets were written over two months, so that no day holds more than a search can tell.
  let at = bornAt;
  let isBorn = false;
  const time = { ...real, now: () => (isBorn ? real.now() : at) };
  const fake =
    platform === 'zendesk'
      ? createFakeZendesk({ time, account, auth: { email: 'a@b.example', token: credential }, provisioned: true })
      : createFakeFreshdesk({ time, account, apiKey: credential, provisioned: true });
  const many = 100_000_000;
  const ofFreshdesk = {
    perMinute: many,
    ticketCreate: many,
    ticketUpdate: many,
    ticketsList: many,
    contactsList: many,
  };
  const ofZendesk = { accountPerMinute: many, incrementalPerMinute: many, searchExportPerMinute: many };
  fake.setPlan({ ...ofFreshdesk, ...ofZendesk });
  for (let n = 0; n < count; n += 1) {
    at = Math.floor(bornAt + (n / count) * 55 * DAY_MS);
    const from = { name: `Customer ${n % 500}`, email: `c${n % 500}@example.org` };
    fake.customerWrites({ from, subject: 'A question', text: 'Does the wardrobe also come in oak?', channel: 'email' });
  }
  isBorn = true;
  const { baseUrl } = await fake.listen();
  process.send?.({ baseUrl });
  process.on('message', () => {
    process.send?.({ requests: fake.requests() });
  });
  process.once('disconnect', () => process.exit(0));
}

async function life(baseUrl: string, store: PlaceStore, untilMs: number): Promise<{ runs: number; isDone: boolean }> {
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
  const log = createLog('silent');
  const works = compose(environment, policy, { time, log, store, terminal: process.stderr });
  let runs = 0;
  for (const { source } of works.shell.desks) {
    const read = source.read.bind(source);
    Object.assign(source, {
      read: (...given: Parameters<typeof read>) => {
        runs += 1;
        return read(...given);
      },
    });
  }
  const stopping = new AbortController();
  const loops = works.sweeps.map((sweep) => sweep.keepSweeping(stopping.signal));
  const isDone = async (): Promise<boolean> => {
    const place = readPlace(await store.get(placeKey({ platform, account })));
    return place?.backlog.isDone === true && works.engine.waiting === 0;
  };
  const endAt = time.now() + untilMs;
  while (time.now() < endAt && !(await isDone())) {
    await time.sleepUntil(time.now() + 250);
    peak = Math.max(peak, process.memoryUsage().rss);
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  const done = await isDone();
  stopping.abort(new Error('killed'));
  await works.engine.stop(0);
  await Promise.allSettled(loops);
  return { runs, isDone: done };
}

let peak = 0;
let heap = 0;

async function beSync(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), [platform, wanted, 'helpdesk'], {
    execArgv: ['--max-old-space-size=8192'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const [{ baseUrl }] = (await once(child, 'message')) as [{ baseUrl: string }];
  const kept = new Map<string, string>();
  const mostText = { chars: 0 };
  const store: PlaceStore = {
    get: async (key) => kept.get(key),
    set: async (key, value) => {
      mostText.chars = Math.max(mostText.chars, value.length);
      kept.set(key, value);
    },
  };
  const rssBefore = process.memoryUsage().rss;
  const beganAt = performance.now();
  const first = await life(baseUrl, store, Math.min(MINUTE_MS, Math.max(5_000, count / 5)));
  const second = await life(baseUrl, store, 60 * MINUTE_MS);
  const tookS = (performance.now() - beganAt) / 1_000;
  child.send('requests');
  const [{ requests }] = (await once(child, 'message')) as [{ requests: Readonly<Record<string, number>> }];
  child.disconnect();
  const mb = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
  console.log(`${platform}: first sync of ${count} unsolved tickets, killed once`);
  console.log(`  tickets read before the kill ${first.runs}, after it ${second.runs}, done ${String(second.isDone)}`);
  console.log(`  ${tookS.toFixed(0)} s, ${Math.round((first.runs + second.runs) / tookS)} tickets a second`);
  console.log(`  memory: ${mb(rssBefore)} before, at most ${mb(peak)} resident, ${mb(heap)} of heap`);
  console.log(`  the place kept between starts: at most ${mostText.chars} characters`);
  console.log(`  calls: ${JSON.stringify(requests)}`);
}

await (role === 'helpdesk' ? beHelpdesk() : beSync());
