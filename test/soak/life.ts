import type { PlaceStore } from '#apps/runtime/place-keeper.ts';
import { compose, type Works } from '#apps/runtime/compose.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import type { Log } from '#apps/runtime/log.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
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
  /** When a reading of a ticket failed last, of those that have not been read since. */
  readonly failedAt: ReadonlyMap<string, Instant>;
  /**
   * When the last sweep that came through to its end had begun, in the life it is in. Only one counts that began when
   * nothing waited, so that what a full queue had dropped was told again, and that did not go on where another had failed.
   */
  readonly sweptFrom: Instant | undefined;
}

export interface LifeOptions {
  readonly office: Office;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly policy: Policy;
  readonly log: Log;
  readonly isRough: () => boolean;
  readonly isKilled: () => boolean;
  readonly everyMs: number;
}

const restartWithinMs = 3 * MINUTE_MS;

export function createLife(options: LifeOptions): Life {
  const { scheduler, network, office, policy, log, isRough, isKilled } = options;
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
  const failedAt = new Map<string, Instant>();
  const kept = new Map<string, string>();
  let sweptFrom: Instant | undefined;
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
    const { engine, shell } = works;
    sweptFrom = undefined;
    for (const { source } of shell.desks) {
      watchReads(source, {
        came: (id, seen) => {
          reads += 1;
          judged.set(id, seen);
          failedAt.delete(id);
        },
        failed: (id) => void failedAt.set(id, scheduler.now()),
      });
      watchSweeps(source, {
        beginning: () => (engine.waiting === 0 ? scheduler.now() : undefined),
        through: (from) => {
          sweptFrom = from;
        },
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
    if (!isKilled()) return;
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
    failedAt,
    get sweptFrom() {
      return sweptFrom;
    },
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

type Source = Works['shell']['desks'][number]['source'];

/** Notes every whole reading of a ticket, which is followed by its judgement at once, and every one that failed. */
function watchReads(
  source: Source,
  note: { readonly came: (id: string, seen: Judged) => void; readonly failed: (id: string) => void },
): void {
  const read = source.read.bind(source);
  source.read = async (ref, signal) => {
    try {
      const record = await read(ref, signal);
      note.came(ref.id, record);
      return record;
    } catch (error) {
      if (error instanceof IntegrationError && error.reason === 'not-found') note.came(ref.id, 'gone');
      else note.failed(ref.id);
      throw error;
    }
  };
}

/**
 * Notes every sweep that came through to its end, with what `beginning` said when it began. The first of a life may go on
 * in the middle of another's, and one after a failure does: neither has asked for everything, so neither is told of.
 */
function watchSweeps<T>(
  source: Source,
  on: { readonly beginning: () => T | undefined; readonly through: (from: T) => void },
): void {
  const changesSince = source.changesSince.bind(source);
  let isWhole = false;
  let from: { readonly said: T | undefined } | undefined;
  source.changesSince = async (place, signal) => {
    from ??= { said: isWhole ? on.beginning() : undefined };
    try {
      const changes = await changesSince(place, signal);
      if (!changes.more) {
        if (from.said !== undefined) on.through(from.said);
        isWhole = true;
        from = undefined;
      }
      return changes;
    } catch (error) {
      isWhole = false;
      from = undefined;
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
