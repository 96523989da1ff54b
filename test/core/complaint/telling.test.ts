import { expect, it } from 'vitest';
import type { Reason } from '#core/complaint/recognition.ts';
import { asTold, causeOf } from '#core/complaint/telling.ts';

const text = 'Terrible! I want a manager. The door does not close and nobody has replied. Absolutely no reply.';

it('what went wrong is told before how it feels and what is wanted, whatever weighs most', () => {
  const reasons = [
    quoted('dissatisfied.awful', 'Terrible', 2),
    quoted('remedy.demanded', 'I want a manager', 2),
    quoted('defect.broken', 'does not close', 1.5),
  ];
  expect(causeOf(reasons)?.quote).toBe('does not close');
  expect(asTold(reasons).map(({ reason }) => reason.quote)).toEqual(['does not close', 'Terrible', 'I want a manager']);
});

it('of two quotes that tell alike the first is the cause, in whatever order they come', () => {
  const reasons = [quoted('waiting.silence', 'no reply', 2), quoted('waiting.silence', 'has replied', 2)];
  expect(causeOf(reasons)?.quote).toBe('has replied');
  expect(causeOf(reasons.toReversed())?.quote).toBe('has replied');
});

it('what became of money or could not be done is told before silence, and silence before how people were treated', () => {
  const treated = quoted('service.treated', 'I want a manager', 2);
  const silent = quoted('waiting.silence', 'no reply', 2);
  const undone = quoted('defect.wrong', 'does not close', 1);
  expect(causeOf([treated, silent])).toBe(silent);
  expect(causeOf([treated, silent, undone])).toBe(undone);
});

it('a lone word that only names a thing tells no cause, two words do', () => {
  expect(causeOf([quoted('defect.wrong', 'door', 1)])).toBeUndefined();
  expect(causeOf([quoted('defect.wrong', 'not\nclose', 1)])).toBeDefined();
  expect(causeOf([quoted('defect.broken', 'door', 1)])?.quote).toBe('door');
});

it('that money is wanted back is the cause where nothing else is told', () => {
  const money = quoted('money.refund', 'want', 1);
  expect(causeOf([money, quoted('dissatisfied.awful', 'Terrible', 2)])).toBe(money);
  expect(causeOf([money, quoted('waiting.still', 'has replied', 1.5)])?.quote).toBe('has replied');
});

it.each([
  'dissatisfied.awful',
  'dissatisfied.deceived',
  'formal.complaint',
  'repeat.again',
  'remedy.demanded',
  'explain.demanded',
  'waiting.any-news',
  'waiting.duration',
  'service.unhelped',
  'unpraise.not-happy',
  'intense.words',
  'money.fraud',
  'money.mine',
])('%s alone tells no cause, and is told all the same', (cue) => {
  const reasons = [quoted(cue, 'I want a manager', 2)];
  expect(causeOf(reasons)).toBeUndefined();
  expect(asTold(reasons)).toEqual(reasons.map((reason) => ({ reason, isCause: false })));
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
  expect(asTold(reasons).map(({ reason }) => reason.cue)).toEqual([
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
  expect(asTold(reasons)).toHaveLength(2);
  expect(new Set(asTold(reasons).map(({ reason }) => reason))).toEqual(new Set(reasons));
});

function quoted(cue: string, quote: string, weight: number): Reason {
  const start = text.indexOf(quote);
  return { cue, quote, start, end: start + quote.length, weight };
}
