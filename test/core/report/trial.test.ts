import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bands, type Recognition } from '#core/complaint/recognition.ts';
import { createTrial, type TriedTicket } from '#core/report/trial.ts';

const judged = (part: Partial<Recognition>): Recognition => ({
  band: 'no',
  score: 0,
  category: undefined,
  severity: 'low',
  reasons: [],
  pack: 'p',
  ...part,
});

const ticket: fc.Arbitrary<TriedTicket> = fc.record({
  id: fc.string({ maxLength: 4 }),
  text: fc.string({ maxLength: 400 }),
  old: fc.record({ band: fc.constantFrom(...bands), severity: fc.constantFrom('low', 'high') }).map(judged),
  new: fc.record({ band: fc.constantFrom(...bands), category: fc.constantFrom('A', undefined) }).map(judged),
  isComplaint: fc.option(fc.boolean(), { nil: undefined }),
});

describe('a trial of one policy against another', () => {
  it('counts every ticket once by both its bands, and keeps few examples of each change', () => {
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 60 }), (tickets) => {
        const trial = createTrial();
        for (const one of tickets) trial.add(one);
        const result = trial.result();
        const all = bands.flatMap((old) => bands.map((next) => result.bands[old][next]));
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(tickets.length);
        const moved = tickets.filter((one) => one.old.band !== one.new.band).length;
        expect(result.differing.complaint).toBe(moved);
        expect(result.examples.length).toBeLessThanOrEqual(3 * 8);
        expect(result.examples.length > 0).toBe(result.changed > 0);
        for (const { text } of result.examples) expect(text.length).toBeLessThanOrEqual(200);
        expect(result.known).toBe(tickets.filter((one) => one.isComplaint !== undefined).length);
      }),
    );
  });

  it('shows the reasons that only one of the two sees', () => {
    const both = { cue: 'a', quote: 'x', start: 0, end: 1, weight: 1 };
    const gone = { cue: 'b', quote: 'y', start: 2, end: 3, weight: 2 };
    const trial = createTrial();
    trial.add({
      id: '1',
      text: 'x y',
      old: judged({ band: 'yes', reasons: [both, gone] }),
      new: judged({ reasons: [both] }),
      isComplaint: true,
    });
    const { examples, figures } = trial.result();
    expect(examples[0]).toMatchObject({ onlyOld: [gone], onlyNew: [], differs: ['complaint'] });
    expect([figures?.old.recall, figures?.new.recall]).toEqual([1, 0]);
  });
});
