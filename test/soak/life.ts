import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import { compose, type Works } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import type { Log } from '#apps/runtime/log.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createMachine, type Machine } from '../prove/machine.ts';
import type { Network } from '../prove/network.ts';
import type { Scheduler } from '../prove/scheduler.ts';
import type { Office } from './office.ts';
import { withHalves } from './weather.ts';

/** What the product last saw of a ticket when it judged it; `gone`: the helpdesk has it no more. */
export type Judged = TicketRecord | 'gone';

/** The product on a machine that is killed now and then. */
export interface Life {
  begin(): void;
  readonly works: Works | undefined;
  /** How often it was killed, and how often what it had kept was lost, too. */
  readonly kills: number;
  readonly wipes: number;
  readonly reads: number;
  /** By ticket, over all lives. */
  readonly judged: ReadonlyMap<string, Judged>;
}

export interface LifeOptions {
  readonly office: Office;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly policy: Policy;
  readonly log: Log;
  readonly isRough: () => boolean;
  readonly everyMs: number;
}

const restartWithinMs = 3 * MINUTE_MS;

export function createLife(options: LifeOptions): Life {
  const { scheduler, network, office, policy, log, isRough } = options;
  const { random } = scheduler;
  const machine: Machine = createMachine('product', scheduler, 0);
  const environment = readEnvironment({
    ...office.environment,
    RECOURSE_TEST_HOSTS: '1',
    SLACK_API_URL: 'http://slack.soak/api/',
    SLACK_BOT_TOKEN: 'xoxb-soak',
    SLACK_SIGNING_SECRET: 'soak-signing-secret',
    PORT: '0',
  });
  const judged = new Map<string, Judged>();
  const kept = new Map<string, string>();
  let works: Works | undefined;
  let life: object | undefined;
  let kills = 0;
  let wipes = 0;
  let reads = 0;
  let nonces = 0;

  const born = (): void => {
    life = machine.begin();
    works = compose(environment, policy, {
      time: machine.timeOf(life),
      log,
      wire: withHalves(network.wireOf(machine, life), isRough, random),
      nonce: () => `soak-${(nonces += 1)}`,
      store: storeIn(kept),
    });
    for (const desk of works.shell.desks) {
      watchReads(desk.source, (id, seen) => {
        reads += 1;
        judged.set(id, seen);
      });
    }
    const forEver = new AbortController().signal;
    void works.engine.keepTime(forEver);
    for (const sweep of works.sweeps) void sweep.keepSweeping(forEver);
  };
  const look = (): void => {
    if (machine.life === undefined) {
      kills += 1;
      if (random.chance(0.3)) {
        wipes += 1;
        kept.clear();
      }
      born();
    }
    scheduler.at(scheduler.now() + random.whole(SECOND_MS, restartWithinMs), look);
  };
  const kill = (): void => {
    if (!isRough()) return;
    machine.crash();
    scheduler.at(scheduler.now() + random.whole(MINUTE_MS, 2 * options.everyMs), kill);
  };
  return {
    begin() {
      born();
      scheduler.at(scheduler.now() + random.whole(MINUTE_MS, options.everyMs), kill);
      scheduler.at(scheduler.now() + restartWithinMs, look);
    },
    get works() {
      return machine.life !== undefined && machine.life === life ? works : undefined;
    },
    get kills() {
      return kills;
    },
    get wipes() {
      return wipes;
    },
    get reads() {
      return reads;
    },
    judged,
  };
}

function storeIn(kept: Map<string, string>): PlaceStore {
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}

/** Notes every whole reading of a ticket, which is followed by its judgement at once. */
function watchReads(
  source: { read: Works['shell']['desks'][number]['source']['read'] },
  note: (id: string, seen: Judged) => void,
): void {
  const read = source.read.bind(source);
  source.read = async (ref, signal) => {
    try {
      const record = await read(ref, signal);
      note(ref.id, record);
      return record;
    } catch (error) {
      if (error instanceof IntegrationError && error.reason === 'not-found') note(ref.id, 'gone');
      throw error;
    }
  };
}

/** Webhooks reach whichever life there is, proven as on the wire; nobody answers while there is none. */
export function takeWebhooks(origin: string, works: () => Works | undefined): void {
  const outside = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(origin)) return await outside(input, init);
    const at = works();
    if (at === undefined) throw new TypeError('fetch failed');
    const [, , platform = '', account = ''] = new URL(url).pathname.split('/');
    const hook = at.hooks.find((hook) => hook.platform === platform && hook.account === account);
    if (hook === undefined) return new Response(null, { status: 401 });
    const body = Buffer.from(typeof init?.body === 'string' ? init.body : '');
    try {
      hook.prove(Object.fromEntries(new Headers(init?.headers).entries()), body);
    } catch {
      return new Response(null, { status: 401 });
    }
    const id = hook.ticketId(body);
    if (id !== undefined) at.engine.enqueue({ platform, account, id });
    return new Response(null, { status: 204 });
  };
}
