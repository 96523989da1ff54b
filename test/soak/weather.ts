import type { FaultDial } from '#apps/sandbox/fake-shared/dial.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Wire } from '#integrations/wire.ts';
import { Readable } from 'node:stream';
import { calm, type Dial } from '../prove/faults.ts';
import type { Random } from '../prove/random.ts';

/** What goes wrong in a helpdesk itself. */
export const rough: FaultDial = {
  tooMany: { rate: 0.02, retryAfter: 3 },
  errorBefore: { rate: 0.01, status: 503 },
  errorAfter: { rate: 0.01 },
  conflict: { rate: 0.02 },
  staleSearchMs: 90 * SECOND_MS,
  webhooks: { lateMs: { from: 0, to: 90 * SECOND_MS }, doubled: 0.1, lost: 0.2, reordered: 0.1 },
};

/** What goes wrong on the way there and back. Crashes come beside these, by the clock. */
export const stormy: Dial = {
  ...calm,
  fates: {
    'request-lost': 0.005,
    'answer-lost': 0.004,
    'reset-after': 0.01,
    'broken-before': 0.01,
    'broken-after': 0.01,
    'too-many': 0.01,
    'crash-after': 0.000_02,
    'crash-before': 0.000_02,
  },
  late: 0.01,
  latestMs: 30 * SECOND_MS,
  pause: 0.000_2,
  longestPauseMs: 20 * SECOND_MS,
  quickestMs: 15,
  slowestMs: 250,
};

/** The same with nobody killed by it. */
export const stormyAlive: Dial = { ...stormy, fates: { ...stormy.fates, 'crash-after': 0, 'crash-before': 0 } };

export const clear = calm;
const halfRate = 0.005;

/** Breaks some answers off in the middle. */
export function withHalves(wire: Wire, isRough: () => boolean, random: Random): Wire {
  return {
    ...wire,
    http: async (config) => {
      const response = await wire.http(config);
      if (!isRough() || !random.chance(halfRate)) return response;
      const chunks = (await (response.data as Readable).toArray()) as Buffer[];
      const bytes = Buffer.concat(chunks);
      return { ...response, data: brokenOff(bytes.subarray(0, Math.floor(bytes.length / 2))) };
    },
  };
}

function brokenOff(half: Buffer): Readable {
  return Readable.from(
    (function* () {
      yield half;
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    })(),
  );
}
