import { refText } from '#core/ticket.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { Living } from './living.ts';
import type { Machine } from './machine.ts';
import type { Letter } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import type { Watch } from './watch.ts';

const everyMs = 2 * MINUTE_MS;
/** What is being done just now need not be shown yet: a run meets several limits of time before it gives up. */
const inHandMs = 4 * MINUTE_MS;

/** What processes have read, and whether they say what they then must know. */
export interface Silence {
  /** A process was given a ticket as it is now. */
  reads(machine: Machine, letter: Letter): void;
  /** What was due, known to a process, told to nobody, and not among what it says is pending, with its age. */
  readonly found: readonly string[];
}

/** Looks into every process now and then. */
export function lookForSilence(on: {
  readonly scheduler: Scheduler;
  readonly livings: () => readonly Living[];
  readonly watch: Watch;
  readonly untilAt: Instant;
}): Silence {
  const { scheduler, livings, watch, untilAt } = on;
  const found: string[] = [];
  /** When each machine read each ticket. */
  const readAt = new Map<string, Instant[]>();
  const look = (): void => {
    const now = scheduler.now();
    const unsaid = watch.unsaid(inHandMs);
    for (const living of unsaid.length === 0 ? [] : livings()) {
      const { machine, works, since } = living;
      if (works === undefined || machine.isPaused) continue;
      const shown = shownBy(living);
      for (const { key, again } of unsaid) {
        const reads = readAt.get(`${machine.name} ${ticketOf(key)}`) ?? [];
        const isKnown = reads.some((at) => at >= Math.max(again, since) && at <= now - inHandMs);
        if (isKnown && !shown.some((name) => key.startsWith(name))) found.push(`I12: not shown as pending: ${key}`);
      }
    }
    if (now + everyMs < untilAt) scheduler.at(now + everyMs, look);
  };
  scheduler.at(scheduler.now() + everyMs, look);
  return {
    found,
    reads(machine, { host, method, path }) {
      const id = method === 'GET' ? /\/tickets\/(\d+)(?:\.json)?(?:\?|$)/u.exec(path)?.[1] : undefined;
      if (id === undefined) return;
      const name = `${machine.name} ${host.split('.')[0]}:${id}`;
      readAt.set(name, [...(readAt.get(name) ?? []), scheduler.now()]);
    },
  };
}

/** `platform:id` of an effect's key. */
function ticketOf(key: string): string {
  const [platform, , id] = key.split(':');
  return `${platform}:${id}`;
}

/** Effect keys that it shows as waiting with an age, and the beginnings of all keys of tickets that could not be read. */
function shownBy({ works }: Living): readonly string[] {
  const now = works?.shell.time.now() ?? 0;
  return (works?.shell.pending.all() ?? [])
    .filter(({ since }) => since <= now)
    .map(({ ticket, key }) => `${refText(ticket)}:${key ?? ''}`);
}
