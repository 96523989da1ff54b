import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierComplaints, linksOf, repeatWindowMs, type Link } from '#core/complaint/linked.ts';
import { readRecognition } from '#core/complaint/read-recognition.ts';
import { linkLines } from '#core/effect/link-words.ts';
import { categoryTag } from '#core/effect/names.ts';
import { recognitionNote } from '#core/effect/note.ts';
import { judge } from '#core/pipeline.ts';
import type { OtherComplaint, TicketRecord, TicketStatus } from '#core/ticket.ts';
import { DAY_MS } from '#core/time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { taggedCategory } from '#integrations/own-marks.ts';
import { recordOf } from '../a-record.ts';

const receivedAt = Date.UTC(2026, 10, 2, 9);
const prefix = 'recourse_';
const opening = 'The sofa came with a torn cover and nobody answers my mails about order 77.';

function other(id: string, change: Partial<OtherComplaint> = {}): OtherComplaint {
  return {
    ref: { platform: 'desk', account: 'acme', id },
    url: `https://acme.example/${id}`,
    subject: 'Sofa',
    opening: 'Something else entirely happened to the garden table we bought in spring',
    receivedAt: receivedAt - 3 * DAY_MS,
    status: 'open',
    category: undefined,
    ...change,
  };
}

function links(
  others: readonly OtherComplaint[],
  status: TicketStatus = 'open',
  category?: string,
  timeline: TicketRecord['timeline'] = [],
): readonly Link[] {
  const ref = { platform: 'desk', account: 'acme', id: '1' };
  return linksOf(
    { ref, subject: 'Sofa', createdAt: receivedAt, status, others, timeline },
    { receivedAt, category, opening, prefix },
  );
}

const kinds = (found: readonly Link[]): readonly string[] => found.map(({ kind, ref }) => `${ref.id} ${kind}`);

describe('other complaints of the same person', () => {
  it('are suggested as duplicates where they tell the same while neither is over, whichever came first', () => {
    const same = { opening: `${opening} Hello?` };
    expect(kinds(links([other('2', same)]))).toEqual(['2 duplicate']);
    expect(kinds(links([other('2', { ...same, receivedAt: receivedAt + DAY_MS })]))).toEqual(['2 duplicate']);
    expect(kinds(links([other('2', { ...same, status: 'solved' })]))).toEqual(['2 related']);
    expect(kinds(links([other('2', { ...same, receivedAt: receivedAt - 20 * DAY_MS })]))).toEqual(['2 related']);
    expect(kinds(links([other('2', same)], 'closed'))).toEqual(['2 related']);
  });

  it('are repeats of the same category within ninety days, and the later one names the earlier', () => {
    const others = [
      other('2', { category: 'Delivery', receivedAt: receivedAt - 60 * DAY_MS, status: 'closed' }),
      other('3', { category: 'Billing' }),
      other('4', { category: 'delivery', receivedAt: receivedAt + DAY_MS }),
      other('5', { category: 'Delivery', receivedAt: receivedAt - repeatWindowMs - 1 }),
      other('6', { category: 'Delivery', status: 'deleted' }),
      other('1'),
    ];
    expect(kinds(links(others, 'open', 'Delivery'))).toEqual(['2 repeat', '3 related']);
    const record = { ref: { platform: 'desk', account: 'acme', id: '1' }, createdAt: receivedAt, others, timeline: [] };
    expect(earlierComplaints(record)).toBe(2);
  });

  it('are not those that were merged into this one: they are told here', () => {
    const same = { opening: `${opening} Hello?` };
    const merge = { at: '2026-11-02T10:00:00Z', who: 'agent', mergedFrom: { id: '2' } } as const;
    const { timeline } = recordOf({ timeline: [merge] });
    const others = [other('2', same), other('3', same)];
    expect(kinds(links(others, 'open', undefined, timeline))).toEqual(['3 duplicate']);
    const ref = { platform: 'desk', account: 'acme', id: '1' };
    expect(earlierComplaints({ ref, createdAt: receivedAt, others, timeline })).toBe(1);
  });

  it('are repeats where a tag could bear no more than the beginning of their category', () => {
    const tags = ['recourse_complaint', `${prefix}${categoryTag('Damage during delivery', prefix)}`];
    const category = taggedCategory(tags, prefix);
    expect(category).not.toContain('delivery');
    expect(kinds(links([other('2', { category })], 'open', 'Damage during delivery'))).toEqual(['2 repeat']);
    expect(kinds(links([other('2', { category })], 'open', 'Damage'))).toEqual(['2 related']);
    expect(kinds(links([other('2', { category: ',' })], 'open', '"'))).toEqual(['2 related']);
  });

  it('are compared whatever they hold, and ten are named at most', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 30 }), (texts) => {
        const found = links(texts.map((text, n) => other(`${n + 2}`, { opening: text })));
        expect(found.length).toBeLessThanOrEqual(10);
        for (const { likeness } of found) expect(likeness >= 0 && likeness <= 1).toBe(true);
      }),
    );
  });

  it('count as one more sign of a complaint, and as a repeat for the severity', async () => {
    const policy = await loadPolicy(policyPath);
    const says = 'I am still waiting for the cover.';
    const record = recordOf({ subject: 'Sofa', timeline: [{ at: '2026-11-02T09:00:00Z', who: 'complainant', says }] });
    const recognitionWith = (others: readonly OtherComplaint[] | undefined) =>
      readRecognition({ ...record, others }, { timeline: record.timeline, recorded: undefined }, policy)!;
    const [alone, again] = [recognitionWith(undefined), recognitionWith([other('2')])];
    expect(again.score - alone.score).toBeCloseTo(1, 5);
    expect(again.reasons).toContainEqual({ cue: 'ticket.earlier-complaint', quote: '', start: 0, end: 0, weight: 1 });
    expect(recognitionWith([]).reasons).toEqual(alone.reasons);
  });

  it('stand in the note that tells an agent of the complaint, and nothing is merged', async () => {
    const policy = await loadPolicy(policyPath);
    const says = `I want to make a formal complaint. ${opening}`;
    const told = recordOf({ subject: 'Sofa', timeline: [{ at: '2026-11-02T09:00:00Z', who: 'complainant', says }] });
    const record = { ...told, others: [other('2', { opening })] };
    const outcome = judge(record, policy, record.readAt);
    const note = recognitionNote({ complaint: outcome.complaint!, clocks: outcome.clocks, policy });
    expect(note).toContain('ticket 2, received Fri, 30 Oct 2026');
    expect(note).toContain('perhaps the same matter (https://acme.example/2)');
    expect(note).toContain('that is for you to decide, and nothing was merged');
    expect(JSON.stringify(outcome.effects)).not.toMatch(/"merge/u);
    expect(linkLines([], policy)).toEqual([]);
  });

  it.each([
    [5, undefined],
    [6, '• and 1 more'],
    [9, '• and 4 more'],
    [30, '• and at least 5 more'],
  ])(
    'of %i of them five are named in the note, and it says of no more than it knows how many they are',
    async (count, line) => {
      const policy = await loadPolicy(policyPath);
      const found = links(Array.from({ length: count }, (_, n) => other(`${n + 2}`)));
      const lines = linkLines(found, policy);
      expect(lines.filter((one) => one.startsWith('• ticket '))).toHaveLength(5);
      expect(lines.find((one) => one.startsWith('• and '))).toBe(line);
    },
  );
});
