import { describe, expect, test } from 'vitest';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { MINUTE_MS } from '#core/time.ts';
import { createSetupCalls as freshdeskCalls } from '#integrations/freshdesk/setup-calls.ts';
import { createSetupCalls as zendeskCalls } from '#integrations/zendesk/setup-calls.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { never } from '#test/contract/helpdesk.ts';

const credential = 'setup-pace-canary-71';

/** Reads as often as `count`, and tells what each answer's head said was left. */
async function probes(
  platform: 'zendesk' | 'freshdesk',
  count: number,
): Promise<{ readonly left: readonly number[]; readonly tookMs: number; readonly asked: number }> {
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  const auth = { email: 'a@b.example', token: credential };
  const fake =
    platform === 'zendesk'
      ? createFakeZendesk({ time, account: 'acme', auth, plan: { accountPerMinute: 10 } })
      : createFakeFreshdesk({ time, account: 'acme', apiKey: credential, plan: { perMinute: 10 } });
  const { baseUrl, close } = await fake.listen();
  const prefix = 'recourse_';
  const credentials = { email: auth.email, token: auth.token };
  const calls =
    platform === 'zendesk'
      ? zendeskCalls({ account: 'acme', credentials, baseUrl, prefix, time })
      : freshdeskCalls({ account: 'acme', apiKey: credential, baseUrl, prefix, time });
  const beganAt = time.now();
  const left: number[] = [];
  try {
    await drivenAlone(time, async () => {
      for (let n = 0; n < count; n += 1) {
        const path = platform === 'zendesk' ? 'users/me.json' : 'agents/me';
        const { header } = await calls.probe(path, never);
        left.push(Number(header('x-rate-limit-remaining') ?? header('x-ratelimit-remaining')));
      }
    });
  } finally {
    await close();
  }
  const asked = Object.values(fake.requests()).reduce((sum, each) => sum + each, 0);
  return { left, tookMs: time.now() - beganAt, asked };
}

describe.each(['zendesk', 'freshdesk'] as const)('setting up an account of %s', (platform) => {
  test('keeps to what the account allows a minute, and waits rather than be refused', async () => {
    const { left, tookMs, asked } = await probes(platform, 25);
    // One that was refused would have been sent again.
    expect(asked).toBe(25);
    expect(left).toHaveLength(25);
    expect(left.slice(0, 10)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(Math.ceil(tookMs / MINUTE_MS)).toBe(2);
  });
});
