import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { plans } from '#apps/sandbox/fake-freshdesk/limits.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createHurriedTime } from './hurried-time.ts';

/** What the bench asks for: one fake helpdesk each, on loopback, in a process of their own as helpdesks are elsewhere. */
export interface HelpdeskWanted {
  readonly platform: 'zendesk' | 'freshdesk';
  readonly perMinute: 200 | 700;
  readonly window: 'fixed' | 'sliding';
}

const { origin, factor, wanted } = JSON.parse(process.argv[2] ?? '') as {
  readonly origin: number;
  readonly factor: number;
  readonly wanted: readonly HelpdeskWanted[];
};
const time = createHurriedTime(origin, factor);

const addresses = wanted.map(async ({ platform, perMinute, window }) => {
  if (platform === 'zendesk') {
    const auth = { email: 'recourse@fernhill.example', token: 'a-token-of-no-worth' };
    const fake = createFakeZendesk({ time, account: 'fernhill', auth, plan: { accountPerMinute: perMinute, window } });
    return (await fake.listen()).baseUrl;
  }
  const plan = { ...plans[perMinute === 200 ? 'growth' : 'enterprise'], window };
  const fake = createFakeFreshdesk({ time, account: 'fernhill', apiKey: 'a-key-of-no-worth', plan });
  return (await fake.listen()).baseUrl;
});
process.send?.(await Promise.all(addresses));
