import { isUnmet, type Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';

/** The next instant at which time alone changes the answer; `undefined` where only the ticket can change it. */
export function nextChange(clocks: readonly Clock[], now: Instant): Instant | undefined {
  let next: Instant | undefined;
  const consider = (at: Instant): void => {
    if (at > now && (next === undefined || at < next)) next = at;
  };
  for (const clock of clocks) {
    if (!isUnmet(clock) || clock.dueAt === undefined) continue;
    for (const mark of clock.warnings) consider(mark.at);
    // In time until the very instant it is due, broken from the next one on.
    consider(clock.dueAt + 1);
    for (const mark of clock.climbs) consider(mark.at);
  }
  return next;
}
