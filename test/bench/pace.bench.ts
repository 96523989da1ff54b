import { fork } from 'node:child_process';
import Bottleneck from 'bottleneck';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createFreshdeskCalls } from '#integrations/freshdesk/calls.ts';
import { createHttp } from '#integrations/http.ts';
import type { Pace } from '#integrations/pace.ts';
import { createPace } from '#integrations/pace.ts';
import { createZendeskCalls, zendeskReason } from '#integrations/zendesk/calls.ts';
import { createHurriedTime } from './hurried-time.ts';
import type { HelpdeskWanted } from './pace-helpdesks.ts';

/**
 * How much of what a helpdesk allows a sync uses, and how many of its calls are refused, with the product's pace and with
 * others in its place. Run with node, about a minute and a half: real HTTP on loopback against the fake helpdesks in a
 * process of their own, by a time ten times as fast, so that a window of a minute takes six seconds and a busy machine
 * shows ten times as much.
 */
const factor = 10;
const origin = Date.now();
const time = createHurriedTime(origin, factor);

interface Course extends HelpdeskWanted {
  readonly name: string;
  /** Calls allowed in a window, and callers at once. */
  readonly limit: number;
  readonly callers: number;
  readonly windows: number;
}

const kinds = ['fixed', 'sliding'] as const;
const courses: readonly Course[] = [
  ...kinds.map((window) => course('Z10', { platform: 'zendesk', perMinute: 700, window }, [10, 1, 4])),
  ...kinds.map((window) => course('F200', { platform: 'freshdesk', perMinute: 200, window }, [200, 8, 3])),
  ...kinds.map((window) => course('F700', { platform: 'freshdesk', perMinute: 700, window }, [700, 8, 3])),
];

function course(name: string, wanted: HelpdeskWanted, [limit, callers, windows]: [number, number, number]): Course {
  return { name: `${name} ${wanted.window}`, ...wanted, limit, callers, windows };
}

/** Does the work, and again when the time has passed that a refusal names. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    try {
      return await work();
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      await time.sleepUntil(time.now() + (cause.retryAfterMs ?? SECOND_MS));
    }
  }
  throw new Error('refused a thousand times');
}

function isRefusal(cause: unknown): cause is IntegrationError {
  return cause instanceof IntegrationError && cause.status === 429;
}

const paces: Readonly<Record<string, (course: Course) => Pace>> = {
  'send at once, honour Retry-After': () => ({ run: (_call, _signal, work) => again(() => work(() => undefined)) }),
  'Bottleneck minTime': ({ limit }) => byBottleneck({ minTime: MINUTE_MS / factor / limit }),
  'Bottleneck reservoir': ({ limit }) =>
    byBottleneck({
      reservoir: limit,
      reservoirRefreshAmount: limit,
      reservoirRefreshInterval: MINUTE_MS / factor,
    }),
  'the product’s pace': ({ platform, callers }) => createPace({ platform, time, atOnce: callers, reserve: 0 }),
};

function byBottleneck(options: Bottleneck.ConstructorOptions): Pace {
  const limiter = new Bottleneck(options);
  return { run: (_call, _signal, work) => again(() => limiter.schedule(() => work(() => undefined))) };
}

interface Result {
  readonly used: number;
  readonly refused: number;
}

/** Some callers who ask one thing after another, as a sync does, through the adapter's own calls. */
async function run(course: Course, inner: Pace, baseUrl: string): Promise<Result> {
  const allowedAt: number[] = [];
  let refused = 0;
  const pace: Pace = {
    run: (call, signal, work) =>
      inner.run(call, signal, async (hear) => {
        try {
          const answer = await work(hear);
          allowedAt.push(time.now());
          return answer;
        } catch (cause) {
          if (isRefusal(cause)) refused += 1;
          throw cause;
        }
      }),
  };
  const over = new AbortController();
  const ask = asker(course, pace, { baseUrl, signal: over.signal });
  const endsAt = time.now() + course.windows * MINUTE_MS;
  const caller = async (): Promise<void> => {
    while (time.now() < endsAt) {
      await ask().catch((cause: unknown) => {
        if (!over.signal.aborted && !isRefusal(cause)) throw cause;
      });
    }
  };
  const callers = Promise.all(Array.from({ length: course.callers }, caller));
  await Promise.race([callers, time.sleepUntil(endsAt)]);
  over.abort();
  callers.catch(() => undefined);
  // From the first call of the second window over as many whole windows as there are.
  const whole = Math.floor((allowedAt.length - 1) / course.limit) - 1;
  const took = (allowedAt[(whole + 1) * course.limit] ?? Number.NaN) - (allowedAt[course.limit] ?? Number.NaN);
  const after = allowedAt.filter((at) => at >= (allowedAt[0] ?? Infinity) + MINUTE_MS).length;
  // Whoever does not get so far is counted as it stands.
  const used = whole > 0 ? (whole * MINUTE_MS) / took : after / (course.limit * (course.windows - 1));
  return { used, refused: refused / (refused + allowedAt.length) };
}

