import { afterEach, describe, expect, test } from 'vitest';
import { isTicketAddress, showLink, type SharedLink } from '#apps/runtime/shown-link.ts';
import type { TicketRef } from '#core/ticket.ts';
import { createWorld, platforms, type World } from './world.ts';

const worlds: World[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

const dana = 'dana.field@fernhill.example';

describe.each(platforms)('on %s', (platform) => {
  async function opened() {
    const world = await createWorld({ platform });
    worlds.push(world);
    const { shell } = world.newWorks();
    const agent = world.fakes.slack.people().find(({ isBot }) => !isBot)?.email ?? dana;
    const recordOf = (ref: TicketRef) =>
      world.lives(async () => {
        const desk = shell.desks[0];
        if (desk === undefined) throw new RangeError('no desk');
        return await desk.source.read(ref, new AbortController().signal);
      });
    const show = async (ref: TicketRef, link: Partial<SharedLink> = {}) => {
      const url = link.address ?? (await recordOf(ref)).url;
      const channel = { id: 'C0ANY', name: world.policy.alerts.channel };
      return await world.lives(() =>
        showLink({ address: url, email: agent, channel, ...link }, shell, new AbortController().signal),
      );
    };
    return { ...world, shell, agent, show, recordOf };
  }

  test('an agent’s link to a complaint says what its card says: initials, no name, no word of the text', async () => {
    const world = await opened();
    const ref = world.complains('I am making a formal complaint about a secretly-broken sofa.');
    const card = await world.show(ref);
    expect(card).toMatchObject({ kind: 'card', ticket: ref, subject: 'Broken sofa' });
    const text = JSON.stringify(card);
    expect(text).toContain('R. P.');
    expect(text).not.toMatch(/Pemberton|ruth@|secretly/u);
  });

  test('who is no agent of the helpdesk, or has no address, shows nothing', async () => {
    const world = await opened();
    const ref = world.complains();
    expect(await world.show(ref, { email: 'stranger@fernhill.example' })).toBeUndefined();
    expect(await world.show(ref, { email: 'ruth@example.org' })).toBeUndefined();
    expect(await world.show(ref, { email: undefined })).toBeUndefined();
  });

  test('nothing is shown where the complaint is not told', async () => {
    const world = await opened();
    const ref = world.complains();
    expect(await world.show(ref, { channel: { id: 'C0OTHER', name: 'general' } })).toBeUndefined();
    expect(await world.show(ref, { channel: { id: 'C0OTHER', name: undefined } })).toBeUndefined();
  });

  test('where it was told it is shown, though the channel’s name may not be known', async () => {
    const world = await opened();
    const ref = world.complains('My sofa caught fire. I am making a formal complaint, I have called a lawyer.');
    await world.runs(ref, world.shell);
    const told = (await world.recordOf(ref)).ledger.find((entry) => entry.kind === 'posted');
    expect(told).toBeDefined();
    const id = told?.kind === 'posted' ? told.channel : '';
    expect(await world.show(ref, { channel: { id, name: undefined } })).toMatchObject({ kind: 'card' });
  });

  test('of what is no complaint, or is there no more, nothing is shown', async () => {
    const world = await opened();
    const thanks = world.complains('Thank you, the delivery was lovely. Which oil is good for oak?');
    expect(await world.show(thanks)).toBeUndefined();
    const gone = world.complains();
    const { url } = await world.recordOf(gone);
    world.helpdesk.deleteTicket(gone.id);
    expect(await world.show(gone, { address: url })).toBeUndefined();
    expect(await world.show(thanks, { address: url.replace(/\d+$/u, '99999999') })).toBeUndefined();
  });

  test('another account’s address is none of ours, whatever its number', async () => {
    const world = await opened();
    const ref = world.complains();
    const { url } = await world.recordOf(ref);
    expect(isTicketAddress(url, world.shell)).toBe(true);
    for (const other of [url.replace(/:\d+/u, ':1'), `https://evil.zendesk.com/agent/tickets/${ref.id}`]) {
      expect(isTicketAddress(other, world.shell)).toBe(false);
      expect(await world.show(ref, { address: other })).toBeUndefined();
    }
  });
});
