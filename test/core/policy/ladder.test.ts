import { expect, test } from 'vitest';
import { issuesWith, samplePolicy } from './sample-policy.ts';

test('levels are numbered from the first', () => {
  const { ladder } = samplePolicy({
    ladder: [
      { name: 'Lead', after: '30 minutes', channel: 'leads' },
      { name: 'Head', after: '4 hours', channel: 'leads' },
      { name: 'Director', after: '1 day', channel: 'directors' },
    ],
  });
  expect(ladder.map(({ level, name }) => `${level} ${name}`)).toEqual(['1 Lead', '2 Head', '3 Director']);
});

test('a level that is reached no later than the one before, or is there twice, is reported', () => {
  expect(
    issuesWith({
      ladder: [
        { name: 'Lead', after: '1 day', channel: 'leads' },
        { name: 'Head', after: '24 hours', channel: 'leads' },
        { name: 'Head', after: '3d', channel: 'leads' },
      ],
    }),
  ).toEqual([
    "ladder[1].after: level 'Head' is reached no later than the one before it",
    "ladder[2].name: two levels are called 'Head'",
    "ladder[2].after: cannot read the span '3d' of level 'Head' (did you mean '3 days'?)",
  ]);
});

test('there is at least one level', () => {
  expect(issuesWith({ ladder: [] })).toEqual(['ladder: ladder is empty: name at least one level']);
});
