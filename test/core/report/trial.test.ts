import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bands, type Recognition } from '#core/complaint/recognition.ts';
import { createTrial, type Trial, type TriedTicket } from '#core/report/trial.ts';
import type { Instant } from '#core/time.ts';

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
  id: fc.option(fc.string({ minLength: 1, maxLength: 1 }), { nil: undefined }),
  text: fc.string({ maxLength: 400 }),
  old: fc.record({ band: fc.constantFrom(...bands), severity: fc.constantFrom('low', 'high') }).map(judged),
  new: fc.record({ band: fc.constantFrom(...bands), category: fc.constantFrom('A', undefined) }).map(judged),
  isComplaint: fc.option(fc.boolean(), { nil: undefined }),
});

function trialOf(tickets: readonly TriedTicket[]): Trial {
  const trial = createTrial();
  for (const one of tickets) trial.add(one);
  return trial.result();
}

describe('a trial of one policy against another', () => {
  it('counts every ticket once, by its last state and both its bands, and keeps few examples of each change', () => {
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 60 }), (told) => {
        const tickets = told.filter(({ id }, at) => id === undefined || told.findLastIndex((o) => o.id === id) === at);
        const result = trialOf(told);
        expect(result.tickets).toBe(tickets.length);
        expect(result.repeated).toBe(told.length - tickets.length);
        const all = bands.flatMap((old) => bands.map((next) => result.bands[old][next]));
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(tickets.length);
        const moved = tickets.filter((one) => one.old.band !== one.new.band).length;
        expect(result.differing.complaint).toBe(moved);
        expect(result.examples.length).toBeLessThanOrEqual(3 * 8);
        for (const { text } of result.examples) expect(text.length).toBeLessThanOrEqual(200);
        expect(result.known).toBe(tickets.filter((one) => one.isComplaint !== undefined).length);
        const { examples, ...counts } = trialOf(tickets);
        expect({ ...result, repeated: 0 }).toMatchObject(counts);
        expect(examples.length > 0).toBe(counts.changed > 0);
        for (const { id, text } of result.examples)
          expect(tickets.some((one) => (one.id ?? '') === id && one.text.startsWith(text))).toBe(true);
      }),
    );
  });

  it('counts of a ticket that is told twice the state of the later instant, in whichever order they come', () => {
    const state = { id: '7', text: 'x', new: judged({}), isComplaint: undefined };
    const first = { ...state, old: judged({}), updatedAt: 1_000 as Instant };
    const last = { ...state, old: judged({ band: 'yes' }), updatedAt: 2_000 as Instant };
    const { examples, bands: moved, repeated } = trialOf([first, last]);
    expect([moved.yes.no, moved.no.no, repeated, examples.length]).toEqual([1, 0, 1, 1]);
    expect(trialOf([last, first])).toEqual(trialOf([first, last]));
    expect(trialOf([last, { ...first, updatedAt: last.updatedAt }]).examples).toEqual([]);
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
