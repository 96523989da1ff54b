import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complaintDetails } from '#core/effect/details.ts';
import { cardMessage } from '#core/effect/card.ts';
import { judge } from '#core/pipeline.ts';
import { isUnmet } from '#core/sla/clock.ts';
import { anyDelay, anyTicket, lastAt } from '../any-ticket.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const runs = Number(process.env['LAW_RUNS'] ?? 200);
const policy = samplePolicy();
const place = { channel: 'complaints', id: 'C0COMPLAINTS' };

describe('a complaint as one person looks at it', () => {
  test('says what its card says, and of every promise that is owed how it stands, the broken ones first', () => {
    fc.assert(
      fc.property(anyTicket, anyDelay, (record, delayMs) => {
        const now = lastAt(record) + delayMs;
        const { complaint, clocks } = judge(record, policy, now);
        fc.pre(complaint !== undefined);
        const situation = { record, complaint, clocks, policy, now };
        const { card, promises } = complaintDetails(situation, place);
        expect(card).toEqual(cardMessage(situation, place));
        const owed = promises.filter(({ tone }) => tone !== 'done').map(({ title, at }) => [title, at]);
        const unmet = clocks.filter(isUnmet);
        expect(owed).toHaveLength(unmet.length);
        for (const { obligation, status, dueAt } of unmet) {
          expect(owed).toContainEqual([obligation.title, status === 'paused' ? undefined : dueAt]);
        }
        const broken = unmet.filter(({ status }) => status === 'breached').length;
        expect(promises.slice(0, broken).every(({ tone, words }) => tone === 'broken' && words === 'was due')).toBe(
          true,
        );
        expect(promises.slice(broken).some(({ tone }) => tone === 'broken')).toBe(false);
      }),
      { numRuns: runs },
    );
  });
});
