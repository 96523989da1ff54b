import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '#core/time.ts';
import { storm } from './storm.ts';

describe(
  '400 breaches in one minute, while Slack refuses three posts in ten and fails on two in ten',
  { timeout: 600_000 },
  () => {
    it('are each told once, one a second, and hold up no other account', async () => {
      const report = await storm({ complaints: 400, seed: 2 });
      const { verdict, leastGapMs, refused, broken, otherLateMs } = report;
      expect(verdict).toEqual({ lost: [], doubled: [], wrong: [] });
      expect(refused).toBeGreaterThan(10);
      expect(broken).toBeGreaterThan(5);
      expect(report.misshapen).toBe(0);
      // Told in digests, and by no more calls than reading, claiming and marking each complaint takes.
      expect(report.messages).toBeLessThan(100);
      expect(report.deskCalls / report.complaints).toBeLessThan(30);
      expect(leastGapMs).toBeGreaterThanOrEqual(1_000);
      // Its turn comes with the next message: without turns between accounts it comes after some minutes.
      expect(otherLateMs).toBeLessThan(20 * SECOND_MS);
    });
  },
);
