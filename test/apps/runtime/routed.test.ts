import { afterEach, describe, expect, it } from 'vitest';
import { leadMs } from '#apps/runtime/ahead.ts';
import { deskOf } from '#apps/runtime/run.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createWorld, instantOf, platforms, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const ledgerOf = async (ref: TicketRef, shell: Shell): Promise<readonly LedgerEntry[]> =>
  (await world.lives(() => deskOf(ref, shell).source.read(ref, new AbortController().signal))).ledger;

/** Texts of the messages of a channel itself, and of the replies to each. */
const threads = (channel: string): readonly (readonly [string, readonly string[]])[] =>
  (world.fakes.slack.channelsView().find(({ name }) => name === channel)?.messages ?? []).map((message) => [
    message.text,
    message.replies.map((reply) => reply.text),
  ]);

describe.each(platforms)('channels by severity on %s', (platform) => {
  it('what became critical is told there at once and from then on, while its card stays and says so', async () => {
    world = await createWorld({
      platform,
      alerts: { routes: [{ when: { severity: ['critical'] }, channel: 'complaints-urgent' }] },
    });
    const ref = world.complains();
    const { shell } = world.newWorks();
    await world.runs(ref, shell);
    await world.moveBy(20 * HOUR_MS + MINUTE_MS);
    await world.runs(ref, shell);
    expect(threads('complaints')).toEqual([
      [expect.stringContaining('Due soon'), [expect.stringContaining('Due soon')]],
    ]);
    world.helpdesk.setFieldsByAgent(ref.id, { by: agents.tom.email, fields: { recourse_severity: 'critical' } });
    await world.moveBy(MINUTE_MS);
    await world.runs(ref, shell);
    await world.moveBy(4 * HOUR_MS);
    await world.runs(ref, shell);
    expect(threads('complaints')).toEqual([
      [expect.stringContaining('Promise broken'), [expect.stringContaining('Due soon')]],
    ]);
    expect(threads('complaints-urgent')).toEqual([
      [expect.stringContaining('Promise broken'), [expect.stringContaining('Promise broken')]],
    ]);
    const posted = (await ledgerOf(ref, shell)).flatMap((entry) => (entry.kind === 'posted' ? [entry] : []));
    const heads = posted.filter(({ key }) => key.startsWith('complaint:'));
    expect(heads.map(({ named }) => named)).toEqual(['complaints', 'complaints-urgent']);
    for (const { channel } of heads) expect(channel).toMatch(/^C/u);
    const [card] = world.fakes.slack.channelsView().find(({ name }) => name === 'complaints')?.messages ?? [];
    expect(JSON.stringify(card)).toContain('#complaints-urgent');
  });
});

describe.each(platforms)('quiet hours on %s', (platform) => {
  it('what they hold back is not claimed ahead of its time, and told when they end', async () => {
    world = await createWorld({
      platform,
      startsAt: '2026-11-16T10:00:00Z',
      alerts: { quietHours: { calendar: 'office', while: 'closed' } },
    });
    const ref = world.complains();
    const { shell } = world.newWorks();
    const dueAt = world.time.now() + 20 * HOUR_MS;
    const opensAt = instantOf('2026-11-17T09:00Z');
    await world.runs(ref, shell);
    await world.time.moveTo(dueAt - leadMs);
    const claims = async (): Promise<number> =>
      (await ledgerOf(ref, shell)).filter((entry) => entry.kind === 'claimed').length;
    expect(await world.runs(ref, shell)).toBe(dueAt);
    expect(await claims()).toBe(0);
    await world.time.moveTo(dueAt);
    expect(await world.runs(ref, shell)).toBe(opensAt - leadMs);
    expect(world.said('complaints')).toEqual([]);
    await world.time.moveTo(opensAt - leadMs);
    await world.runs(ref, shell);
    expect(await claims()).toBe(2);
    await world.time.moveTo(opensAt);
    await world.runs(ref, shell);
    expect(threads('complaints')).toEqual([
      [expect.stringContaining('Due soon'), [expect.stringContaining('Due soon')]],
    ]);
  });

  it.each([true, false])(
    'a promise that is broken and kept within them is told once, and shown in the channel (already warned of: %s)',
    async (isWarned) => {
      world = await createWorld({
        platform,
        startsAt: isWarned ? '2026-11-16T18:00:00Z' : '2026-11-16T21:30:00Z',
        alerts: { quietHours: { calendar: 'office', while: 'closed' } },
      });
      const ref = world.complains();
      const { shell } = world.newWorks();
      for (const at of ['2026-11-16T21:31Z', '2026-11-17T15:00Z', '2026-11-17T21:45Z']) {
        await world.moveTo(at);
        await world.runs(ref, shell);
      }
      expect(world.said('complaints').join('\n')).not.toMatch(/broken.* was due/u);
      const by = agents.priya.name;
      world.helpdesk.agentReplies(ref.id, { by, text: 'We are looking into it.', public: true, status: 'open' });
      await world.runs(ref, shell);
      const told = (): readonly string[] =>
        world.said('complaints').filter((text) => /(?:broken|late).* was due/u.test(text));
      const line = /Promise broken in quiet hours, and done late: acknowledge the complaint was due/u;
      expect(told()).toEqual([expect.stringMatching(line)]);
      const [card] = world.fakes.slack.channelsView().find(({ name }) => name === 'complaints')?.messages ?? [];
      expect(card?.replies.find(({ text }) => line.test(text))?.broadcast).toBe(true);
      for (const at of ['2026-11-17T23:00Z', '2026-11-18T09:00Z', '2026-11-18T12:00Z']) {
        await world.moveTo(at);
        await world.runs(ref, shell);
      }
      expect(told()).toHaveLength(1);
    },
  );
});
