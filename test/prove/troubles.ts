import { MINUTE_MS, SECOND_MS, type Instant } from '#core/time.ts';
import type { FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import type { Machine } from './machine.ts';
import type { Office } from './platform.ts';
import type { Scheduler } from './scheduler.ts';

/** What befalls platforms and machines as a whole, beside what becomes of single requests. */
export interface Troubles {
  /** Nobody answers there now. */
  isDown(host: string): boolean;
}

/** Each wipes what machines keep outside of helpdesks and Slack. */
interface Keepsakes {
  readonly disks: readonly Map<string, string>[];
  readonly shared: Map<string, string>;
}

/** How far a clock is set off, either way: a little, or by much. */
const jumpsMs = [5 * SECOND_MS, 90 * SECOND_MS, 10 * MINUTE_MS];
const shortestMs = 10 * SECOND_MS;
const longestMs = 4 * MINUTE_MS;

/**
 * Now and then until `untilAt`: credentials revoked and given back, a platform that answers nobody, clocks that jump,
 * disks and the shared store wiped. All that can be mended is mended by then.
 */
export function openTroubles(on: {
  readonly scheduler: Scheduler;
  readonly slack: FakeSlack;
  readonly offices: readonly Office[];
  readonly machines: readonly Machine[];
  readonly kept: Keepsakes;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly met: (what: string) => void;
}): Troubles {
  const { scheduler, slack, offices, machines, kept, met } = on;
  const { random } = scheduler;
  const down = new Map<string, number>();
  const lasting = (what: string, begins: () => void, ends: () => void) => (): void => {
    met(what);
    begins();
    const overAt = scheduler.now() + random.whole(shortestMs, longestMs);
    scheduler.at(Math.min(overAt, on.untilAt), ends);
  };
  const outage = (host: string): (() => void) => {
    const change = (by: number) => (): void => void down.set(host, (down.get(host) ?? 0) + by);
    return lasting('a platform down', change(1), change(-1));
  };
  const [office] = offices;
  const kinds: readonly (() => void)[] = [
    lasting(
      'Slack token revoked and restored',
      () => slack.revokeToken(),
      () => slack.restoreToken(),
    ),
    lasting(
      'helpdesk token revoked and restored',
      () => office?.revokes(),
      () => office?.restores(),
    ),
    outage('slack.prove'),
    outage(office?.host ?? ''),
    () => {
      const machine = random.of(machines);
      met('clock jumped');
      machine.jump(random.of(jumpsMs) * random.of([1, -1]));
    },
    () => {
      met('disk wiped');
      random.of(kept.disks).clear();
    },
    () => {
      met('Redis wiped');
      kept.shared.clear();
    },
  ];
  for (let count = random.whole(0, 4); count > 0; count -= 1) {
    scheduler.at(random.whole(on.fromAt, on.untilAt - longestMs), random.of(kinds));
  }
  return { isDown: (host) => (down.get(host) ?? 0) > 0 };
}
