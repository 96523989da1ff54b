import fc from 'fast-check';
import { createJobs } from '#apps/sandbox/fake-freshdesk/jobs.ts';
import { expect, test } from 'vitest';

test('jobs are done in order of time, those of one instant as they were added, none too early', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 25 }), (ats, now) => {
      const jobs = createJobs();
      const done: { readonly at: number; readonly number: number }[] = [];
      for (const [number, at] of ats.entries()) jobs.add(at, () => done.push({ at: jobs.at() ?? -1, number }));
      const wanted = ats
        .map((at, number) => ({ at, number }))
        .toSorted((one, other) => one.at - other.at || one.number - other.number);
      jobs.runUntil(now);
      expect(done).toEqual(wanted.filter(({ at }) => at <= now));
      jobs.runUntil(Infinity);
      expect(done).toEqual(wanted);
      expect(jobs.at()).toBeUndefined();
    }),
  );
});

test('what a job adds is done, too, where it is due, and never within the job itself', () => {
  const jobs = createJobs();
  const done: string[] = [];
  jobs.add(1, () => {
    jobs.add(1, () => done.push('same instant'));
    jobs.add(3, () => done.push('later'));
    jobs.runUntil(10);
    done.push('first');
  });
  jobs.runUntil(2);
  expect(done).toEqual(['first', 'same instant']);
});
