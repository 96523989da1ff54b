import { refText } from '#core/ticket.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { Living } from './living.ts';
import type { Scheduler } from './scheduler.ts';
import type { Watch } from './watch.ts';

const everyMs = 2 * MINUTE_MS;
/** A process has heard of everything after so long, if its sweeps come through. */
const awakeMs = 3 * MINUTE_MS;
/** What is being done just now need not be shown yet: a run meets several limits of time before it gives up. */
const inHandMs = 4 * MINUTE_MS;

/**
 * Looks into every process now and then: what is due and told to nobody has to be among what it says is pending, with
 * its age. Answers what was not, as it is found.
 */
export function lookForSilence(on: {
  readonly scheduler: Scheduler;
  readonly livings: readonly Living[];
  readonly watch: Watch;
  readonly untilAt: Instant;
}): readonly string[] {
  const { scheduler, livings, watch, untilAt } = on;
  const silent: string[] = [];
  const look = (): void => {
    const awake = livings.filter((living) => isAwake(living, scheduler.now()));
    const unsaid = awake.length === 0 ? [] : watch.unsaid(inHandMs);
    for (const living of awake) {
      const shown = shownBy(living);
      for (const key of unsaid)
        if (!shown.some((name) => key.startsWith(name))) silent.push(`I12: not shown as pending: ${key}`);
    }
    if (scheduler.now() + everyMs < untilAt) scheduler.at(scheduler.now() + everyMs, look);
  };
  scheduler.at(scheduler.now() + everyMs, look);
  return silent;
}

function isAwake({ machine, works, since }: Living, now: Instant): boolean {
  if (works === undefined || machine.isPaused || now - since < awakeMs) return false;
  const at = works.shell.time.now();
  return works.sweeps.every(({ sweptAt }) => sweptAt !== undefined && at - sweptAt < awakeMs);
}

/** Effect keys that it shows as waiting with an age, and the beginnings of all keys of tickets that could not be read. */
function shownBy({ works }: Living): readonly string[] {
  const now = works?.shell.time.now() ?? 0;
  return (works?.shell.pending.all() ?? [])
    .filter(({ since }) => since <= now)
    .map(({ ticket, key }) => `${refText(ticket)}:${key ?? ''}`);
}
