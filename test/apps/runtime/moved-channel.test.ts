import { afterEach, describe, expect, it } from 'vitest';
import { graceMs, leaseMs } from '#apps/runtime/claim.ts';
import { compose } from '#apps/runtime/compose.ts';
import { createLog } from '#apps/runtime/log.ts';
import type { Desk, Shell } from '#apps/runtime/shell.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createWorld, platforms, type Platform, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

class PowerCut extends Error {}

/** Its process dies before it can write down that this alert was posted. */
function dyingAfter(key: string, shell: Shell): Shell {
  const desks = shell.desks.map((desk): Desk => ({
    ...desk,
    ledger: {
      ...desk.ledger,
      mark: async (ref, request, signal) => {
        if (request.keys.some((one) => one.includes(key))) throw new PowerCut(key);
        return await desk.ledger.mark(ref, request, signal);
      },
    },
  }));
  return { ...shell, desks };
}

/** A process that begins under a policy with other alerts. */
function begun(alerts: Partial<Policy['alerts']> = {}): Shell {
  const policy = { ...world.policy, alerts: { ...world.policy.alerts, ...alerts } };
  return compose(world.environment, policy, { time: world.time, log: createLog('silent') }).shell;
}

async function recovers(ref: TicketRef, shell: Shell): Promise<void> {
  for (let looks = 0; looks < 10; looks += 1) {
    await world.runs(ref, shell);
    await world.moveBy((leaseMs + graceMs) / 2);
  }
}

/** What stands in each channel: how often each thing was told there, replies as well. */
const told = (channel: string, words: string): number =>
  world.said(channel).filter((text) => text.includes(words)).length;
const marks = (): readonly string[] =>
  world.fakes.slack
    .channelsView()
    .flatMap(({ messages }) => messages.flatMap((message) => [message, ...message.replies]))
    .map(({ metadata }) => JSON.stringify(metadata));

const urgent = { routes: [{ when: { severity: ['critical'] }, channel: 'complaints-urgent' }] } as const;

/** A complaint that a warning is due of, with its card; and a process that has never seen it. */
async function warned(platform: Platform, alerts: Partial<Policy['alerts']>): Promise<TicketRef> {
  world = await createWorld({ platform, alerts });
  const ref = world.complains();
  await world.runs(ref, begun());
  await world.moveBy(20 * HOUR_MS + MINUTE_MS);
  return ref;
}

function becomesCritical({ id }: TicketRef): void {
  world.helpdesk.setFieldsByAgent(id, { by: agents.tom.email, fields: { recourse_severity: 'critical' } });
}

describe.each(platforms)('an alert of %s that may stand elsewhere by now', (platform) => {
  it('is looked for in the thread it was posted in, and told once', async () => {
    const ref = await warned(platform, urgent);
    await expect(world.runs(ref, dyingAfter(':warn', begun()))).rejects.toThrow(PowerCut);
    becomesCritical(ref);
    await recovers(ref, begun());
    expect(told('complaints', ', by Tue')).toBe(1);
    expect(new Set(marks()).size).toBe(marks().length);
  });

  it('is looked for in the channel it was claimed for, though the first look fails, and told once', async () => {
    const ref = await warned(platform, urgent);
    await expect(world.runs(ref, dyingAfter('complaint:card', begun()))).rejects.toThrow(PowerCut);
    becomesCritical(ref);
    world.fakes.slack.faults.set({ match: { method: 'conversations.history' }, kind: '500-before', times: 1 });
    await recovers(ref, begun());
    expect(told('complaints', 'Due soon: acknowledge the complaint:')).toBe(1);
    expect(new Set(marks()).size).toBe(marks().length);
  });

  it.each(['channel_not_found', 'not_in_channel'])(
    'does not wait for a channel that was never ours, %s, once the policy names another',
    async (kind) => {
      const ref = await warned(platform, {});
      world.fakes.slack.faults.set({ match: { channel: 'complaints' }, kind });
      await recovers(ref, begun());
      expect(marks()).toEqual([]);
      world.fakes.slack.addChannel({ name: 'complaints-new' });
      const shell = begun({ channel: 'complaints-new' });
      await recovers(ref, shell);
      expect(told('complaints-new', ', by Tue')).toBe(1);
      expect(shell.pending.all()).toEqual([]);
    },
  );
});

describe.each(platforms)('when the policy names another channel, a complaint of %s whose card stands', (platform) => {
  it('goes on being told under its card, and a new one is told in the new channel', async () => {
    const ref = await warned(platform, {});
    await world.runs(ref, begun());
    world.fakes.slack.addChannel({ name: 'complaints-new' });
    const shell = begun({ channel: 'complaints-new' });
    const other = world.complains();
    await world.moveBy(5 * HOUR_MS);
    await recovers(ref, shell);
    expect(told('complaints', 'was due')).toBe(1);
    expect(told('complaints-new', 'was due')).toBe(0);
    await world.moveBy(16 * HOUR_MS);
    await recovers(other, shell);
    expect(told('complaints-new', ', by ')).toBe(1);
    expect(shell.pending.all()).toEqual([]);
  });
});
