import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#core/time.ts';
import { storm } from './storm.ts';

describe(
  '300 breaches in one minute, while Slack refuses three posts in ten and fails on two in ten',
  { timeout: 600_000 },
  () => {
    it('are each told once, one a second, and hold up no other account', async () => {
      const { verdict, leastGapMs, refused, broken, otherLateMs } = await storm({ complaints: 300, seed: 1 });
      expect(verdict).toEqual({ lost: [], doubled: [], wrong: [] });
      expect(refused).toBeGreaterThan(100);
      expect(broken).toBeGreaterThan(50);
      expect(leastGapMs).toBeGreaterThanOrEqual(1_000);
      expect(otherLateMs).toBeLessThan(10 * MINUTE_MS);
    });
  },
);
