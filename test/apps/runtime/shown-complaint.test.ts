import { afterEach, describe, expect, test } from 'vitest';
import { showComplaint } from '#apps/runtime/shown-complaint.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS } from '#core/time.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const idOf = (name: string): string =>
  world.fakes.slack.channelsView().find((channel) => channel.name === name)?.id ?? '';

describe.each(platforms)('on %s', (platform) => {
  async function told(alerts?: Parameters<typeof createWorld>[0]) {
    world = await createWorld({ platform, ...alerts });
    const { shell } = world.newWorks();
    const ref = world.complains();
    await world.moveBy(25 * HOUR_MS);
    await world.runs(ref, shell);
    const show = (ticket: TicketRef, channel = idOf('complaints')) =>
      world.lives(() => showComplaint({ ticket, channel }, shell, new AbortController().signal));
    return { ref, shell, show };
  }

  test('a complaint is shown as it stands now, with each of its promises', async () => {
    const { ref, show } = await told();
    const details = await show(ref);
    expect(details?.card).toMatchObject({ kind: 'card', ticket: ref, tone: 'broken', subject: 'Broken sofa' });
    expect(details?.card.actions).toEqual(['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more']);
    expect(details?.promises[0]).toMatchObject({ tone: 'broken', words: 'was due' });
    expect(details?.promises.length).toBeGreaterThan(1);
  });

  test('who complains is read in full only where the policy lets the channel read it', async () => {
    const { ref, show } = await told({ alerts: { restrictedFactsIn: ['complaints'] } });
    expect(JSON.stringify(await show(ref))).toContain('Ruth Pemberton');
    const elsewhere = JSON.stringify(await show(ref, idOf('complaints-leads')));
    expect(elsewhere).toContain('R. P.');
    expect(elsewhere).not.toContain('Pemberton');
  });

  test('nothing is shown of what is no complaint, is there no more, or never was', async () => {
    const { ref, show } = await told();
    const thanks = world.complains('Thank you, the delivery was lovely. Which oil is good for oak?');
    expect(await show(thanks)).toBeUndefined();
    expect(await show({ ...ref, id: '99999999' })).toBeUndefined();
    world.helpdesk.deleteTicket(ref.id);
    expect(await show(ref)).toBeUndefined();
  });

  test('another account’s ticket is out of reach', async () => {
    const { ref, show } = await told();
    await expect(show({ ...ref, account: 'another' })).rejects.toThrow(/no desk is connected/u);
  });
});
