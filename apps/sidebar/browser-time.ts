import type { Instant } from '#core/time.ts';

/** The helpdesk's time, kept going by this browser's own: whose clock is wrong sees the right time all the same. */
export interface RunningTime {
  now(): Instant;
}

/** Time as it was when the helpdesk answered, and from then on. */
export function timeSince(answeredAt: Instant): RunningTime {
  const started = performance.now();
  return { now: () => answeredAt + (performance.now() - started) };
}

/** Calls `tick` again and again until the returned function is called. */
export function every(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}

/** Waits. */
export async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** A short id that no other action of a ticket has. */
export function freshId(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** The browser's own zone, where the helpdesk names none. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The years in which nearly every complaint that somebody looks at lives. */
export function yearsAround(): { readonly fromYear: number; readonly untilYear: number } {
  const year = new Date().getUTCFullYear();
  return { fromYear: year - 1, untilYear: year + 2 };
}
