import type { TicketTruth } from '#apps/sandbox/fake-shared/truth.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { Scheduler } from '../prove/scheduler.ts';
import type { Life } from './life.ts';
import { compare, type Compared, type Ended } from './verdict.ts';

/** What came of looking at each ticket. */
export interface Looked {
  /** Those that had to be judged: whatever changed since the beginning, and whatever was open then. */
  readonly compared: number;
  /** Judged on another state than their last one, or no sweep came to them in all the time there was. */
  readonly stale: readonly string[];
  /** Never judged. */
  readonly forgotten: readonly string[];
}

/** A ticket that could not be read is tried again within this, and until then nothing else need tell of it. */
const longestRetryMs = 15 * MINUTE_MS;
/** Until the product has come to every ticket: it works off a queue of days in less, and whatever it was killed with. */
const longestMs = DAY_MS;

/**
 * Looks at each ticket once, when people have gone home and only the product and the helpdesk itself change anything: as
 * soon as a sweep that began after the ticket's last change has come through to its end and nothing waits to be run. By
 * then the product has had its chance, and what it judged last has to be how the ticket is. Nothing here asks whether it
 * is so before it looks, and nothing is looked at twice: what was forgotten cannot come right while one waits.
 */
export async function lookAtEach(on: {
  readonly ended: Omit<Ended, 'endsAt'>;
  readonly life: Life;
  readonly scheduler: Scheduler;
}): Promise<Looked> {
  const { ended, life, scheduler } = on;
  const { office } = ended;
  const sinceAt = scheduler.now();
  const left = new Map([...office.fake.truth()].map((truth) => [truth.id, truth]));
  const compared: Compared[] = [];
  let sweptFrom: Instant | undefined;
  while (left.size > 0 && scheduler.now() < sinceAt + longestMs) {
    await scheduler.runTo(scheduler.now() + SECOND_MS);
    if (life.sweptFrom === undefined || life.sweptFrom === sweptFrom || life.works?.engine.waiting !== 0) continue;
    sweptFrom = life.sweptFrom;
    const endsAt = scheduler.now();
    for (const [id, truth] of left) {
      const isListed = Math.max(sinceAt, changedBy(truth)) + office.listedWithinMs <= sweptFrom;
      const isPutOff = endsAt < (life.failedAt.get(id) ?? -Infinity) + longestRetryMs;
      if (!isListed || isPutOff) continue;
      left.delete(id);
      compared.push(compare(truth, { ...ended, endsAt }));
    }
  }
  const found = (what: Compared['is']): readonly string[] =>
    compared.filter(({ is }) => is === what).map(({ said }) => said);
  const late = [...left.keys()].map((id) => `${office.platform} ${id} no sweep came to it`);
  return {
    compared: compared.length - found('left alone').length,
    stale: [...found('stale'), ...late],
    forgotten: found('forgotten'),
  };
}

/** A helpdesk writes down the second of a change; its own are among them. */
function changedBy(truth: TicketTruth): Instant {
  return Date.parse(truth.view().updatedAt) + SECOND_MS;
}
