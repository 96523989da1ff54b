import { MINUTE_MS } from '#core/time.ts';
import type { Living } from './living.ts';
import type { Office } from './platform.ts';
import type { Scheduler } from './scheduler.ts';

/** Of no ticket, so that whoever asks for it can only have been told of it by a forged hint. */
export const nobodysTicket = '40404040404';

interface Telling {
  readonly scheduler: Scheduler;
  readonly livings: readonly Living[];
  readonly met: (what: string) => void;
}

/** Every machine is told of every change within so long, so that all of them do the same at the same time. */
export function tellAll(office: Office, { scheduler, livings }: Telling, withinMs: number): void {
  office.subscribe((id) => {
    for (const living of livings) {
      scheduler.at(scheduler.now() + scheduler.random.whole(0, withinMs), () => living.hear(office.hint(id, false)));
    }
  });
}

/** Webhooks that come late, twice, out of order or never, each to one of the machines; and some that are forged. */
export function tellSometimes(office: Office, { scheduler, livings, met }: Telling): void {
  const { random } = scheduler;
  const tells = (id: string, forged: boolean, afterMs: number): void => {
    const living = random.of(livings);
    scheduler.at(scheduler.now() + afterMs, () => living.hear(office.hint(id, forged)));
  };
  office.subscribe((id) => {
    const copies = random.of([0, 1, 1, 2]);
    if (copies === 0) met('webhook lost');
    if (copies === 2) met('webhook doubled');
    for (let left = copies; left > 0; left -= 1) {
      const isLate = random.chance(0.1);
      if (isLate) met('webhook late, behind later ones');
      tells(id, false, isLate ? random.whole(0, 10 * MINUTE_MS) : random.whole(100, 3_000));
    }
    if (!random.chance(0.05)) return;
    met('webhook forged');
    tells(nobodysTicket, true, random.whole(100, 3_000));
  });
}
