import type { Shell } from '#apps/runtime/shell.ts';
import { createWaitingRooms } from '#apps/runtime/waiting-rooms.ts';
import type { AlertChannel } from '#integrations/contract.ts';

/** The shell with a channel that does some things otherwise; its waiting rooms call nobody. */
export function withChannel(shell: Shell, change: Partial<AlertChannel>): Shell {
  const channel = { ...shell.channel, ...change };
  return {
    ...shell,
    channel,
    rooms: createWaitingRooms({ time: shell.time, channel, call: () => undefined, aside: (_, work) => work }),
  };
}
