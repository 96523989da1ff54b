import { mkdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { openDoor, type Blow, type Door } from './chaos-door.ts';
import { startSpare, type Spare } from './chaos-process.ts';

/** The place of one replica: its ways to the fakes, its store on disk, and the process that lives there now. */
export interface Slot {
  /** Where its process listens; `undefined` while none does. */
  readonly port: number | undefined;
  readonly isAlive: boolean;
  start(): Promise<void>;
  /** SIGKILL; answers whether anybody was there to be killed. */
  kill(): Promise<boolean>;
  /** Kills it upon the nth step of the alert protocol that it takes from now on. */
  arm(nth: number, blow: Blow): void;
  readonly isArmed: boolean;
  disarm(): void;
  /** Everything it keeps outside the fakes. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

export type FakeName = 'zendesk' | 'freshdesk' | 'slack';

export interface SlotOptions {
  readonly time: SimulatedTime;
  readonly apps: Readonly<Record<FakeName, RequestListener>>;
  /** Where each fake is when nobody is struck. */
  readonly backs: Readonly<Record<FakeName, Door>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly program: string;
  readonly policyPath: string;
  readonly storeFolder: string;
  readonly cacheFolder: string;
  readonly soonMs: () => number;
  /** Told after each kill. */
  readonly killed: (slot: Slot) => void;
}

export async function openSlot(options: SlotOptions): Promise<Slot> {
  const { time, apps, backs, storeFolder } = options;
  let living: Spare | undefined;
  let port: number | undefined;
  let armed: { left: number; readonly blow: Blow } | undefined;
  const kill = async (): Promise<boolean> => {
    const victim = living;
    if (victim === undefined) return false;
    living = undefined;
    port = undefined;
    armed = undefined;
    // Until its end is seen and its restart asked for no time passes: with nobody alive it would run to the world's end.
    await time.task(async () => {
      await victim.kill();
      options.killed(slot);
    });
    return true;
  };
  const watch = {
    time,
    soonMs: options.soonMs,
    kill: async () => void (await kill()),
    blowFor(method: string, path: string): Blow | undefined {
      if (armed === undefined || !isStep(method, path)) return undefined;
      armed.left -= 1;
      if (armed.left > 0) return undefined;
      const { blow } = armed;
      armed = undefined;
      return blow;
    },
  };
  const [zendesk, freshdesk, slack] = await Promise.all([
    openDoor(apps.zendesk, backs.zendesk.origin, watch),
    openDoor(apps.freshdesk, backs.freshdesk.origin, watch),
    openDoor(apps.slack, backs.slack.origin, watch),
  ]);
  const doors: readonly Door[] = [zendesk, freshdesk, slack];
  const environment = {
    ...options.environment,
    RECOURSE_STORE: storeFolder,
    ZENDESK_BASE_URL: zendesk.origin,
    FRESHDESK_BASE_URL: freshdesk.origin,
    SLACK_API_URL: `${slack.origin}/api/`,
  };
  const { program, policyPath, cacheFolder } = options;
  const load = (): Spare => startSpare({ program, environment, policyPath, cacheFolder });
  let spare = load();
  const slot: Slot = {
    get port() {
      return port;
    },
    get isAlive() {
      return living !== undefined;
    },
    get isArmed() {
      return armed !== undefined;
    },
    async start() {
      const next = spare;
      spare = load();
      living = next;
      const listens = await next.begin(time);
      if (living === next) port = listens;
    },
    kill,
    disarm() {
      armed = undefined;
    },
    arm(nth, blow) {
      armed = { left: nth, blow };
    },
    async wipe() {
      await rm(storeFolder, { recursive: true, force: true });
      await mkdir(storeFolder, { recursive: true });
    },
    async close() {
      await Promise.all([living?.kill(), spare.kill()]);
      await Promise.all(doors.map((door) => door.close()));
    },
  };
  return slot;
}

/** Every write, every message, and every look for one. */
function isStep(method: string, path: string): boolean {
  if (path.startsWith('/api/v2/')) return method !== 'GET';
  return /chat\.postMessage|conversations\.(?:history|replies)/u.test(path);
}
