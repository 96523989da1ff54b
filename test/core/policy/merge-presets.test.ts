import { expect, test } from 'vitest';
import { issuesWith, samplePolicy } from './sample-policy.ts';

test('several presets are in force at once, each in its order, the policy’s own last', () => {
  const { obligations } = samplePolicy({
    presets: ['uk-fca-disp', 'iso10002-practice', 'uk-fca-disp'],
    obligations: { mine: { span: '1 hour', satisfiedBy: ['reply'] }, respond: { title: 'Reply in substance' } },
  });
  expect(obligations.map(({ id, preset }) => `${preset}/${id}`)).toEqual([
    'uk-fca-disp/disp-summary',
    'uk-fca-disp/disp-final',
    'iso10002-practice/acknowledge',
    'iso10002-practice/respond',
    'iso10002-practice/resolve',
    'iso10002-practice/escalation',
    'policy/mine',
  ]);
});

test('no preset at all leaves the policy’s own obligations', () => {
  const { obligations } = samplePolicy({
    presets: [],
    obligations: { mine: { span: '1 hour', satisfiedBy: ['reply'] } },
  });
  expect(obligations.map(({ id }) => id)).toEqual(['mine']);
});

test('a change to an obligation that is nowhere is a slip of the pen, or a preset left out', () => {
  expect(issuesWith({ obligations: { acknowlege: { warnAt: [] } } })).toEqual([
    "obligations.acknowlege: obligation 'acknowlege' has no span, and no preset in force gives it one (did you mean 'acknowledge'?)",
  ]);
  expect(issuesWith({ obligations: { 'cpc-resolve': { warnAt: [] } } })).toEqual([
    "obligations.cpc-resolve: obligation 'cpc-resolve' has no span, and no preset in force gives it one (add ie-cpc to presets)",
  ]);
});

test.each(['complaint', 'escalated'])(
  'no obligation may be called %s, because other alerts are kept under that name',
  (id) => {
    expect(issuesWith({ obligations: { [id]: { span: '1 hour', satisfiedBy: ['reply'] } } })).toEqual([
      `obligations.${id}: an obligation cannot be called '${id}': alerts of other kinds are kept under that name`,
    ]);
  },
);
