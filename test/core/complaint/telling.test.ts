import { expect, it } from 'vitest';
import type { Reason } from '#core/complaint/recognition.ts';
import { causeOf, mostTellingFirst } from '#core/complaint/telling.ts';

const text = 'Terrible! I want a manager. The door does not close and nobody has replied. Absolutely no reply.';

it('what went wrong is told before how it feels and what is wanted, whatever weighs most', () => {
  const reasons = [
    quoted('dissatisfied.awful', 'Terrible', 2),
    quoted('remedy.demanded', 'I want a manager', 2),
    quoted('defect.broken', 'does not close', 1.5),
  ];
  expect(causeOf(reasons)?.quote).toBe('does not close');
  expect(mostTellingFirst(reasons).map(({ quote }) => quote)).toEqual([
    'does not close',
    'Terrible',
    'I want a manager',
  ]);
});

it('of two quotes that tell alike the longer one is the cause', () => {
  const reasons = [quoted('defect.wrong', 'door', 1), quoted('defect.broken', 'does not close', 1)];
  expect(causeOf(reasons)?.quote).toBe('does not close');
});

it('of two quotes that tell alike and are as long the first is the cause, in whatever order they come', () => {
  const reasons = [quoted('defect.broken', 'door', 1), quoted('defect.wrong', 'want', 1)];
  expect(causeOf(reasons)?.quote).toBe('want');
  expect(causeOf(reasons.toReversed())?.quote).toBe('want');
});

it('a feeling is the cause where nothing else is told', () => {
  expect(causeOf([quoted('dissatisfied.awful', 'Terrible', 2)])?.quote).toBe('Terrible');
});

it('what speaks against a complaint, what is not of the text, and what a model learnt is no cause', () => {
  const reasons: readonly Reason[] = [
    quoted('praise.good', 'close', -1),
    quoted('defect.broken', 'does not close', -1),
    quoted('defect.wrong', 'door', 0),
    { cue: 'rated.bad', quote: '', start: 0, end: 0, weight: 3 },
    { cue: 'defect.missing', quote: '', start: 0, end: 0, weight: 2 },
    quoted('word:manager', 'manager', 1.2),
  ];
  expect(causeOf(reasons)).toBeUndefined();
  expect(mostTellingFirst(reasons).map(({ cue }) => cue)).toEqual([
    'rated.bad',
    'defect.missing',
    'word:manager',
    'defect.wrong',
    'praise.good',
    'defect.broken',
  ]);
});

it('of the reasons none is lost, and none is told twice', () => {
  const reasons = [quoted('waiting.silence', 'nobody has replied', 2), quoted('waiting.silence', 'no reply', 2)];
  expect(mostTellingFirst(reasons)).toHaveLength(2);
  expect(new Set(mostTellingFirst(reasons))).toEqual(new Set(reasons));
});

function quoted(cue: string, quote: string, weight: number): Reason {
  const start = text.indexOf(quote);
  return { cue, quote, start, end: start + quote.length, weight };
}
