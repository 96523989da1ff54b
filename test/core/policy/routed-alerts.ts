import type { PolicySource } from '#core/policy/schema.ts';

/** Alerts that go elsewhere for what is grave and for who may be vulnerable, of whom one channel alone may read. */
export const routedAlerts: PolicySource['alerts'] = {
  channel: 'complaints',
  routes: [
    { when: { vulnerable: true }, channel: 'care' },
    { when: { severity: ['critical', 'high'] }, channel: 'urgent' },
  ],
  restrictedFactsIn: ['care'],
};
