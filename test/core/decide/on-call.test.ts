import { describe, expect, test } from 'vitest';
import { onCallAt } from '#core/decide/on-call.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import { instantOf } from '../a-record.ts';
import { samplePolicy, smallestSource } from '../policy/sample-policy.ts';

type Level = NonNullable<PolicySource['ladder']>[number];

/** Who it is at an instant, with shifts of the only level. */
function whoAt(text: string, onCall: Level['onCall'], parts: Partial<PolicySource> = {}): string | undefined {
  const policy = samplePolicy({
    ladder: [{ name: 'Team lead', after: '1 hour', channel: 'leads', ...(onCall === undefined ? {} : { onCall }) }],
    ...parts,
  });
  return onCallAt(policy.ladder[0]!, { policy, now: instantOf(text) })?.name;
}

describe('who is on call', () => {
  const week = [
    { days: ['mon' as const, 'tue' as const], name: 'Amara' },
    { days: ['sat' as const], hours: '20:00-08:00', name: 'Nadia' },
    { days: ['sat' as const], name: 'Tom' },
  ];

  test('is the first whose day and hours it is', () => {
    expect(whoAt('2026-11-02T12:00Z', week)).toBe('Amara');
    expect(whoAt('2026-11-07T12:00Z', week)).toBe('Tom');
    expect(whoAt('2026-11-07T20:00Z', week)).toBe('Nadia');
  });

  test('is the night shift of the day before until it ends, and nobody afterwards', () => {
    expect(whoAt('2026-11-08T07:59Z', week)).toBe('Nadia');
    expect(whoAt('2026-11-08T08:00Z', week)).toBeUndefined();
    expect(whoAt('2026-11-07T07:00Z', week)).toBe('Tom');
  });

  test('is nobody on a day that is nobody’s, or where the level names none', () => {
    expect(whoAt('2026-11-04T12:00Z', week)).toBeUndefined();
    expect(whoAt('2026-11-04T12:00Z', undefined)).toBeUndefined();
  });

  test('is told by the wall clock of the policy’s calendar, in summer too', () => {
    const night = [{ days: ['mon' as const], hours: '00:00-24:00', name: 'Mia' }];
    expect(whoAt('2026-07-05T22:59Z', night)).toBeUndefined();
    expect(whoAt('2026-07-05T23:00Z', night)).toBe('Mia');
    const calendars = { office: { ...smallestSource.calendars['office']!, zone: 'Pacific/Auckland' } };
    expect(whoAt('2026-11-01T12:00Z', night, { calendars })).toBe('Mia');
  });

  test('is somebody always where a shift names neither day nor hours', () => {
    expect(whoAt('2026-11-08T03:00Z', [{ name: 'Amara' }])).toBe('Amara');
  });
});