function asker(
  { platform }: Course,
  pace: Pace,
  { baseUrl, signal }: { readonly baseUrl: string; readonly signal: AbortSignal },
): () => Promise<unknown> {
  const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;
  // A slow moment of the machine is ten times as long here: the limit is far off.
  const options = { origin: baseUrl, isTestHost: true, time, limitMs: 10 * MINUTE_MS };
  if (platform === 'zendesk') {
    const authorization = () => basic('recourse@fernhill.example/token:a-token-of-no-worth');
    const http = createHttp({ ...options, platform, authorization, reasonOf: zendeskReason });
    const calls = createZendeskCalls({ http, pace, origin: baseUrl, urgency: 'sweep' });
    const query = { start_time: Math.floor(origin / SECOND_MS) - 3_600, per_page: 1_000 };
    return () => calls.get('incremental/tickets/cursor.json', query, { lane: 'export', signal });
  }
  const authorization = () => basic('a-key-of-no-worth:X');
  const calls = createFreshdeskCalls({ http: { ...options, authorization }, pace, urgency: 'sweep' });
  return () => calls.get('agents/me', {}, { lane: 'api', signal });
}

/** What is compiled on the way must not be taken for the time of a call. */
async function warmUp(): Promise<void> {
  const spare = courses.map((course) => ({ ...course, windows: 0.15 }));
  const origins = await helpdesks(spare);
  const pace: Pace = { run: (_call, _signal, work) => work(() => undefined) };
  await Promise.all(spare.map((course, n) => run(course, pace, origins[n] ?? '')));
}

function helpdesks(wanted: readonly HelpdeskWanted[]): Promise<readonly string[]> {
  const started = fork(new URL('pace-helpdesks.ts', import.meta.url), [JSON.stringify({ origin, factor, wanted })]);
  process.once('exit', () => started.kill());
  return new Promise((resolve, reject) => {
    started.once('message', (message) => resolve(message as readonly string[]));
    started.once('error', reject);
  });
}

const names = Object.keys(paces);
const cells = courses.flatMap((course) => names.map((name) => ({ course, name })));
const addresses = await helpdesks(cells.map(({ course }) => course));
const results = new Map<string, Result>();

/** As many at once as the machine bears without their being in each other's way. */
const together = [
  cells.filter(({ course }) => course.limit === 10),
  cells.filter(({ course }) => course.limit === 200),
  cells.filter(({ course }) => course.name === 'F700 fixed'),
  cells.filter(({ course }) => course.name === 'F700 sliding'),
];
await warmUp();
for (const batch of together) {
  await Promise.all(
    batch.map(async (cell) => {
      const { course, name } = cell;
      const pace = paces[name]?.(course);
      if (pace === undefined) throw new Error(`no such pace: ${name}`);
      results.set(`${name} ${course.name}`, await run(course, pace, addresses[cells.indexOf(cell)] ?? ''));
    }),
  );
}

const percent = (share: number): string => (share * 100).toFixed(1);
console.log('Share of what is allowed that was used after the first window / share of calls refused, percent.');
console.log('Z10: ten exports a minute, one at a time. F200, F700: so many calls a minute, eight at a time.\n');
console.log(`${''.padEnd(34)}${courses.map(({ name }) => name.padStart(14)).join('')}`);
for (const name of names) {
  const row = courses.map((course) => {
    const { used, refused } = results.get(`${name} ${course.name}`) ?? { used: Number.NaN, refused: Number.NaN };
    return `${percent(used)} / ${percent(refused)}`.padStart(14);
  });
  console.log(`${name.padEnd(34)}${row.join('')}`);
}
const ours = courses.map((course) => results.get(`the product’s pace ${course.name}`));
const isMet = ours.every((result) => result !== undefined && result.used >= 0.99 && result.refused <= 0.005);
console.log(`\ngoal, at least 99.0 used and at most 0.5 refused in every column: ${isMet ? 'met' : 'MISSED'}`);
process.exit(0);
