import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle, type Settled } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const complains = 'I am making a formal complaint: the sofa arrived broken and nobody answers me.';
const opening: Line = { at: '2026-11-09T10:00Z', who: 'complainant', says: complains };
// So that nobody above hears of it meanwhile.
const policy = samplePolicy({ ladder: [{ name: 'Director', after: '2000 hours', channel: 'directors' }] });

/** What of a ticket is told that nobody has looked at for so long. */
const toldAt = (now: string, on = policy, timeline: readonly Line[] = [opening]): Settled =>
  settle(recordOf({ timeline }), on, instantOf(now));
const kinds = ({ said }: Settled) => said.map(({ alert }) => alert.kind);

describe('where one promise is broken and another is due soon, and neither was told', () => {
  const late = '2026-11-16T12:00Z';

  test('the broken one speaks for the other, and names it', () => {
    const told = toldAt(late);
    expect(kinds(told)).toEqual(['card', 'breach']);
    expect(told.said[1]?.alert.facts).toContainEqual({
      label: 'Also due soon',
      value: { kind: 'words', text: expect.stringMatching(/^give a first substantive response, by /u) },
    });
    const covered = told.record.ledger.flatMap((entry) => (entry.kind === 'covered' ? [entry.key] : []));
    expect(covered).toContainEqual(expect.stringMatching(/^respond:warn/u));
  });

  test('it is told all the same once it is broken itself', () => {
    const { record } = toldAt(late);
    const then = settle(record, policy, instantOf('2026-11-17T12:00Z'));
    expect(then.said.map(({ alert }) => alert.headline)).toContainEqual(
      expect.stringMatching(/^Promise broken: give a first substantive response/u),
    );
  });

  test('a critical complaint’s warning is told by itself', () => {
    const graded: Line = { at: '2026-11-09T10:05Z', who: 'agent', fields: { severity: 'critical' } };
    expect(kinds(toldAt(late, policy, [opening, graded]))).toContain('warning');
  });

  test('so is a regulator’s', () => {
    const strict = { ...policy, obligations: policy.obligations.map((one) => ({ ...one, regulatory: true })) };
    expect(kinds(toldAt(late, strict))).toEqual(['card', 'breach', 'warning']);
  });
});

test('a warning that falls due after a broken promise was told is told when it does', () => {
  const { record, said } = toldAt('2026-11-10T12:00Z');
  expect(said.map(({ alert }) => alert.kind)).toEqual(['card', 'breach']);
  expect(said[1]?.alert.facts.map(({ label }) => label)).not.toContain('Also due soon');
  expect(kinds(settle(record, policy, instantOf('2026-11-16T12:00Z')))).toContain('warning');
});

test('a broken promise that comes back from a snooze speaks for itself alone, whenever somebody looks', () => {
  const { record } = toldAt('2026-11-10T12:00Z');
  const snoozed: LedgerEntry = {
    kind: 'pressed',
    action: 'snooze',
    by: 'Dana',
    at: instantOf('2026-11-10T13:00Z'),
    until: instantOf('2026-11-12T09:00Z'),
  };
  const { said } = settle({ ...record, ledger: [...record.ledger, snoozed] }, policy, instantOf('2026-11-16T12:00Z'));
  expect(said.map(({ alert }) => alert.kind)).toEqual(['breach', 'warning']);
});

test('what is told last of a promise speaks for its earlier warnings, and a warning not for itself', () => {
  const twice = samplePolicy({
    ladder: [{ name: 'Director', after: '2000 hours', channel: 'directors' }],
    obligations: {
      acknowledge: { off: true },
      respond: { off: true },
      resolve: { off: true },
      escalation: { off: true },
      answer: {
        title: 'answer',
        anchor: 'received',
        span: '10 hours',
        satisfiedBy: ['substantive'],
        warnAt: ['4 hours before', '2 hours before'],
      },
    },
  });
  const told = (now: string) => {
    const { said } = toldAt(now, twice);
    return said
      .filter(({ alert }) => alert.kind !== 'card')
      .map(({ key, covers }) => [stepOf(key), (covers ?? []).map(stepOf)]);
  };
  expect(told('2026-11-09T16:30Z')).toEqual([['warn-4-hours-before', []]]);
  expect(told('2026-11-09T18:30Z')).toEqual([['warn-2-hours-before', ['warn-4-hours-before']]]);
  expect(told('2026-11-09T20:30Z')).toEqual([['breach', ['warn-4-hours-before', 'warn-2-hours-before']]]);
});

/** The step of a promise that a key of the ledger names. */
function stepOf(key: string): string {
  return key.split(':').find((part) => part.startsWith('warn') || part === 'breach') ?? key;
}
