import fc from 'fast-check';
import type { Policy } from '#core/policy/policy.ts';
import { anyDelay, anyTicket, lastAt } from './any-ticket.ts';
import { routedAlerts } from './policy/routed-alerts.ts';
import { samplePolicy } from './policy/sample-policy.ts';

/** So many random tickets a law: a few seconds all told. */
const runs = Number(process.env['LAW_RUNS'] ?? 300);

const policies: readonly Policy[] = (['newCycleKeepOriginal', 'continueClock', 'resetClock'] as const).flatMap(
  (reopening) => [
    samplePolicy({ reopening }),
    samplePolicy({
      reopening,
      pausedWhile: ['pending', 'hold'],
      automaticReplyAcknowledges: true,
      presets: ['iso10002-practice', 'uk-fca-disp', 'uk-housing-ombudsman', 'au-telco-2018std'],
      merging: 'own',
      ladder: [
        { name: 'Lead', after: '1 hour', channel: 'leads' },
        { name: 'Head', after: '1 day', channel: 'heads' },
      ],
      alerts: { channel: 'complaints', cardAtOnce: [] },
      obligations: {
        updates: {
          span: '3 business days',
          recurring: true,
          anchor: 'lastUpdate',
          satisfiedBy: ['reply'],
          warnAt: ['50%'],
        },
        grave: {
          span: '8 business hours',
          satisfiedBy: ['substantive'],
          pausable: true,
          onlyIf: { severity: ['critical'] },
        },
        slow: {
          span: '3 weeks, end of day',
          satisfiedBy: ['decision'],
          pausable: true,
          warnAt: ['75%', '2 days before'],
        },
      },
    }),
    samplePolicy({
      reopening,
      presets: ['iso10002-practice', 'au-telco-2018std'],
      alerts: { ...routedAlerts, quietHours: { outside: 'office' } },
    }),
  ],
);
const anyPolicy = fc.constantFrom(...policies);
/** A random ticket under a random policy, some time after the last thing that happened to it. */
export const anyCase = fc
  .record({ record: anyTicket, policy: anyPolicy, delayMs: anyDelay })
  .map(({ record, policy, delayMs }) => ({ record, policy, now: lastAt(record) + delayMs }));

/** Lets a law be read: random cases, and what holds of each of them. */
export function law<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, holds), { numRuns: runs });
}
