import type { RequestListener } from 'node:http';
import { compose, type Works } from '#apps/runtime/compose.ts';
import type { Environment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import { createWebhooks } from '#apps/server/webhooks.ts';
import type { Policy } from '#core/policy/policy.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { ask } from './ask.ts';
import type { Machine } from './machine.ts';
import type { Network } from './network.ts';
import type { Hint } from './platform.ts';
import type { Scheduler } from './scheduler.ts';

/** What the product needs to live on a machine. */
export interface Making {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly environment: Environment;
  readonly policy: Policy;
  /** What the machine keeps when its process dies. */
  readonly store?: PlaceStore | undefined;
}

/** The product on one machine, started again some time after each crash. */
export interface Living {
  readonly machine: Machine;
  /** What works there now, and since when; `undefined` while nothing does. */
  readonly works: Works | undefined;
  readonly since: Instant;
  /** A webhook reaches it, if it lives. */
  hear(hint: Hint): Promise<void>;
}

const restartWithinMs = 30 * SECOND_MS;

/** Starts the product on a machine, and again some time after each crash, with nothing but its store. */
export function keepAlive(
  machine: Machine,
  on: Making & { readonly clearsAt: Instant; readonly endsAt: Instant; readonly isFirst: boolean },
): Living {
  const { scheduler, clearsAt, endsAt } = on;
  let works: Works | undefined;
  let life: object | undefined;
  let listener: RequestListener | undefined;
  let since = 0;
  const begin = (): void => {
    life = machine.begin();
    since = scheduler.now();
    works = composeOn(machine, life, on);
    listener = listenerOf(works);
    const forEver = new AbortController().signal;
    void works.engine.keepTime(forEver);
    for (const sweep of works.sweeps) void sweep.keepSweeping(forEver);
  };
  const look = (): void => {
    // Whoever looks at the end looks alone.
    if (scheduler.now() >= endsAt) return;
    if (machine.life === undefined) begin();
    // In calm weather the first machine does alone: the others would only look on.
    if (scheduler.now() >= clearsAt && !on.isFirst) {
      machine.crash();
      return;
    }
    const inMs = scheduler.now() < clearsAt ? scheduler.random.whole(1_000, restartWithinMs) : 5 * MINUTE_MS;
    scheduler.at(scheduler.now() + inMs, look);
  };
  scheduler.at(scheduler.now() + scheduler.random.whole(0, 10 * SECOND_MS), look);
  const isAlive = (): boolean => life !== undefined && machine.life === life;
  return {
    machine,
    get works() {
      return isAlive() ? works : undefined;
    },
    get since() {
      return since;
    },
    async hear({ path, headers, body }) {
      if (!isAlive() || listener === undefined) return;
      await ask(listener, { method: 'POST', path, headers, body });
    },
  };
}

/** The door for webhooks as the server has it. */
function listenerOf({ hooks, engine }: Works): RequestListener {
  const take = createWebhooks({ hooks, engine, log: createLog('silent') });
  return (request, response) => void take(request, response);
}

/** The product, by a machine's time and its own wire. */
export function composeOn(
  machine: Machine,
  life: object,
  { scheduler, network, environment, policy, store }: Making,
): Works {
  let nonces = 0;
  const born = scheduler.random.whole(0, 0xff_ff_ff).toString(16);
  return compose(environment, policy, {
    time: machine.timeOf(life),
    log: createLog('silent'),
    wire: network.wireOf(machine, life),
    nonce: () => `${machine.name}-${born}-${(nonces += 1)}`,
    store,
  });
}
