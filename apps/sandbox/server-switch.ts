import type { SandboxServer } from './model.ts';
import { SandboxError } from './model.ts';
import { startProduct, type ProductProcess } from './product-process.ts';
import type { CompanyFakes } from './fakes.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** The product's process, to be killed and started again. */
export interface ServerSwitch {
  readonly state: SandboxServer;
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** How many tickets the product has in hand; none while it is down. */
  inHand(): Promise<number>;
  /** Killed and started again before time goes on. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** The product always comes back at the port it had: webhooks and buttons of old messages find it again. */
export function createServerSwitch(on: {
  readonly time: SimulatedTime;
  readonly fakes: CompanyFakes;
  readonly policyPath: string;
  readonly changed: () => void;
}): ServerSwitch {
  let product: ProductProcess | undefined;
  let starting = false;
  let kills = 0;
  let port = '0';
  const lose = (ended: ProductProcess): void => {
    if (product !== ended) return;
    product = undefined;
    kills += 1;
    on.changed();
  };
  const control: ServerSwitch = {
    get state(): SandboxServer {
      if (starting) return { state: 'starting', kills };
      return product === undefined ? { state: 'down', kills } : { state: 'up', pid: product.pid, kills };
    },
    async start() {
      if (product !== undefined || starting)
        throw new SandboxError('SANDBOX_SERVER_UP', 'The server is running already.', 409);
      starting = true;
      on.changed();
      try {
        const environment = { ...on.fakes.environment, PORT: port };
        const started = await startProduct({ time: on.time, environment, policyPath: on.policyPath });
        product = started;
        void started.ended.then(() => lose(started));
        if (port === '0') await on.fakes.connect(product.port);
        port = String(product.port);
      } finally {
        starting = false;
        on.changed();
      }
    },
    async kill() {
      if (product === undefined) throw new SandboxError('SANDBOX_SERVER_DOWN', 'The server is not running.', 409);
      const killed = product;
      lose(killed);
      await killed.kill();
    },
    inHand: async () => (product === undefined ? 0 : await ticketsInHand(product.port)),
    crash: () =>
      on.time.task(async () => {
        await control.kill();
        await control.start();
      }),
    async close() {
      await product?.kill();
      product = undefined;
    },
  };
  return control;
}

/** Asks the product how many tickets it has in hand; nobody who does not answer has any. */
async function ticketsInHand(port: number): Promise<number> {
  const ask = (): Promise<Response> => fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } });
  const answer = await ask().catch(() => ask().catch(() => undefined));
  const { waiting } = ((await answer?.json().catch(() => undefined)) ?? {}) as { readonly waiting?: unknown };
  return typeof waiting === 'number' ? waiting : 0;
}
