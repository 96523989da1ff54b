import { describe, expect, it } from 'vitest';
import { composeDesks } from '#apps/runtime/compose.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import { openAccounts } from './setup-accounts.ts';

const { signal } = new AbortController();
const ann = { name: 'Ann', email: 'ann@example.org' };
const bo = { name: 'Bo', email: 'bo@example.org' };

describe('other complaints of the same person', () => {
  it('are found on either helpdesk by whose they are and by our tags, and never the ticket itself', async () => {
    const accounts = await openAccounts();
    try {
      const { time } = accounts.surroundings();
      const letters = [
        { from: ann, tags: ['recourse_complaint', 'recourse_category_late_delivery'] },
        { from: ann, tags: ['vip', 'recourse_possible'] },
        { from: ann, tags: ['vip'] },
        { from: bo, tags: ['recourse_complaint'] },
        { from: ann, tags: [] },
      ];
      const written = { zendesk: [] as string[], freshdesk: [] as string[] };
      for (const [n, { from, tags }] of letters.entries()) {
        const letter = { from, subject: `Letter ${n}`, text: `Where is order ${n}?`, channel: 'email' as const };
        const zendeskId = accounts.zendesk.customerWrites(letter);
        const freshdeskId = accounts.freshdesk.customerWrites(letter);
        await accounts.callZendesk('PUT', `tickets/${zendeskId}.json`, { ticket: { tags } });
        await accounts.callFreshdesk('PUT', `tickets/${freshdeskId}`, { tags });
        written.zendesk.push(zendeskId);
        written.freshdesk.push(freshdeskId);
      }
      const helpdesks = readHelpdesks(accounts.variables);
      const desks = composeDesks(helpdesks, { prefix: 'recourse_' }, { time, vault: undefined });
      expect(desks.map(({ platform }) => platform)).toEqual(['zendesk', 'freshdesk']);
      for (const desk of desks) {
        const ids = written[desk.platform as keyof typeof written];
        const refOf = (at: number) => ({ platform: desk.platform, account: desk.account, id: ids[at]! });
        const record = await desk.source.read(refOf(4), signal);
        const others = await desk.complaints.othersOf(record, signal);
        expect(new Set(others.map(({ ref }) => ref.id))).toEqual(new Set([ids[0], ids[1]]));
        const first = others.find(({ ref }) => ref.id === ids[0]);
        expect(first).toMatchObject({ subject: 'Letter 0', category: 'late_delivery', status: expect.any(String) });
        expect(first!.opening).toContain('Where is order 0?');
        expect(first!.url).toMatch(new RegExp(`/tickets/${ids[0]}$`, 'u'));
        const own = await desk.complaints.othersOf(await desk.source.read(refOf(0), signal), signal);
        expect(own.map(({ ref }) => ref.id)).toEqual([ids[1]]);
        const nobody = { ...record, complainant: { ...record.complainant, id: 'nobody" OR tags:x' } };
        expect(await desk.complaints.othersOf(nobody, signal)).toEqual([]);
      }
    } finally {
      await accounts.close();
    }
  });
});
