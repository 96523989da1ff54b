import { describe, expect, it } from 'vitest';
import type { TicketStatus } from '#core/ticket.ts';
import { deskStories } from '#test/fixtures/desk-stories.ts';
import { platforms, type Platform } from '#test/apps/runtime/world.ts';
import { begin, live } from './live.ts';
import { inShort } from './look.ts';

describe('one story, whichever the helpdesk', () => {
  it.each(deskStories.map((story) => [story.name, story] as const))('%s', { timeout: 120_000 }, async (_, story) => {
    const [zendesk, freshdesk] = [await live(story, 'zendesk'), await live(story, 'freshdesk')];
    expect(zendesk.length).toBeGreaterThan(1);
    for (const [number, { name, look, step }] of zendesk.entries()) {
      expect(inShort(look), name).toEqual({ shows: step.shows, said: step.said });
      expect(freshdesk[number]?.look, name).toEqual(look);
    }
  });
});

/** When the promises of a complaint are due that waited two days for the complainant. */
async function dueAfterWaiting(platform: Platform, isWatched: boolean): Promise<string | undefined> {
  const telling = await begin(platform);
  const sets = (at: string, status: TicketStatus) => telling.tell({ at, colleague: 'priya', status, on: 'sofa' });
  try {
    const writes = 'I am making a formal complaint: my sofa arrived broken and nobody has answered me.';
    await telling.tell({ at: '16 09:00', customer: 'Ruth Pemberton', writes, subject: 'Sofa', as: 'sofa' });
    await telling.tell({ at: '16 10:00', look: 'there', shows: {}, said: '' });
    if (!isWatched) await telling.stop();
    await sets('16 12:00', 'pending');
    await sets('18 12:00', 'open');
    await telling.tell({ at: '18 13:00', look: 'over', shows: {}, said: '' });
    if (!isWatched) await telling.start();
    const seen = await telling.tell({ at: '18 15:00', look: 'after', shows: {}, said: '' });
    const sofa = seen?.look.tickets['sofa'] as
      | { readonly clocks: readonly { readonly obligation: string; readonly dueAt: string }[] }
      | undefined;
    return sofa?.clocks.find(({ obligation }) => obligation === 'respond')?.dueAt;
  } finally {
    await telling.close();
  }
}

describe('what only one helpdesk remembers', () => {
  it.each(platforms)('a wait that we saw counts on %s', { timeout: 60_000 }, async (platform) => {
    expect(await dueAfterWaiting(platform, true)).toBe('2026-11-25T17:30:00.000Z');
  });

  it('one that nobody saw begin or end counts on Zendesk', { timeout: 60_000 }, async () => {
    expect(await dueAfterWaiting('zendesk', false)).toBe('2026-11-25T17:30:00.000Z');
  });

  // Freshdesk keeps the last change of the status and no history: where the product was off all the while, the promise
  // is counted without the wait. It falls due too early rather than too late.
  it(
    'and is forgotten by Freshdesk, so that the promise is due earlier and not later',
    { timeout: 60_000 },
    async () => {
      expect(await dueAfterWaiting('freshdesk', false)).toBe('2026-11-23T17:30:00.000Z');
    },
  );
});

/** What a complaint shows after a colleague closed it at once, without solving it first. */
async function closedOutright(platform: Platform): Promise<readonly unknown[]> {
  const telling = await begin(platform);
  try {
    const writes = 'I am making a formal complaint: my sofa arrived broken and nobody has answered me.';
    await telling.tell({ at: '16 09:00', customer: 'Ruth Pemberton', writes, subject: 'Sofa', as: 'sofa' });
    await telling.tell({ at: '16 10:00', look: 'there', shows: {}, said: '' });
    await telling.tell({ at: '16 12:00', colleague: 'priya', status: 'closed', on: 'sofa' });
    const looks = [
      await telling.tell({ at: '16 13:00', look: 'soon', shows: {}, said: '' }),
      await telling.tell({ at: '17 13:00', look: 'a day later', shows: {}, said: '' }),
    ];
    return looks.map((seen) => {
      const sofa = seen?.look.tickets['sofa'] as
        | { readonly tags: readonly string[]; readonly complaint: { readonly endings: readonly string[] } }
        | undefined;
      return { isFoundAsOpen: sofa?.tags.includes('recourse_open'), endings: sofa?.complaint.endings };
    });
  } finally {
    await telling.close();
  }
}

describe('a complaint that is closed at once', () => {
  it('gets its summary on Freshdesk, which lets a closed ticket be written to', { timeout: 60_000 }, async () => {
    const over = { isFoundAsOpen: false, endings: ['2026-11-16T12:00:00.000Z'] };
    expect(await closedOutright('freshdesk')).toEqual([over, over]);
  });

  it('stays on Zendesk, which freezes it, as it was', { timeout: 60_000 }, async () => {
    const frozen = { isFoundAsOpen: true, endings: [] };
    expect(await closedOutright('zendesk')).toEqual([frozen, frozen]);
  });
});
