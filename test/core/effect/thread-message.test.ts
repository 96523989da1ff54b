import { expect, test } from 'vitest';
import { instantOf, recordOf } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy({
  ladder: [
    { name: 'Team lead', after: '1 hour', channel: 'leads' },
    { name: 'Director', after: '4 hours', channel: 'directors' },
  ],
});

test('each escalation by hand is told in the name of who made it, though both wait to be told', () => {
  const complains = 'I am making a formal complaint: the sofa arrived broken and nobody answers me.';
  const record = recordOf({
    timeline: [{ at: '2026-11-09T10:00Z', who: 'complainant', says: complains }],
    ledger: [
      { kind: 'pressed', action: 'escalate', by: 'Ana', at: instantOf('2026-11-09T11:00Z') },
      { kind: 'pressed', action: 'escalate', by: 'Ben', at: instantOf('2026-11-09T11:01Z') },
    ],
  });
  const { said } = settle(record, policy, instantOf('2026-11-09T11:02Z'));
  const levels = said.filter(({ alert }) => alert.kind === 'level').map(({ alert }) => alert.headline);
  expect(levels).toEqual(['Escalated to Team lead by Ana', 'Escalated to Director by Ben']);
});

test('of a promise that a holding reply extended it is said to be, so that what was due adds up', () => {
  const record = recordOf({
    timeline: [
      { at: '2026-10-05T09:00Z', who: 'complainant', says: 'I make a formal complaint: I was charged twice.' },
      {
        at: '2026-10-07T09:00Z',
        who: 'agent',
        says: 'We are sorry for the delay: because our bank has not answered us yet, we need more time. You will have our final response by 20 November 2026.',
      },
    ],
  });
  const { said } = settle(record, samplePolicy({ presets: ['eu-psd2'] }), instantOf('2026-11-23T18:00Z'));
  const breach = said.find(({ alert }) => alert.kind === 'breach')?.alert;
  expect(breach?.headline).toContain('was due Mon, 23 Nov 2026');
  expect(breach?.facts).toContainEqual({
    label: 'Promise',
    value: { kind: 'words', text: 'within 15 business days, extended by a holding reply' },
  });
});
